import type { UnreadableCode } from '@/lib/import/unreadable'

/** A file that no report can be made of: why, as a code for programs and a sentence for people. */
export class ImportRefused extends Error {
  override name = 'ImportRefused'
  constructor(
    readonly code: UnreadableCode | 'import-wait' | 'import-failed',
    sentence: string,
    /** Seconds after which it is worth another try. */
    readonly wait?: number,
  ) {
    super(sentence)
  }
}

/** The pages' bundle and main.ts may each hold a copy of this class, so it is known by its name. */
export function isImportRefused(error: unknown): error is ImportRefused {
  return error instanceof Error && error.name === 'ImportRefused' && 'code' in error
}
