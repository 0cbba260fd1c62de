import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Config } from '../config'

/** What a response may do in a browser, for the pages and for everything else. */
type Policy = Record<string, string[]>

/**
 * Sets the headers that keep a page to itself, before Next answers. Scripts run by a nonce that is new for each
 * request; Next finds it in the request's own policy header and puts it on the scripts it writes.
 */
export function secure(request: IncomingMessage, response: ServerResponse, config: Config): void {
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Referrer-Policy', 'same-origin')
  response.setHeader('X-Frame-Options', 'DENY')
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
  response.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=()')
  if (config.baseUrl.startsWith('https:')) response.setHeader('Strict-Transport-Security', 'max-age=31536000')

  const policy = write(request.url?.startsWith('/api/') ? FILE_POLICY : pagePolicy(config))
  response.setHeader('Content-Security-Policy', policy)
  request.headers['content-security-policy'] = policy
}

/** Exports and pictures: they show themselves and run nothing. */
const FILE_POLICY: Policy = {
  'default-src': ["'none'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ['data:'],
  'style-src': ["'unsafe-inline'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
}

function pagePolicy(config: Config): Policy {
  const scripts =
    config.mode === 'production'
      ? [`'nonce-${randomBytes(16).toString('base64')}'`]
      : ["'unsafe-inline'", "'unsafe-eval'"]
  return {
    'default-src': ["'self'"],
    'script-src': ["'self'", ...scripts],
    // the editor and its menus place themselves by style attributes
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'", 'data:'],
    // older browsers do not count the page's own WebSocket as 'self'
    'connect-src': ["'self'", new URL(config.baseUrl).origin.replace(/^http/, 'ws')],
    'worker-src': ["'self'", 'blob:'],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'", ...(config.oidc ? [new URL(config.oidc.issuer).origin] : [])],
    'frame-ancestors': ["'none'"],
  }
}

function write(policy: Policy): string {
  return Object.entries(policy)
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join('; ')
}
