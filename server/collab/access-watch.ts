import type { Clock } from '@/lib/collab/clock'
import type { Store } from '../store/store'

const LOOK_EVERY_MS = 2_000
/** What runs out by time alone (a login) changes nothing in the database: now and then everybody is asked about. */
const LOOKS_BETWEEN = 30
/** So many are asked about in a row; then others get their turn. */
const AT_ONCE = 16

/** `unknown`: the database did not answer. */
type Asked = { askAgain(): Promise<'known' | 'unknown'> }

/**
 * Sees to it that who may not write any more is stopped within seconds (SPEC.md, rule 9), whoever changed it and
 * wherever: looks whether anything about access changed, and only then asks about each open connection.
 */
export function watchAccess(options: { access: Store['access']; clock: Clock; everybody: Iterable<Asked> }): {
  ask(those: Iterable<Asked>): Promise<void>
  /** How often it has looked: who was let in before the last look, and is only now among everybody, was not asked about. */
  looks(): number
  stop(): void
} {
  const { access, clock, everybody } = options
  let seen: number | undefined
  let looks = 0
  let looking = false

  const timer = clock.setInterval(() => void look(), LOOK_EVERY_MS)
  return { ask, looks: () => looks, stop: () => clock.clearInterval(timer) }

  async function look(): Promise<void> {
    if (looking) return
    looking = true
    try {
      const version = await access.version()
      const isDue = ++looks % LOOKS_BETWEEN === 0
      // The first time, too: somebody may have come and been shut out before we looked.
      const changed = version !== seen
      if (!changed && !isDue) return
      seen = version
      await ask(everybody)
    } catch (error) {
      // Asked again in two seconds; whoever is in stays in meanwhile, as an open file would.
      console.error('Whether anything about access changed could not be asked:', error)
    } finally {
      looking = false
    }
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
