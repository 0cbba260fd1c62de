const turns = new Map<string, Promise<unknown>>()

/** Runs `work` after all that was asked for before under the same key, whatever became of it. */
export function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const mine = (turns.get(key) ?? Promise.resolve()).then(work, work)
  turns.set(key, mine)
  const forget = () => {
    if (turns.get(key) === mine) turns.delete(key)
  }
  mine.then(forget, forget)
  return mine
}
