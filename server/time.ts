import { type Clock, realClock } from '@/lib/collab/clock'

/*
 * The time that the nodes of an instance share. Their clocks may be an hour apart, and what one node makes (a ticket, a
 * link, a minute of the history) another one judges: so all of them go by the clock of the database. Next's bundle and
 * main.ts may each hold a copy of this module, so the difference hangs on globalThis.
 */

const KEY = Symbol.for('rapporteur.ahead')
const holder = globalThis as { [KEY]?: number }

/** Milliseconds since 1970, for everything that is stored or compared with what is. */
export function now(): number {
  return Date.now() + (holder[KEY] ?? 0)
}

/** How many milliseconds the shared clock is ahead of this machine's (less than 0: behind it). */
export function setAhead(milliseconds: number): void {
  holder[KEY] = Math.round(milliseconds)
}

/** The machine's timers with the shared time. */
export const sharedClock: Clock = {
  ...realClock,
  now: () => realClock.now() + (holder[KEY] ?? 0),
}
