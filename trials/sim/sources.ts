import { webcrypto } from 'node:crypto'

/*
 * What a process takes from outside without asking: the time and chance. Within a run both come from the simulation.
 * Import this before anything that imports Yjs: lib0 keeps the functions that it finds.
 */

export type Sources = {
  /** Milliseconds since 1970, by the clock of the machine whose turn it is. */
  now(): number
  /** A whole number in [0, 2 ** 32) */
  uint32(): number
  /** What would be printed as an error. */
  error(words: unknown[]): void
}

let sources: Sources | undefined

const [realNow, realRandom] = [Date.now, Math.random]
const realValues = webcrypto.getRandomValues.bind(webcrypto)
const realError = console.error.bind(console)

Date.now = () => (sources ? Math.floor(sources.now()) : realNow())
Math.random = () => (sources ? sources.uint32() / 2 ** 32 : realRandom())
webcrypto.getRandomValues = <T extends ArrayBufferView | null>(array: T): T => {
  if (!sources || array === null) return realValues(array as never) as T
  const words = array instanceof Uint32Array ? array : undefined
  if (words) for (let at = 0; at < words.length; at++) words[at] = sources.uint32()
  else {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
    for (let at = 0; at < bytes.length; at++) bytes[at] = sources.uint32() & 255
  }
  return array
}
console.error = (...words) => (sources ? sources.error(words) : realError(...words))

/** Runs `work` with these sources, and gives back the real ones. One at a time. */
export async function withSources<T>(of: Sources, work: () => Promise<T>): Promise<T> {
  if (sources) throw new Error('A simulation is running already')
  sources = of
  try {
    return await work()
  } finally {
    sources = undefined
  }
}
