import type { Config } from '../config'
import type { Jobs } from '../jobs'
import { growing } from '../jobs/kind'
import type { Store } from '../store/store'
import { now } from '../time'
import { seal, unseal } from './sealed'
import { smtpSender } from './smtp'

export type Mail = { to: string; subject: string; text: string }

export interface Mailer {
  /** Whether there is a mail server; if not, people copy links by hand. */
  configured: boolean
  /**
   * Resolves once the letter is in the database, from where it is sent, again and again if need be. It is not, if the
   * link that it is about is no good any more by then. Rejects if there is no mail server.
   */
  post(mail: Mail, link: string): Promise<void>
  /** Of these links those whose letters were not sent, or not yet though it was tried. */
  troubles(links: readonly string[]): Promise<Map<string, LetterTrouble>>
}

export type LetterTrouble = 'delayed' | 'failed'

const KIND = 'mail'
const MINUTE = 60_000
/** With waits that grow to an hour: two days. */
const ATTEMPTS = 54

type Options = Pick<Config, 'smtp' | 'secret'> & { store: Pick<Store, 'links' | 'jobs'>; jobs: Jobs }

/** Mail through SMTP, as jobs of whichever node is free; or none without settings. */
export function createMailer({ smtp, secret, store, jobs }: Options): Mailer {
  if (!smtp)
    return {
      configured: false,
      post: async () => {
        throw new Error('No mail server is configured (SMTP_URL).')
      },
      troubles,
    }
  const send = smtpSender(smtp)
  const letters = jobs.offer<{ link: string; sealed: string }>(KIND, {
    attempts: ATTEMPTS,
    wait: growing(MINUTE / 2, 60 * MINUTE),
    async run({ id, payload, confirm }) {
      if (!(await isGood(payload.link))) return undefined
      const mail = open(payload.sealed)
      await confirm()
      await send(mail, id)
      return undefined
    },
  })
  return {
    configured: true,
    post: (mail, link) => letters.add(link, { link, sealed: seal(JSON.stringify(mail), secret) }),
    troubles,
  }

  async function troubles(links: readonly string[]): Promise<Map<string, LetterTrouble>> {
    if (links.length === 0) return new Map()
    const letters = await store.jobs.list({ kind: KIND, keys: links })
    return new Map(
      letters
        .filter(({ reason }) => reason !== '')
        .map(({ key, endedAt }) => [key!, endedAt === undefined ? 'delayed' : 'failed']),
    )
  }

  async function isGood(id: string): Promise<boolean> {
    const link = await store.links.byId(id)
    return link?.revokedAt === undefined && link?.usedAt === undefined && (link?.expiresAt ?? 0) > now()
  }

  function open(sealed: string): Mail {
    try {
      return JSON.parse(unseal(sealed, secret))
    } catch {
      // Perhaps another node's.
      throw new Error('It was written under another secret (NEXTAUTH_SECRET).')
    }
  }
}
