/*
 * What carries messages between the nodes of an instance. It may lose them: whoever listens finds out by the log's
 * numbers (server/collab/link.ts). Every implementation passes the same suite (bus-contract.ts).
 */

export interface Bus {
  /** Goes to every other node that listens to the topic; each node hears another's messages in order. Never throws. */
  send(topic: string, message: Uint8Array): void
  /** `from` is the id of the node that sent it. Resolves once nothing that is sent from now on is missed, or cannot be had. */
  listen(topic: string, hear: Hear): Promise<Ear>
  /** Calls when messages may have been lost: the connection was gone, and is back. */
  onBack(call: () => void): void
  /** Whether messages get through, as far as is known. */
  isUp(): boolean
  close(): Promise<void>
}

export type Hear = (message: Uint8Array, from: string) => void
export type Ear = { stop(): void }

/** Who listens to what. */
export class Ears {
  readonly #ears = new Map<string, Set<Hear>>()

  /** True if nobody listened to it before. */
  add(topic: string, hear: Hear): boolean {
    const there = this.#ears.get(topic)
    this.#ears.set(topic, (there ?? new Set()).add(hear))
    return there === undefined
  }

  /** True if nobody listens to it any more. */
  delete(topic: string, hear: Hear): boolean {
    const there = this.#ears.get(topic)
    there?.delete(hear)
    return there?.size === 0 && this.#ears.delete(topic)
  }

  has(topic: string): boolean {
    return this.#ears.has(topic)
  }

  tell(topic: string, message: Uint8Array, from: string): void {
    for (const hear of this.#ears.get(topic) ?? [])
      try {
        hear(message, from)
      } catch (error) {
        // Another version's, or nobody's of ours.
        console.error('A message of another node could not be dealt with:', error)
      }
  }
}
