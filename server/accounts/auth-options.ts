import type { AuthOptions } from 'next-auth'
import { decode, encode } from 'next-auth/jwt'
import Credentials from 'next-auth/providers/credentials'
import { writeRefusal } from '@/lib/api/sign-in'
import { instance } from '../instance'
import type { User } from '../store/store'
import { accountOfOrganisation } from './accounts'
import { isLive, LOGIN_SECONDS, startLogin } from './login'
import { type OrganisationProfile, organisation } from './organisation'
import { signIn } from './sign-in'
import { endLogin } from './sign-out'

/**
 * next-auth's settings for one request: who sends it (IP address), and the invitation it carries, if any.
 * A token in a cookie is worth something only while its row in `login` is.
 */
export function authOptions(asking: { address: string; invitation: string | undefined }): AuthOptions {
  const { config, store } = instance()
  // Who this request signs in; set by one callback, read by the next.
  let account: User | undefined
  return {
    secret: config.secret,
    session: { strategy: 'jwt', maxAge: LOGIN_SECONDS },
    pages: { signIn: '/signin', error: '/signin' },
    providers: [
      Credentials({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: async (given) => {
          const result = await signIn({
            email: String(given?.email ?? ''),
            password: String(given?.password ?? ''),
            address: asking.address,
          })
          if ('refusal' in result) throw new Error(writeRefusal(result.refusal))
          account = result.user
          return { id: account.id, name: account.name, email: account.email }
        },
      }),
      ...(config.oidc ? [organisation(config.oidc)] : []),
    ],
    jwt: {
      encode,
      decode: async (params) => {
        const token = await decode(params)
        const login = typeof token?.login === 'string' ? await store.logins.byId(token.login) : undefined
        return login && isLive(login) ? token : null
      },
    },
    callbacks: {
      signIn: async ({ account: by, profile }) => {
        if (by?.provider !== 'oidc') return account !== undefined
        const { email, email_verified, name } = profile as OrganisationProfile
        if (!email || email_verified !== true) return '/signin?error=unverified'
        const address = email.toLowerCase()
        account = await accountOfOrganisation({ email: address, name: name || address }, asking.invitation)
        return account ? true : '/signin?error=uninvited'
      },
      jwt: async ({ token, trigger }) =>
        trigger === 'signIn' && account ? { ...(await startLogin(account)) } : token,
      session: async ({ session, token }) => ({
        ...session,
        user: { id: token.sub, name: token.name, email: token.email },
      }),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.login === 'string') await endLogin(token.login)
      },
    },
    logger: {
      // An expired or ended cookie is no error.
      error: (code, metadata) => {
        if (code !== 'JWT_SESSION_ERROR') console.error(`Sign-in: ${code}`, metadata)
      },
      warn: () => {},
      debug: () => {},
    },
  }
}
