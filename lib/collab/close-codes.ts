/*
 * Why the server ends a socket. All lie in 4400–4499, which a stock y-websocket client takes as "do not come back"
 * (SPEC.md, "Closing"). The sentence is the English one; the page's catalogue (area `save`) translates by name.
 */

const CODES = {
  badMessage: [4400, 'Your browser sent something that the server cannot read.'],
  signedOut: [4401, 'You signed out. Sign in again to go on.'],
  notAllowed: [4403, 'Your browser tried to change a part of the report that you may not write.'],
  noSession: [4404, 'This session does not exist.'],
  revoked: [4405, 'You do not have access to this session any more.'],
  unknownRoot: [4406, 'Your browser tried to write a part that this report does not have.'],
  forged: [4407, 'Your browser sent a change that was made under somebody else’s name.'],
  approved: [4409, 'The report was approved. Nobody can change it until it is reopened.'],
  restored: [
    4410,
    'The report was brought back to an earlier state. This page still holds the text from before.',
  ],
  tooLarge: [4413, 'That is more than this report can take.'],
  unreadable: [4422, 'This report cannot be read from the disk. Nothing was written over it.'],
  outdatedSchema: [4426, 'This page is older than the report. Reload it to go on.'],
  tooFast: [4429, 'Your browser sent too much at once.'],
} as const

export type CloseName = keyof typeof CODES

export const CLOSE_NAMES = Object.keys(CODES) as CloseName[]

/** The WebSocket close code of a reason. */
export function closeCode(name: CloseName): number {
  return CODES[name][0]
}

/** What it means, in a plain English sentence. */
export function closeSentence(name: CloseName): string {
  return CODES[name][1]
}

/** WebSocket's own code for a frame that is longer than the server reads at all. */
const TOO_BIG = 1009

/** The reason behind a code; undefined for a lost network, a restart, and whatever else may go better next time. */
export function closeName(code: number): CloseName | undefined {
  if (code === TOO_BIG) return 'tooLarge'
  return CLOSE_NAMES.find((name) => CODES[name][0] === code)
}
