/** Why a file is not imported, for programs; the words for people are the message. */
export type UnreadableCode =
  | 'import-empty'
  | 'import-type'
  | 'import-broken'
  | 'import-too-much'
  | 'import-locked'

/** A file that no report can be made of. */
export class Unreadable extends Error {
  override name = 'Unreadable'
  constructor(
    readonly code: UnreadableCode,
    sentence: string,
  ) {
    super(sentence)
  }
}
