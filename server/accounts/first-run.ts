import type { Instance } from '../instance'
import { now } from '../time'
import { hashPassword } from './password'
import { hashSecret, newSecret } from './secrets'

/** How long a setup link is good for; each start of an unclaimed server makes a new one. */
const SETUP_DAYS = 7

export type FirstRun =
  | { kind: 'claimed' } // there are accounts already
  | { kind: 'admin'; email: string } // made from ADMIN_EMAIL and ADMIN_PASSWORD just now
  | { kind: 'setup'; url: string } // whoever opens this link makes the first organiser

/**
 * What a start with empty data begins with; main.ts prints the link. Earlier setup links are revoked, unless another node
 * may have printed them just now: then each is good until there is an account.
 */
export async function firstRun({ config, store }: Pick<Instance, 'config' | 'store'>): Promise<FirstRun> {
  const isClaimed = (await store.users.count()) > 0
  if (isClaimed || config.admin || config.databaseUrl === undefined) await store.links.revokeKind('setup')
  if (isClaimed) return { kind: 'claimed' }
  if (config.admin) {
    const { email, password } = config.admin
    const user = await store.users.createFirst({
      email: email.toLowerCase(),
      name: email.split('@')[0]!,
      passwordHash: await hashPassword(password),
      mayCreateEvents: true,
    })
    return user ? { kind: 'admin', email } : { kind: 'claimed' }
  }
  const secret = newSecret()
  await store.links.create({
    kind: 'setup',
    event: undefined,
    session: undefined,
    role: 'organiser',
    email: undefined,
    secretHash: hashSecret(secret),
    createdBy: undefined,
    expiresAt: now() + SETUP_DAYS * 24 * 60 * 60 * 1000,
  })
  return { kind: 'setup', url: `${config.baseUrl}/setup#${secret}` }
}
