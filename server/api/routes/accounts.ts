import { z } from 'zod'
import { Me, SetupDone, SetupRequest, TokenInfo, TokenMade, TokenRequest } from '@/lib/api/schemas'
import { setUp } from '../../accounts/accounts'
import { loginSetCookie } from '../../accounts/login'
import { hashSecret, newSecret } from '../../accounts/secrets'
import { refusalSentence, signIn } from '../../accounts/sign-in'
import type { Visitor } from '../../accounts/visitor'
import { createExample } from '../../events'
import { instance } from '../../instance'
import type { User } from '../../store/store'
import { now } from '../../time'
import { endpoint } from '../endpoint'
import { notFound, Refusal } from '../problem'

export const accounts = [
  endpoint({
    method: 'POST',
    path: '/setup',
    summary: 'Make the first organiser, with the secret of the setup link. Signs in.',
    access: { of: 'anyone' },
    body: SetupRequest,
    answer: { status: 201, schema: SetupDone },
    handle: async ({ body, headers }) => {
      const user = await setUp(body)
      headers.append('set-cookie', await loginSetCookie(user))
      if (!body.example) return {}
      const { event, session } = await createExample(user)
      return { event: event.id, session: session.id }
    },
  }),
  endpoint({
    method: 'GET',
    path: '/me',
    summary: 'Who you are',
    access: { of: 'account' },
    answer: { status: 200, schema: Me },
    handle: async ({ visitor: { user } }) => ({
      id: user.id,
      name: user.name,
      email: user.email,
      mayCreateEvents: user.mayCreateEvents,
    }),
  }),
  endpoint({
    method: 'POST',
    path: '/tokens',
    summary: 'Make a bearer token, with e-mail address and password (HTTP Basic) or signed in',
    access: { of: 'anyone' },
    body: TokenRequest,
    optional: true,
    answer: { status: 201, schema: TokenMade },
    handle: async ({ request, body, visitor, address }) => {
      const user = await whoseToken(request, visitor, address)
      const token = newSecret()
      const { id, expiresAt } = await instance().store.tokens.create({
        kind: 'api',
        secretHash: hashSecret(token),
        user: user.id,
        membership: undefined,
        session: undefined,
        label: body.label,
        expiresAt: now() + body.days * 24 * 60 * 60 * 1000,
      })
      return { token, id, expiresAt }
    },
  }),
  endpoint({
    method: 'GET',
    path: '/tokens',
    summary: 'Your bearer tokens that are good',
    access: { of: 'account' },
    answer: { status: 200, schema: z.array(TokenInfo) },
    handle: async ({ visitor: { user } }) => {
      const tokens = await instance().store.tokens.ofUser(user.id)
      return tokens
        .filter((token) => token.kind === 'api' && token.revokedAt === undefined && token.expiresAt > now())
        .map(({ id, label, createdAt, expiresAt, lastUsedAt }) => ({
          id,
          label,
          createdAt,
          expiresAt,
          lastUsedAt: lastUsedAt ?? null,
        }))
    },
  }),
  endpoint({
    method: 'DELETE',
    path: '/tokens/{token}',
    summary: 'Revoke a bearer token',
    access: { of: 'account' },
    answer: { status: 204 },
    handle: async ({ visitor: { user }, params }) => {
      if (!(await instance().store.tokens.revoke(params.token!, user.id)))
        throw notFound('token', 'You have no such token.')
    },
  }),
]

/** By password, or by the cookie of who is signed in; a token makes no tokens. */
async function whoseToken(request: Request, visitor: Visitor | undefined, address: string): Promise<User> {
  const basic = /^Basic +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (basic === undefined) {
    if (visitor?.kind === 'user' && visitor.login !== undefined) return visitor.user
    throw new Refusal(401, 'not-signed-in', 'Send your e-mail address and password by HTTP Basic.')
  }
  const [email = '', ...password] = Buffer.from(basic, 'base64').toString('utf8').split(':')
  const result = await signIn({ email, password: password.join(':'), address })
  if ('user' in result) return result.user
  const { refusal } = result
  if (refusal.kind === 'wait')
    throw new Refusal(429, 'wait', refusalSentence(refusal), {
      headers: { 'retry-after': String(refusal.seconds) },
    })
  throw new Refusal(401, refusal.kind, refusalSentence(refusal), {
    headers: { 'www-authenticate': 'Basic realm="Rapporteur"' },
  })
}
