import { readMessage } from '@/lib/collab/messages'
import type { LoadedLog } from '../store/store'
import { namesNobody, storedAnswer } from './answers'
import type { Frame } from './channel'
import { frameOf } from './frames'
import type { Guest } from './member'

/** Somebody at the door: what they said first, and the epoch of what they were given, if they were. */
export type Arrival = { first?: Uint8Array; given?: string }

/**
 * Who waits for a room that is being loaded. Who begins by saying that they have nothing (a SyncStep1 of an empty
 * document) gets what the log holds as it stands there; making a document of it takes several times as long as reading.
 */
export class Lobby {
  readonly #waiting = new Map<string, Map<Guest, Arrival>>()

  /** Hears the first frame of a guest; what follows stays unread until the room listens. */
  enter(session: string, guest: Guest): Arrival {
    const arrival: Arrival = {}
    guest.channel.listen({
      frame(data) {
        arrival.first = data
        guest.channel.pause()
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

  /** Answers those who have nothing; returns the frames that they got, if there were any such. */
  answer(session: string, loaded: LoadedLog): Frame[] | undefined {
    let frames: Frame[] | undefined
    for (const [guest, arrival] of this.#waiting.get(session) ?? []) {
      if (arrival.given !== undefined || !hasNothing(arrival.first)) continue
      if (guest.epoch !== undefined && guest.epoch !== loaded.epoch) continue
      frames ??= storedAnswer(loaded)
      if (!frames) return undefined
      if (guest.acks) guest.channel.send(frameOf({ kind: 'epoch', epoch: loaded.epoch }))
      for (const frame of frames) guest.channel.send(frame)
      arrival.given = loaded.epoch
    }
    return frames
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
