/** Tokens of one writer, by what became of them. */
export type Entries = {
  /** Typed, not deleted, and said to be saved */
  confirmed: string[]
  /** Typed and not deleted */
  typed: string[]
  /** Deleted by who typed it, and that was said to be saved */
  erased: string[]
  /** Deleted */
  gone: string[]
}

/** What one writer typed and deleted, and which of it the indicator called saved. */
export class Ledger {
  readonly #typed = new Map<string, 'open' | 'confirmed'>()
  readonly #gone = new Map<string, 'open' | 'confirmed'>()

  type(token: string): void {
    this.#typed.set(token, 'open')
  }

  erase(token: string): void {
    this.#typed.delete(token)
    this.#gone.set(token, 'open')
  }

  /** Everything up to now was called saved. */
  confirm(): void {
    for (const list of [this.#typed, this.#gone])
      for (const token of list.keys()) list.set(token, 'confirmed')
  }

  entries(): Entries {
    const confirmed = (list: Map<string, string>) =>
      [...list].filter(([, state]) => state === 'confirmed').map(([token]) => token)
    return {
      confirmed: confirmed(this.#typed),
      typed: [...this.#typed.keys()],
      erased: confirmed(this.#gone),
      gone: [...this.#gone.keys()],
    }
  }
}

export function together(all: Entries[]): Entries {
  const of = (key: keyof Entries) => all.flatMap((entries) => entries[key])
  return { confirmed: of('confirmed'), typed: of('typed'), erased: of('erased'), gone: of('gone') }
}
