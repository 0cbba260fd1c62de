import type { Clock } from '@/lib/collab/clock'
import type { Store } from '../store/store'

const LOOK_EVERY_MS = 2_000
/** What runs out by time alone (a login) changes nothing in the database: now and then everybody is asked about. */
const LOOKS_BETWEEN = 30
/** So many are asked about in a row; then others get their turn. */
const AT_ONCE = 16

/** The database did not answer for so long: nobody knows who may write. (Two looks, and less than the 5 s of rule 9.) */
const BLIND_MS = 3_500

type Asked = {
  /** `unknown`: the database did not answer. */
  askAgain(): Promise<'known' | 'unknown'>
  /** Nothing is read of it, until it is released. */
  hold(): void
  release(): void
}

/**
 * Sees to it that who may not write any more is stopped within seconds (SPEC.md, rule 9), whoever changed it and
 * wherever: looks whether anything about access changed, and only then asks about each open connection.
 */
export function watchAccess(options: { access: Store['access']; clock: Clock; everybody: Iterable<Asked> }): {
  ask(those: Iterable<Asked>): Promise<void>
  /** How often it has looked: who was let in before the last look, and is only now among everybody, was not asked about. */
  looks(): number
  /** Counts as one more, from when on whoever was let in before is not to come in: what has changed may not be known. */
  missed(): number
  stop(): void
} {
  const { access, clock, everybody } = options
  let seen: number | undefined
  let looks = 0
  let looking = false
  /** When the last look began that was answered. */
  let knownAt = clock.now()
  let state: 'known' | 'blind' = 'known'

  const timer = clock.setInterval(() => {
    if (clock.now() - knownAt > BLIND_MS) goBlind()
    void look()
  }, LOOK_EVERY_MS)
  return { ask, looks: () => looks, missed: () => ++looks, stop: () => clock.clearInterval(timer) }

  async function look(): Promise<void> {
    if (looking) return
    looking = true
    const began = clock.now()
    try {
      const version = await access.version()
      const isDue = ++looks % LOOKS_BETWEEN === 0
      // The first time, too: somebody may have come and been shut out before we looked.
      const changed = version !== seen
      seen = version
      if (changed || isDue) await ask(everybody)
      if (seen !== version) return
      knownAt = began
      // An answer that took so long says nothing of what has been decided since.
      if (clock.now() - began > BLIND_MS) return
      if (state === 'blind') for (const one of everybody) one.release()
      state = 'known'
    } catch (error) {
      // Asked again in two seconds. Whoever is in stays in, and is not listened to when that takes too long.
      console.error('Whether anything about access changed could not be asked:', error)
    } finally {
      looking = false
    }
  }

  /** What came while nobody could say who may write would be written once the database is back. */
  function goBlind(): void {
    state = 'blind'
    for (const one of everybody) one.hold()
  }

  async function ask(those: Iterable<Asked>): Promise<void> {
    let asked = 0
    for (const one of [...those]) {
      // Who could not be asked about is asked about at the next look.
      if ((await one.askAgain()) === 'unknown') seen = undefined
      if (++asked % AT_ONCE === 0) await new Promise<void>((resolve) => clock.soon(resolve))
    }
  }
}
