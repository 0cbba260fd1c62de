import { decode, encode } from 'next-auth/jwt'
import { instance } from '../instance'
import type { Login, User } from '../store/store'
import { now } from '../time'
import { type Asking, cookiesOf, loginCookie, setCookie } from './cookies'

/** How long a browser stays signed in. */
export const LOGIN_SECONDS = 30 * 24 * 60 * 60

/** What next-auth's token says: who, and which row of `login`, without which it is worth nothing. */
export type LoginToken = { sub: string; login: string; name: string; email: string }

/** Signs a browser in: the row, and what the token in its cookie says. */
export async function startLogin(user: User): Promise<LoginToken> {
  const login = await instance().store.logins.create(user.id, now() + LOGIN_SECONDS * 1000)
  return { sub: user.id, login: login.id, name: user.name, email: user.email }
}

/** The same as a Set-Cookie value, for who just made an account and need not type the password again. */
export async function loginSetCookie(user: User): Promise<string> {
  const { config } = instance()
  const token = await encode({
    token: await startLogin(user),
    secret: config.secret,
    maxAge: LOGIN_SECONDS,
  })
  return setCookie(loginCookie(config.baseUrl), token, LOGIN_SECONDS, config.baseUrl)
}

/** The login that a request's cookie stands for, if it still does. */
export async function loginOfRequest(asking: Asking): Promise<Login | undefined> {
  const { config, store } = instance()
  const cookie = cookiesOf(asking).get(loginCookie(config.baseUrl))
  if (!cookie) return undefined
  const token = await decode({ token: cookie, secret: config.secret }).catch(() => null)
  if (typeof token?.login !== 'string') return undefined
  const login = await store.logins.byId(token.login)
  return login && isLive(login) ? login : undefined
}

export function isLive(login: Login): boolean {
  return login.endedAt === undefined && login.expiresAt > now()
}
