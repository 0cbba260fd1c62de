import type { Clock } from '@/lib/collab/clock'
import { readMessage } from '@/lib/collab/messages'
import type { LoadedLog } from '../store/store'
import { framesOf, namesNobody, type Parts, storedAnswer } from './answers'
import { frameOf } from './frames'
import type { Guest } from './member'

/** Somebody at the door: what they said first, and the epoch of what they were given, if they were. */
export type Arrival = { first?: Uint8Array; given?: string }

/** Reading a log may be faster than the way to a client and back; making a document takes longer than this. */
const HEARING_MS = 5

/**
 * Who waits for a room that is being loaded. Who begins by saying that they have nothing (a SyncStep1 of an empty
 * document) gets what the log holds as it stands there; making a document of it takes several times as long as reading.
 */
export class Lobby {
  readonly #waiting = new Map<string, Map<Guest, Arrival>>()
  /** Called when somebody has said something. */
  readonly #heard = new Set<() => void>()

  constructor(private readonly clock: Clock) {}

  /** Hears the first frame of a guest; what follows stays unread until the room listens. */
  enter(session: string, guest: Guest): Arrival {
    const arrival: Arrival = {}
    guest.channel.listen({
      frame: (data) => {
        arrival.first = data
        guest.channel.pause()
        for (const tell of this.#heard) tell()
      },
      alive() {},
      closed() {},
    })
    guest.channel.resume()
    const there = this.#waiting.get(session) ?? new Map<Guest, Arrival>()
    this.#waiting.set(session, there.set(guest, arrival))
    return arrival
  }

  /** From here on the room listens. */
  leave(session: string, guest: Guest): void {
    guest.channel.pause()
    const there = this.#waiting.get(session)
    there?.delete(guest)
    if (there?.size === 0) this.#waiting.delete(session)
  }

  /** Answers those who have nothing; returns what they got, if there were any such. */
  async answer(session: string, loaded: LoadedLog): Promise<Parts | undefined> {
    const there = this.#waiting.get(session)
    if (!there) return undefined
    await this.#hear(there)
    let parts: Parts | undefined
    for (const [guest, arrival] of there) {
      if (arrival.given !== undefined || !hasNothing(arrival.first)) continue
      if (guest.epoch !== undefined && guest.epoch !== loaded.epoch) continue
      parts ??= storedAnswer(loaded)
      if (!parts) return undefined
      if (guest.acks) guest.channel.send(frameOf({ kind: 'epoch', epoch: loaded.epoch }))
      for (const frame of framesOf(parts)) guest.channel.send(frame)
      arrival.given = loaded.epoch
    }
    // What the connections did not take at once goes out before the document keeps everybody waiting.
    if (parts) await new Promise<void>((resolve) => this.clock.soon(resolve))
    return parts
  }

  /** Resolves when somebody has said something, or took too long. */
  #hear(there: Map<Guest, Arrival>): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        this.#heard.delete(look)
        this.clock.clearTimeout(timer)
        resolve()
      }
      const look = () => {
        if ([...there.values()].some(({ first }) => first)) end()
      }
      const timer = this.clock.setTimeout(end, HEARING_MS)
      this.#heard.add(look)
      look()
    })
  }
}

function hasNothing(first: Uint8Array | undefined): boolean {
  if (!first) return false
  try {
    const message = readMessage(first)
    return message.kind === 'step1' && namesNobody(message.vector)
  } catch {
    // The room will say what is wrong with it.
    return false
  }
}
