import { type AwarenessEntry, colourOf, type PresenceUser } from '@/lib/collab/presence'
import { PRESENCE_CHARACTERS } from './limits'
import type { Member } from './member'

/** The name others see is this one, whatever the client says. */
export function userOf(member: Member): PresenceUser {
  const id = member.user ?? member.membership ?? ''
  return { id, name: member.name, color: colourOf(id), role: member.role }
}

/** A client's state with the user that the server knows; undefined if it is no state or too large. */
export function signed(state: string, user: PresenceUser): string | undefined {
  if (state.length > PRESENCE_CHARACTERS) return undefined
  let value: unknown
  try {
    value = JSON.parse(state)
  } catch {
    return undefined
  }
  if (value === null) return 'null'
  if (typeof value !== 'object' || Array.isArray(value)) return undefined
  return JSON.stringify({ ...value, user })
}

type Held<Owner> = { owner: Owner; state: string; toldAt: number }

/** Who says the same again sooner is not repeated. (Clients do every 15 s, lest the others hold them for gone.) */
const REPEATED_MS = 5_000

/**
 * Who is in a room, by Yjs client id. The clocks are the server's own and only ever grow, also across a restart:
 * a client that comes back under its old id would otherwise be taken for outdated by the others.
 */
export class PresenceTable<Owner> {
  readonly #held = new Map<number, Held<Owner>>()
  #last = 0

  constructor(private readonly now: () => number) {}

  /** Who speaks for a client id. */
  owner(client: number): Owner | undefined {
    return this.#held.get(client)?.owner
  }

  /** Everybody here, and who speaks for them. */
  *held(): Generator<{ client: number; owner: Owner; state: string }> {
    for (const [client, { owner, state }] of this.#held) yield { client, owner, state }
  }

  /** What the others are to be told of it; undefined if it says nothing new. */
  set(client: number, owner: Owner, state: string): AwarenessEntry | undefined {
    const now = this.now()
    const held = this.#held.get(client)
    if (held?.owner === owner && held.state === state && now - held.toldAt < REPEATED_MS) return undefined
    if (state === 'null') this.#held.delete(client)
    else this.#held.set(client, { owner, state, toldAt: now })
    return { client, clock: this.#tick(now), state }
  }

  /** Everybody here but these. */
  all(except: ReadonlySet<number>): AwarenessEntry[] {
    const clock = this.#tick(this.now())
    return [...this.#held].flatMap(([client, { state }]) =>
      except.has(client) ? [] : [{ client, clock, state }],
    )
  }

  #tick(now: number): number {
    this.#last = Math.max(this.#last + 1, Math.floor(now))
    return this.#last
  }
}
