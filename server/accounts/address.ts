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

/**
 * What of an address counts as one guesser: of IPv6 the first four groups, since whoever has one address there has
 * 2^64 of them.
 */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address
  const [head = '', tail] = address.split('::')
  const groups = head === '' ? [] : head.split(':')
  const rest = tail ? tail.split(':') : []
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - groups.length - rest.length }, () => '0')
  return [...groups, ...zeros, ...rest]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':')
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
