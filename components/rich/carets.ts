import type { Awareness } from 'y-protocols/awareness'

/*
 * Where everybody writes. One listener on the awareness for the whole page; each field hears only of its own carets,
 * since a redraw of every editor for every keystroke of everybody would be felt.
 */

/** In the awareness state under `caret`; the positions are y-tiptap's, and absent in a one-line field. */
export type Caret = { field: string; anchor?: unknown; head?: unknown }
/** In the awareness state under `user`, set by the server. `color` is written #rrggbb. */
export type Writer = { client: number; name: string; color: string }

type Change = { added: number[]; updated: number[]; removed: number[] }
type State = { caret?: Caret | null; user?: { name?: unknown; color?: unknown } }

export class Carets {
  readonly #awareness: Awareness
  readonly #fields = new Map<number, string>()
  readonly #listeners = new Map<string, Set<() => void>>()

  constructor(awareness: Awareness) {
    this.#awareness = awareness
    for (const client of awareness.getStates().keys()) this.#place(client)
    awareness.on('change', this.#changed)
  }

  destroy(): void {
    this.#awareness.off('change', this.#changed)
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

  enter(field: string): void {
    this.#awareness.setLocalStateField('caret', { field } satisfies Caret)
  }

  leave(field: string): void {
    if (this.#own()?.field === field) this.#awareness.setLocalStateField('caret', null)
  }

  /** The awareness as y-tiptap's cursor plugin of one field sees it: this field's carets and no others. */
  forEditor(field: string): Awareness {
    const stops = new Map<() => void, () => void>()
    const view = {
      clientID: this.#awareness.clientID,
      getLocalState: () => {
        const own = this.#own()
        return { cursor: own?.field === field && own.anchor ? own : null }
      },
      setLocalStateField: (_: string, cursor: { anchor: unknown; head: unknown } | null) => {
        if (cursor) this.#awareness.setLocalStateField('caret', { field, ...cursor } satisfies Caret)
        else this.leave(field)
      },
      getStates: () =>
        new Map(
          this.writers(field).flatMap(({ client, name, color }) => {
            const caret = this.#state(client)?.caret
            return caret?.anchor && caret.head ? [[client, { user: { name, color }, cursor: caret }]] : []
          }),
        ),
      on: (_: string, listener: () => void) => stops.set(listener, this.subscribe(field, listener)),
      off: (_: string, listener: () => void) => stops.get(listener)?.(),
    }
    return view as unknown as Awareness
  }

  #own(): Caret | null | undefined {
    return (this.#awareness.getLocalState() as State | null)?.caret
  }

  #state(client: number): State | undefined {
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
    const field = this.#state(client)?.caret?.field
    if (typeof field === 'string') this.#fields.set(client, field)
    else this.#fields.delete(client)
    return typeof field === 'string' ? field : undefined
  }
}

function userOf(state: State | undefined): { name: string; color: string } {
  const { name, color } = state?.user ?? {}
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
