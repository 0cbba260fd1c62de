import type { Clock } from '@/lib/collab/clock'
import type { Store } from '../store/store'

const LOOK_EVERY_MS = 2_000
/** What runs out by time alone (a login) changes nothing in the database: now and then everybody is asked about. */
const LOOKS_BETWEEN = 30
/** So many are asked about at once: fewer than the database's connections. */
const AT_ONCE = 6

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
  let asking: 'idle' | 'asking' | 'once more' = 'idle'

  const timer = clock.setInterval(() => {
    if (clock.now() - knownAt > BLIND_MS) goBlind()
    void look()
  }, LOOK_EVERY_MS)
  return { ask, looks: () => looks, missed: () => ++looks, stop: () => clock.clearInterval(timer) }

  async function look(): Promise<void> {
    if (looking) return
    looking = true
    try {
      const began = clock.now()
      onVersion(await access.version(), began)
    } catch (error) {
      // Asked again in two seconds. Whoever is in stays in, and is not listened to when that takes too long.
      console.error('Whether anything about access changed could not be asked:', error)
    } finally {
      looking = false
    }
  }

  function onVersion(version: number, began: number): void {
    const isDue = ++looks % LOOKS_BETWEEN === 0
    // The first time, too: somebody may have come and been shut out before we looked.
    const changed = version !== seen
    seen = version
    knownAt = began
    const wasAsking = asking !== 'idle'
    if (changed || isDue) void askEverybody()
    // An answer that took so long says nothing of what has been decided since.
    if (state === 'known' || clock.now() - began > BLIND_MS) return
    state = 'known'
    if (asking === 'idle') for (const one of everybody) one.release()
    // Each is released by its own answer; who was asked about before is asked about again.
    else if (wasAsking) asking = 'once more'
  }

  /** What came while nobody could say who may write would be written once the database is back. */
  function goBlind(): void {
    state = 'blind'
    for (const one of everybody) one.hold()
  }

  /** However long it takes, what changes meanwhile is asked about afterwards. */
  async function askEverybody(): Promise<void> {
    if (asking !== 'idle') {
      asking = 'once more'
      return
    }
    do {
      asking = 'asking'
      await ask(everybody)
    } while (isAskedOnceMore())
    asking = 'idle'
  }

  function isAskedOnceMore(): boolean {
    return asking === 'once more'
  }

  async function ask(those: Iterable<Asked>): Promise<void> {
    const waiting = [...those]
    const next = async () => {
      for (let one = waiting.shift(); one; one = waiting.shift()) {
        // Who could not be asked about is asked about at the next look.
        if ((await one.askAgain()) === 'unknown') seen = undefined
        else if (state === 'known') one.release()
        await new Promise<void>((resolve) => clock.soon(resolve))
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, next))
  }
}
