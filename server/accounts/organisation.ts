import type { OAuthConfig } from 'next-auth/providers/oauth'
import type { Config } from '../config'

/** What an OpenID Connect provider says of somebody. */
export type OrganisationProfile = { sub: string; name?: string; email?: string; email_verified?: boolean }

/** The organisation's own sign-in: authorisation code with PKCE, state and nonce; the ID token is checked. */
export function organisation(oidc: NonNullable<Config['oidc']>): OAuthConfig<OrganisationProfile> {
  return {
    id: 'oidc',
    name: oidc.name,
    type: 'oauth',
    wellKnown: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope: 'openid email profile' } },
    userinfo: {
      // Many providers put the e-mail address there only; its subject is checked against the ID token's.
      request: async ({ client, tokens }) => {
        const claims = (tokens as unknown as { claims(): OrganisationProfile }).claims()
        if (!client.issuer.metadata.userinfo_endpoint || !tokens.access_token) return claims
        const info = await client.userinfo(tokens as Parameters<typeof client.userinfo>[0])
        return { ...claims, ...info }
      },
    },
    profile: ({ sub, name, email }) => ({ id: sub, name: name ?? null, email: email ?? null }),
  }
}
