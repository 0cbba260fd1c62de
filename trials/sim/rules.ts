/** The rules of lib/collab/SPEC.md that the simulation watches, in a few words. */
export const RULES = {
  1: '“Saved” is shown only for what is durable',
  2: 'A reading contains everything that was confirmed before, and its sequence covers it',
  3: 'Every typed edit is in the log, or in the browser and shown as not saved',
  4: 'The indicator does not stay calm: not saved after 5 s, an alert after 15 s',
  5: 'Connected and idle, all hold the identical state within 5 s',
  6: 'Nothing from outside ends the process',
  7: 'What is not understood remains, and writers of an older schema are refused',
  8: 'Nothing merges across a restore',
  9: 'Who was revoked, and everybody once it is approved, writes no more',
  10: 'A name that others see was set by the server',
  11: 'Undo removes only one’s own',
  12: 'After a crash everything confirmed is back within 10 s',
  13: 'Order and confirmation use the sequence, never a clock',
  14: 'Every minute can be brought back',
  scope: 'Nobody writes outside of their part',
  honest: 'Who does nothing wrong is not turned away',
  durable: 'Nobody but its author holds what is not durable',
  presence: 'Everybody sees who is there, and nobody else',
  read: 'A log that cannot be read whole is not read, and not written over',
} as const
export type Rule = keyof typeof RULES

/** A rule was broken. */
export class Violation extends Error {
  override name = 'Violation'

  constructor(
    readonly rule: Rule,
    readonly what: string,
  ) {
    super(`SPEC ${rule}: ${RULES[rule]}. But ${what}.`)
  }
}
