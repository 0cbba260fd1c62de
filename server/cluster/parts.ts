/** Of a message; as base64 and with what stands before it still less than the 8,000 bytes of a notification. */
const PART_BYTES = 5_600

/** A message as texts `<index>/<count> <base64>`. */
export function* partsOf(message: Uint8Array): Generator<string> {
  const count = Math.max(1, Math.ceil(message.length / PART_BYTES))
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength)
  for (let index = 0; index < count; index++) {
    const part = bytes.subarray(index * PART_BYTES, (index + 1) * PART_BYTES)
    yield `${index + 1}/${count} ${part.toString('base64')}`
  }
}

/** Puts parts together again. They come in order; of a message that lost one, nothing comes of the rest. */
export class Parts {
  readonly #begun = new Map<string, Buffer[]>()

  /** The message, if this part of what comes from `source` was its last one. */
  take(source: string, place: string, part: string): Uint8Array | undefined {
    const [index, count] = place.split('/').map(Number) as [number, number]
    const bytes = Buffer.from(part, 'base64')
    if (count === 1) return new Uint8Array(bytes)
    const begun = index === 1 ? [] : this.#begun.get(source)
    if (begun?.length !== index - 1) {
      this.#begun.delete(source)
      return undefined
    }
    begun.push(bytes)
    this.#begun.set(source, begun)
    if (index < count) return undefined
    this.#begun.delete(source)
    return new Uint8Array(Buffer.concat(begun))
  }
}
