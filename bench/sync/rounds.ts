/** Each round begins with another one. */
export function inTurn<T>(all: T[], round: number): T[] {
  const first = round % all.length
  return [...all.slice(first), ...all.slice(0, first)]
}
