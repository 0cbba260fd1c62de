import type { Template } from '@/lib/report/template'
import type { Found, RefusalCode } from '@/lib/word-template'

/** What the thread is asked: what is in an uploaded file, or a file to begin with. */
export type WordJob = { id: number } & (
  | { kind: 'inspect'; file: Uint8Array; template: Template }
  | { kind: 'sample'; template: Template; language: string }
)

export type WordResult =
  /** With the SHA-256 of the file, in hex. */
  | { kind: 'found'; found: Found[]; sha256: string }
  | { kind: 'refused'; code: RefusalCode; sentence: string; detail: string | undefined }
  | { kind: 'made'; bytes: Uint8Array }
