import type { Awareness } from 'y-protocols/awareness'
import { z } from 'zod'
import type { Presence } from '@/lib/collab/presence'

/*
 * Where everybody writes. One listener on the awareness for the whole page; each field hears only of its own carets,
 * since a redraw of every editor for every keystroke of everybody would be felt.
 */

/** Somebody who writes in a field. `color` is written #rrggbb. */
export type Writer = { client: number; name: string; color: string }

type Change = { added: number[]; updated: number[]; removed: number[] }
/** Others' states come from outside: nothing in them is sure. `cursor` is absent in a one-line field. */
type State = { [Key in keyof Presence]?: unknown } | undefined

export class Carets {
  readonly #awareness: Awareness
  readonly #fields = new Map<number, string>()
  readonly #listeners = new Map<string, Set<() => void>>()

  constructor(awareness: Awareness) {
    this.#awareness = awareness
    for (const client of awareness.getStates().keys()) this.#place(client)
  }

  /** Begins to follow the awareness; returns the way to stop. */
  listen(): () => void {
    for (const client of this.#awareness.getStates().keys()) this.#place(client)
    this.#awareness.on('change', this.#changed)
    return () => this.#awareness.off('change', this.#changed)
  }

  /** Calls `listener` whenever a caret of others comes into, moves in or leaves the field. */
  subscribe(field: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(field) ?? new Set()
    this.#listeners.set(field, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && this.#listeners.get(field) === listeners) this.#listeners.delete(field)
    }
  }

  /** The others who write in this field. */
  writers(field: string): Writer[] {
    return [...this.#fields].flatMap(([client, at]) => {
      if (at !== field || client === this.#awareness.clientID) return []
      return [{ client, ...userOf(this.#state(client)) }]
    })
  }

  /** One comes into a field; in a rich one the editor says where. */
  enter(field: string): void {
    if (this.#own()?.field !== field) this.#set(field, null)
  }

  leave(field: string): void {
    if (this.#own()?.field === field) this.#set(null, null)
  }

  /** The awareness as y-tiptap's cursor plugin of one field sees it: this field's carets and no others. */
  forEditor(field: string): Awareness {
    const stops = new Map<() => void, () => void>()
    const view = {
      clientID: this.#awareness.clientID,
      getLocalState: () => ({ cursor: this.#own()?.field === field ? this.#own()?.cursor : null }),
      setLocalStateField: (_: string, cursor: unknown) => {
        if (cursor) this.#set(field, cursor)
        else this.leave(field)
      },
      getStates: () =>
        new Map(
          this.writers(field).flatMap(({ client, name, color }) => {
            const cursor = this.#state(client)?.cursor
            return isCursor(cursor) ? [[client, { user: { name, color }, cursor }]] : []
          }),
        ),
      on: (_: string, listener: () => void) => stops.set(listener, this.subscribe(field, listener)),
      off: (_: string, listener: () => void) => stops.get(listener)?.(),
    }
    return view as unknown as Awareness
  }

  #own(): State {
    return (this.#awareness.getLocalState() as State | null) ?? undefined
  }

  #set(field: string | null, cursor: unknown) {
    this.#awareness.setLocalState({ ...this.#own(), field, cursor })
  }

  #state(client: number): State {
    return this.#awareness.getStates().get(client)
  }

  #changed = ({ added, updated, removed }: Change) => {
    const touched = new Set<string>()
    for (const client of [...added, ...updated, ...removed]) {
      if (client === this.#awareness.clientID) continue
      for (const field of [this.#fields.get(client), this.#place(client)]) if (field) touched.add(field)
    }
    for (const field of touched) for (const listener of this.#listeners.get(field) ?? []) listener()
  }

  #place(client: number): string | undefined {
    const field = this.#state(client)?.field
    if (typeof field === 'string') this.#fields.set(client, field)
    else this.#fields.delete(client)
    return typeof field === 'string' ? field : undefined
  }
}

/** A relative position that Yjs can take; on others it throws, and with it the editor. */
const Place = z.object({ client: z.int().nonnegative(), clock: z.int().nonnegative() }).nullish()
const Position = z
  .object({ type: Place, tname: z.string().nullish(), item: Place, assoc: z.int().optional() })
  .refine(({ type, tname, item }) => type ?? tname ?? item)
const Cursor = z.object({ anchor: Position, head: Position })

function isCursor(value: unknown): boolean {
  return Cursor.safeParse(value).success
}

function userOf(state: State): { name: string; color: string } {
  const { name, color } = (state?.user ?? {}) as { name?: unknown; color?: unknown }
  const isColor = typeof color === 'string' && /^#[0-9a-fA-F]{6}$/.test(color)
  return { name: typeof name === 'string' ? name : '?', color: isColor ? color : '#6b7280' }
}

/** Black or white, whichever reads better on a colour written #rrggbb. */
export function inkOn(color: string): '#000000' | '#ffffff' {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b
  return luminance > 0.179 ? '#000000' : '#ffffff'
}
