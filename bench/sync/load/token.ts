/*
 * What an edit writes: seven characters that say who wrote it and when, so that whoever receives its bytes, alone or
 * merged with others, knows how long it was under way.
 */

const MARK = 0x7e // ~
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_'
const VALUES = new Int8Array(256).fill(-1)
for (const [value, character] of [...ALPHABET].entries()) VALUES[character.charCodeAt(0)] = value

/** A room has at most so many writers: one character tells them apart. */
export const MOST_WRITERS = ALPHABET.length
const LENGTH = 7
const STEPS_A_MS = 10
/** No time is older than this: a mark that is none, among other bytes, hardly ever looks like a time. */
const OLDEST_MS = 120_000

/** Of this machine, for all its processes; begins anew every day or so. */
function now(): number {
  return Math.floor((performance.timeOrigin + performance.now()) * STEPS_A_MS) % 64 ** 5
}

/** The text of an edit made now by writer number `writer` of its room; later than `after`, its last one's time. */
export function tokenOf(writer: number, after: number): { text: string; at: number } {
  const at = Math.max(now(), after + 1)
  let text = ''
  for (let rest = at, digits = 0; digits < 5; digits++, rest = Math.floor(rest / 64))
    text = ALPHABET[rest % 64] + text
  return { text: `~${ALPHABET[writer]}${text}`, at }
}

/** Calls with each token in some bytes: whose, of when, and how old it is in ms. */
export function eachToken(bytes: Uint8Array, found: (writer: number, at: number, ms: number) => void): void {
  let time: number | undefined
  for (let from = bytes.indexOf(MARK); from >= 0; from = bytes.indexOf(MARK, from + 1)) {
    if (from + LENGTH > bytes.length) return
    const writer = VALUES[bytes[from + 1]!]!
    let at = 0
    let isToken = writer >= 0
    for (let index = from + 2; isToken && index < from + LENGTH; index++) {
      const digit = VALUES[bytes[index]!]!
      isToken = digit >= 0
      at = at * 64 + digit
    }
    time ??= now()
    const ms = (time - at) / STEPS_A_MS
    // An edit may say a moment later than it was made, so that each has a time of its own.
    if (isToken && ms > -100 && ms < OLDEST_MS) found(writer, at, Math.max(0, ms))
  }
}
