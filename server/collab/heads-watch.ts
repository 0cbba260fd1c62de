import type { Clock, Timer } from '@/lib/collab/clock'
import type { Bus } from '../cluster/bus'
import type { RoomLog } from '../store/store'
import type { Link } from './link'

/** The last message about a room may be the one that was lost. */
const LOOK_EVERY_MS = 3_000
/** While no message gets through, this is how others' edits are heard of. */
const LOOK_EVERY_WITHOUT_BUS_MS = 500

/** Compares now and then, and when the bus comes back, where the open rooms are with where their logs are. */
export function watchHeads(options: {
  log: RoomLog
  bus: Bus
  clock: Clock
  links(): Iterable<[session: string, link: Link]>
}): { stop(): void } {
  const { log, bus, clock, links } = options
  let timer: Timer
  let trouble = ''
  let state: 'idle' | 'looking' | 'stopped' = 'idle'
  bus.onBack(() => void look())
  wait()
  return {
    stop() {
      state = 'stopped'
      clock.clearTimeout(timer)
    },
  }

  function wait(): void {
    timer = clock.setTimeout(() => void look(), bus.isUp() ? LOOK_EVERY_MS : LOOK_EVERY_WITHOUT_BUS_MS)
  }

  async function look(): Promise<void> {
    if (state !== 'idle') return
    state = 'looking'
    clock.clearTimeout(timer)
    try {
      const open = [...links()].map(([session, link]) => ({ session, link, reached: link.reached }))
      const heads = open.length > 0 ? await log.heads(open.map(({ session }) => session)) : new Map()
      for (const { session, link, reached } of open) {
        const there = heads.get(session)
        if (there) link.endsAt(there, reached)
      }
      trouble = ''
    } catch (error) {
      const { message } = error as Error
      // Said once: it is asked twice a second when the database is the bus, too.
      if (message !== trouble)
        console.error('Where the logs of the open rooms are could not be asked:', message)
      trouble = message
    }
    if (isStopped()) return
    state = 'idle'
    wait()
  }

  function isStopped(): boolean {
    return state === 'stopped'
  }
}
