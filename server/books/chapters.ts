import { type Entry, isWritten } from '@/lib/book/make'
import { outlineOf } from '@/lib/export/content'
import { loadImages } from '@/lib/export/images'
import type { Image } from '@/lib/export/outline'
import type { Note } from '../export/note'
import { fitBanner, fitImages } from '../export/pictures'
import { type Bytes, readSound } from '../files/bytes'
import type { Brought } from './messages'

/** What the book has of a session: its report as a chapter, or why there is none. */
export async function entryOf(brought: Brought, bytes: Bytes, note: Note): Promise<Entry> {
  if (brought.kind !== 'report') return brought
  const { session, report, stamp, state, pictures } = brought
  try {
    const read = async (sha256: string) => (pictures.has(sha256) ? readSound(bytes, sha256, note) : undefined)
    const outline = outlineOf(report, stamp, await fitImages(await loadImages(report, read), note))
    if (state !== 'approved' && !isWritten(outline)) return { kind: 'missing', why: 'empty', session }
    return { kind: 'report', session, state, report, outline, stamp }
  } catch (error) {
    return { kind: 'failed', reason: reasonOf(error), session }
  }
}

/** The banner as it is printed; a book can do without. */
export async function bannerOf(
  sha256: string | undefined,
  bytes: Bytes,
  note: Note,
): Promise<Image | undefined> {
  return sha256 === undefined ? undefined : fitBanner(sha256, await readSound(bytes, sha256, note), note)
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
