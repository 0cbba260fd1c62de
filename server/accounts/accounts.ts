import { Refusal } from '../api/problem'
import { instance } from '../instance'
import type { Link, User } from '../store/store'
import { acceptInvitation, openLink } from './links'
import { hashPassword } from './password'
import { refusalSentence, signIn } from './sign-in'

/** The first organiser's account, for who opens the setup link first. */
export async function setUp(given: {
  secret: string
  name: string
  email: string
  password: string
}): Promise<User> {
  const { store } = instance()
  const link = await openLink(given.secret, 'setup')
  const user = await store.users.createFirst({
    email: given.email,
    name: given.name,
    passwordHash: await hashPassword(given.password),
    mayCreateEvents: true,
  })
  if (!user)
    throw new Refusal(410, 'claimed', 'This server has its first organiser already. Sign in instead.')
  await store.links.use(link.id)
  return user
}

export type Acceptance = {
  name?: string | undefined
  email?: string | undefined
  password?: string | undefined
}

/**
 * Accepts an invitation: with the account that is signed in; else with the account of the e-mail address and its
 * password; else with a new account. An invitation for an e-mail address is for that one only.
 */
export async function accept(
  secret: string,
  given: Acceptance,
  signedIn: User | undefined,
  address: string,
): Promise<{ user: User; isNewLogin: boolean; event?: string; session?: string }> {
  const link = await openLink(secret, 'invite')
  const user = signedIn ? forWhom(link, signedIn) : await accountFor(link, given, address)
  return { user, isNewLogin: !signedIn, ...(await acceptInvitation(link, user)) }
}

function forWhom(link: Link, user: User): User {
  if (link.email !== undefined && link.email.toLowerCase() !== user.email.toLowerCase())
    throw new Refusal(
      403,
      'other-account',
      `This invitation is for ${link.email}, and you are signed in as ${user.email}. Sign out first.`,
    )
  return user
}

async function accountFor(link: Link, { name, email, password }: Acceptance, address: string): Promise<User> {
  const { store } = instance()
  const wanted = (link.email ?? email)?.toLowerCase()
  const missing = (path: string, reason: string) =>
    new Refusal(422, 'faulty', `${reason}.`, { faults: [{ path, reason }] })
  if (!wanted) throw missing('email', 'An e-mail address is needed')
  if (!password) throw missing('password', 'A password is needed')
  if (await store.users.byEmail(wanted)) {
    const result = await signIn({ email: wanted, password, address })
    if ('user' in result) return result.user
    const status = result.refusal.kind === 'wait' ? 429 : 401
    throw new Refusal(status, result.refusal.kind, refusalSentence(result.refusal))
  }
  if (!name) throw missing('name', 'A name is needed')
  if (password.length < 10) throw missing('password', 'A password has at least 10 characters')
  return store.users.create({
    email: wanted,
    name,
    passwordHash: await hashPassword(password),
    mayCreateEvents: false,
  })
}

/**
 * The account of who comes from the organisation's own sign-in with a verified e-mail address: an existing one, or a
 * new one for who carries an invitation (or for everybody, with OIDC_SIGNUP=1). The invitation itself is accepted on
 * its page, as by everybody who is signed in. Undefined: this person was not invited.
 */
export async function accountOfOrganisation(
  person: { email: string; name: string },
  invitation: string | undefined,
): Promise<User | undefined> {
  const { store, config } = instance()
  const existing = await store.users.byEmail(person.email)
  if (existing) return existing
  const link = invitation ? await openLink(invitation, 'invite').catch(() => undefined) : undefined
  const isInvited = link && (link.email === undefined || link.email.toLowerCase() === person.email)
  if (!isInvited && !config.oidc?.signUp) return undefined
  return store.users.create({ ...person, passwordHash: undefined, mayCreateEvents: false })
}
