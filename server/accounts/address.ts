import { instance } from '../instance'
import { type Asking, headerOf } from './cookies'

/**
 * The client's IP address, as X-Forwarded-For has it: the last entry, which the nearest hop wrote (our own proxy with
 * TRUST_PROXY=1, else this server itself; main.ts takes away what a client claims).
 */
export function addressOf(asking: Asking): string {
  const hops = (headerOf(asking, 'x-forwarded-for') ?? '').split(',').map((hop) => hop.trim())
  return hops.at(-1) || 'unknown'
}

/** Whether a request that changes something comes from one of our own pages, as far as a browser tells. */
export function isSameOrigin(asking: Asking): 'yes' | 'no' | 'unsaid' {
  const origin = headerOf(asking, 'origin')
  if (origin !== undefined) {
    if (origin === new URL(instance().config.baseUrl).origin) return 'yes'
    const host = URL.canParse(origin) ? new URL(origin).host : undefined
    return host !== undefined && host === headerOf(asking, 'host') ? 'yes' : 'no'
  }
  const site = headerOf(asking, 'sec-fetch-site')
  return site === undefined ? 'unsaid' : site === 'same-origin' ? 'yes' : 'no'
}
