import type { ClientBase } from 'pg'

/** Longer statements list many rows, and hardly ever as many twice. */
const MOST_CHARACTERS = 500
const MOST_NAMES = 200
const MOST_HEARD_OF = 2_000
/**
 * The rest changes tables, or begins and ends transactions. What gives back all columns is not prepared either: when the
 * next version adds a column, PostgreSQL would refuse the statement from then on.
 */
const WORTH_IT = /^(select|insert|update|delete|with)\b[^*]*$/i

/** The names of the statements that come again and again: those that have come before. */
export class PreparedNames {
  readonly #names = new Map<string, string>()
  readonly #heardOf = new Set<string>()

  /** Undefined if this one is not to be prepared. */
  nameOf(text: string): string | undefined {
    const name = this.#names.get(text)
    if (name !== undefined) return name
    if (text.length > MOST_CHARACTERS || this.#names.size >= MOST_NAMES || !WORTH_IT.test(text))
      return undefined
    if (!this.#heardOf.delete(text)) {
      if (this.#heardOf.size < MOST_HEARD_OF) this.#heardOf.add(text)
      return undefined
    }
    const given = `often_${this.#names.size + 1}`
    this.#names.set(text, given)
    return given
  }
}

/** PostgreSQL's texts hold no U+0000, which nobody sees and nobody typed. */
function storable(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '') : value
}

/**
 * From now on this connection prepares what it is asked often, once: of a commit's time in PostgreSQL, reading and
 * planning its few statements was almost half.
 */
export function preparing(client: ClientBase, names: PreparedNames): void {
  const ask = client.query.bind(client) as (...args: unknown[]) => unknown
  const query = (text: unknown, given: unknown, ...more: unknown[]) => {
    const values = Array.isArray(given) ? given.map(storable) : given
    const name = typeof text === 'string' && Array.isArray(values) ? names.nameOf(text) : undefined
    return name === undefined ? ask(text, values, ...more) : ask({ name, text, values }, ...more)
  }
  Object.assign(client, { query })
}
