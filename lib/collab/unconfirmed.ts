/** When the oldest of some edits was made, and whether one of them deletes. */
type Edits = { since: number; deletes: boolean }

/**
 * What the server has not confirmed: the edits that wait to be sent, and the data frames that are on their way.
 * (SPEC.md, "Saved": both sides count the data frames of a connection.)
 */
export class Unconfirmed {
  #waiting: Edits | undefined
  /** For each frame on its way the edits in it; undefined: it only repeats. */
  #onTheWay: (Edits | undefined)[] = []
  #confirmed = 0

  /** Something was typed. */
  edited(now: number, deletes: boolean): void {
    this.#waiting = {
      since: this.#waiting?.since ?? now,
      deletes: deletes || (this.#waiting?.deletes ?? false),
    }
  }

  /** A data frame goes out, and takes along everything that waited. */
  sent(): void {
    this.#onTheWay.push(this.#waiting)
    this.#waiting = undefined
  }

  /** The first `count` data frames of this connection are durable. */
  confirm(count: number): void {
    this.#onTheWay.splice(0, count - this.#confirmed)
    this.#confirmed = Math.max(this.#confirmed, count)
  }

  /** The connection ended: what was on its way waits again, and counting begins anew. */
  lost(): void {
    for (const edits of [...this.#onTheWay, this.#waiting])
      if (edits) this.#waiting = both(this.#waiting, edits)
    this.#onTheWay = []
    this.#confirmed = 0
  }

  /** The server has what waited, from an earlier connection. */
  forget(): void {
    this.#waiting = undefined
  }

  /** Whether every data frame of this connection was confirmed. */
  get allArrived(): boolean {
    return this.#onTheWay.length === 0
  }

  /** When the oldest edit was made that is not confirmed. */
  get since(): number | undefined {
    return [...this.#onTheWay, this.#waiting].find((edits) => edits !== undefined)?.since
  }

  /** Whether something that waits to be sent deletes. */
  get deletes(): boolean {
    return this.#waiting?.deletes ?? false
  }
}

function both(a: Edits | undefined, b: Edits): Edits {
  if (!a) return b
  return { since: Math.min(a.since, b.since), deletes: a.deletes || b.deletes }
}
