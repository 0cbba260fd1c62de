import { type Clock, forwardTime, realClock } from '@/lib/collab/clock'

/*
 * The time that the nodes of an instance share. Their clocks may be an hour apart, and what one node makes (a ticket, a
 * link, a minute of the history) another one judges: so all of them go by the clock of the database. Next's bundle and
 * main.ts may each hold a copy of this module, so what it said last hangs on globalThis.
 */

/** What the shared clock showed, and this process's ticks (performance.now) at that moment. */
type Told = { time: number; ticks: number }

const KEY = Symbol.for('rapporteur.time')
const holder = globalThis as { [KEY]?: Told }

/** Milliseconds since 1970, for everything that is stored or compared with what is. */
export function now(): number {
  const told = holder[KEY]
  return told ? Math.floor(told.time + performance.now() - told.ticks) : Date.now()
}

/** From now on the shared clock counts, whatever is done to this machine's. */
export function goBy(told: Told): void {
  holder[KEY] = told
}

/** Goes by this machine's clock again. */
export function goByOwnClock(): void {
  delete holder[KEY]
}

/** The machine's timers with the shared time: for what is stored. It may go back, where the shared clock does. */
export const storeClock: Clock = { ...realClock, now }

/** The same for everything that lasts a while: this time never goes back, and goes on where the shared clock does not. */
export const sharedClock: Clock = {
  ...realClock,
  now: forwardTime(now, () => performance.now()),
}
