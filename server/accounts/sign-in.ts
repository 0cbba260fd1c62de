import type { SignInRefusal } from '@/lib/api/sign-in'
import { instance } from '../instance'
import type { User } from '../store/store'
import { networkOf } from './address'
import { hashPassword, isPassword, needsRehash } from './password'
import { createTries } from './tries'

// One for each address and account, and a wider one for each address, against trying one password on many accounts.
const KEY = Symbol.for('rapporteur.tries')
const holder = globalThis as { [KEY]?: ReturnType<typeof makeTries> }
const makeTries = () => ({
  account: createTries({ free: 5 }),
  address: createTries({ free: 50, longest: 60 }),
})

/** E-mail address and password → the account, or why not. `address`: the client's IP address. */
export async function signIn(given: {
  email: string
  password: string
  address: string
}): Promise<{ user: User } | { refusal: SignInRefusal }> {
  const { store } = instance()
  const email = given.email.trim().toLowerCase()
  holder[KEY] ??= makeTries()
  const tries = holder[KEY]
  const network = networkOf(given.address)
  const key = `${network} ${email}`
  // The address first: who is too fast with many accounts does not even get them remembered.
  const seconds = tries.address.begin(network) || tries.account.begin(key)
  if (seconds > 0) return { refusal: { kind: 'wait', seconds } }
  const user = await store.users.byEmail(email)
  if (!(await isPassword(given.password, user?.passwordHash)) || !user) return { refusal: { kind: 'wrong' } }
  tries.account.forget(key)
  tries.address.forget(network)
  if (needsRehash(user.passwordHash!))
    await store.users.update(user.id, { passwordHash: await hashPassword(given.password) })
  return { user }
}

/** A refusal as a sentence, for who has no page to say it. */
export function refusalSentence(refusal: SignInRefusal): string {
  switch (refusal.kind) {
    case 'wrong':
      return 'There is no account with this e-mail address and password.'
    case 'wait':
      return `Too many wrong passwords. Try again in ${refusal.seconds} ${refusal.seconds === 1 ? 'second' : 'seconds'}.`
    case 'uninvited':
      return 'Nobody has invited this e-mail address here.'
    case 'unverified':
      return 'Your organisation does not confirm that this e-mail address is yours.'
    case 'failed':
      return 'Signing in did not work.'
  }
}
