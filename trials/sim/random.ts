/** Chance that a seed decides: sfc32, seeded from a text, so that each use has a stream of its own. */
export class Random {
  #a: number
  #b: number
  #c: number
  #d = 1

  constructor(...seed: (string | number)[]) {
    let hash = 0x811c9dc5
    const mix = (salt: number) => {
      for (const letter of seed.join('/')) hash = Math.imul(hash ^ letter.charCodeAt(0) ^ salt, 0x01000193)
      hash ^= hash >>> 15
      return hash >>> 0
    }
    this.#a = mix(1)
    this.#b = mix(2)
    this.#c = mix(3)
    for (let turn = 0; turn < 12; turn++) this.uint32()
  }

  /** A whole number in [0, 2 ** 32) */
  uint32(): number {
    const sum = (this.#a + this.#b + this.#d) | 0
    this.#d = (this.#d + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    this.#c |= 0
    return sum >>> 0
  }

  /** In [0, 1) */
  next(): number {
    return this.uint32() / 2 ** 32
  }

  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!
  }

  /** One of the keys, as often as its weight says. */
  weighted<K extends string>(weights: Partial<Record<K, number>>): K {
    const entries = Object.entries(weights) as [K, number][]
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [key, weight] of entries) {
      left -= weight
      if (left < 0) return key
    }
    return entries.at(-1)![0]
  }
}
