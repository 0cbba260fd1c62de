/** Why a file is not imported, for programs; the words for people are the message. */
export type UnreadableCode =
  | 'import-empty'
  | 'import-pdf'
  | 'import-rtf'
  | 'import-doc'
  | 'import-picture'
  | 'import-binary'
  | 'import-not-docx'
  | 'import-json'
  | 'import-broken'
  | 'import-too-much'

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
