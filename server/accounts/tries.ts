/*
 * Against guessing passwords: after a few wrong ones, each further try must wait, longer and longer. In memory: a
 * restart forgets it, which costs a guesser more time than it gives.
 */

type Entry = { count: number; last: number }

export interface Tries {
  /** Counts a try. Answers 0, or, if it comes too early, the seconds to wait; then it was not counted. */
  begin(key: string): number
  /** It was right: the count starts anew. */
  forget(key: string): void
}

/**
 * `free` tries cost nothing; then the wait doubles from 2 seconds to `longest`. Of more than `most` keys the oldest is
 * forgotten. `now` in milliseconds.
 */
export function createTries({
  free,
  longest = 15 * 60,
  most = 50_000,
  now = () => Date.now(),
}: {
  free: number
  longest?: number
  most?: number
  now?: () => number
}): Tries {
  const entries = new Map<string, Entry>()
  const FORGOTTEN = 60 * 60 * 1000

  const waitAfter = (count: number) => (count < free ? 0 : Math.min(longest, 2 ** (count - free + 1)) * 1000)

  return {
    begin(key) {
      const time = now()
      const entry = entries.get(key) ?? { count: 0, last: time }
      if (time - entry.last > FORGOTTEN) entry.count = 0
      const left = entry.last + waitAfter(entry.count) - time
      if (entry.count > 0 && left > 0) return Math.ceil(left / 1000)
      // Behind all others, so that the first is the oldest.
      entries.delete(key)
      entries.set(key, { count: entry.count + 1, last: time })
      if (entries.size > most) entries.delete(entries.keys().next().value!)
      return 0
    },
    forget: (key) => {
      entries.delete(key)
    },
  }
}
