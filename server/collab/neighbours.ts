import type { Clock } from '@/lib/collab/clock'
import type { Bus, Ear } from '../cluster/bus'
import { writeRoomMessage } from '../cluster/room-messages'
import type { RoomLog } from '../store/store'
import { watchHeads } from './heads-watch'
import { Link, type LinkWatch } from './link'
import { feelPulse } from './pulse'
import type { Room } from './room'

type Options = {
  bus: Bus
  log: RoomLog
  clock: Clock
  watch: LinkWatch
  /** Those that are open here. */
  rooms(): Iterable<[session: string, room: Room]>
  /** Another node began a new epoch. */
  epochEnded(session: string, room: Room): void
  /** This process stood still, and goes on. */
  woke(): void
}

/** What the rooms of this node have to do with the same rooms on others (SPEC.md, "Several nodes"). */
export interface Neighbours {
  /** Opens a room by `load`, and ties it to the others. */
  open(session: string, load: () => Promise<Room>): Promise<Room>
  /** This node began a new epoch. */
  tellEpoch(session: string, epoch: string, head: number): void
  /** Whether this process has only just gone on after it stood still. */
  isStale(): boolean
  stop(): void
}

export function createNeighbours({ bus, log, clock, watch, rooms, epochEnded, woke }: Options): Neighbours {
  const heads = watchHeads({ log, bus, clock, links })
  const pulse = feelPulse(clock, () => {
    woke()
    for (const [, link] of links()) void link.look()
  })
  return {
    async open(session, load) {
      let link: Link | undefined
      const early: [Uint8Array, string][] = []
      // Before the log is read, so that nothing falls between the two.
      const ear = await bus.listen(session, (message, from) => {
        if (link) link.hear(message, from)
        else early.push([message, from])
      })
      try {
        const room = await load()
        link = linkOf(session, room, ear)
        for (const [message, from] of early) link.hear(message, from)
        return room
      } catch (error) {
        ear.stop()
        throw error
      }
    },
    tellEpoch: (session, epoch, head) => bus.send(session, writeRoomMessage({ kind: 'head', epoch, head })),
    isStale: pulse.isStale,
    stop() {
      heads.stop()
      pulse.stop()
    },
  }

  function linkOf(session: string, room: Room, ear: Ear): Link {
    const { document } = room
    const link = new Link(
      { session, bus, log, clock, watch },
      {
        absorb: (updates, clients) => room.absorb(updates, clients),
        show: (client, who, state) => room.show(client, who, state),
        present: () => [...room.presentHere()],
        lost: () => room.events.broken(new Error('The database went back to before what it had confirmed.')),
        epochEnded: () => epochEnded(session, room),
      },
      document.epoch,
      document.loadedTo,
      ear,
    )
    document.onWritten = (seq, entry) => link.wrote(seq, entry)
    room.link = link
    return link
  }

  function* links(): Generator<[session: string, link: Link]> {
    for (const [session, { link }] of rooms()) if (link) yield [session, link]
  }
}
