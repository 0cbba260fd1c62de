import type { Outline } from '../outline'
import { type Stamp, stampEntries } from '../stamp'
import { lettersOf } from '../text'
import { contextOf } from './blocks'
import { chapterOf } from './chapter'
import { type About, writeDocument } from './document'

/** A report as a Word document. Pictures: JPEG or PNG. */
export async function toDocx(outline: Outline, stamp: Stamp): Promise<Uint8Array> {
  return writeDocument(aboutReport(outline, stamp), chapterOf(outline, contextOf(outline.language)))
}

/** What the file of one report says of itself. */
export function aboutReport(outline: Outline, stamp: Stamp): About {
  return {
    name: outline.name,
    language: outline.language,
    event: outline.event,
    authors: outline.authors,
    modifiedBy: stamp.approval?.byName ?? 'Rapporteur',
    keywords: outline.keywords,
    description: lettersOf(outline.stamp),
    properties: stampEntries(stamp),
  }
}
