import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type KoaContextWithOIDC } from 'oidc-provider'

/** What the provider says of whoever asks. */
export type Person = { sub: string; name: string; email: string; email_verified: boolean }

/**
 * A real OpenID Connect provider on loopback, in which whoever asks is signed in as `person()` says; everything else of
 * the code flow, on both sides, is what runs in earnest. `env`: the settings with which our server asks it.
 */
export async function startProvider(baseUrl: string, person: () => Person) {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = { client_id: 'rapporteur', client_secret: 'a secret between the two' }
  const oidc = new Provider(issuer, {
    clients: [{ ...client, redirect_uris: [`${baseUrl}/api/auth/callback/oidc`] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    findAccount: () => ({ accountId: person().sub, claims: () => person() }),
    interactions: { url: (_context, { uid }) => `/sign-in/${uid}` },
    loadExistingGrant: async ({ oidc: { client, account, provider } }: KoaContextWithOIDC) => {
      const grant = new provider.Grant({ clientId: client!.clientId, accountId: account!.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
    cookies: { keys: ['for the test'] },
  })
  const answer = oidc.callback()
  server.on('request', (request, response) =>
    request.url?.startsWith('/sign-in/')
      ? oidc.interactionFinished(request, response, { login: { accountId: person().sub } })
      : answer(request, response),
  )
  return {
    issuer,
    env: {
      OIDC_NAME: 'The University',
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: client.client_id,
      OIDC_CLIENT_SECRET: client.client_secret,
    },
    stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}
