import type { PdfStandard, Stamp } from '@/lib/export'
import type { Outline } from '@/lib/export/outline'
import { reportData } from '@/lib/export/pdf/data'
import { SOURCE } from '@/lib/export/pdf/source'
import type { Note } from './note'
import { typeset } from './typeset'

/** An outline as a PDF: tagged, of the standard unless the compiler refuses it, which is noted. */
export function toPdf(
  outline: Outline,
  stamp: Stamp,
  standard: PdfStandard,
  note: Note,
): Promise<Uint8Array> {
  const made = stamp.approval?.at ?? stamp.at
  return typeset(
    (drawable) => ({ source: SOURCE, ...reportData(outline, stamp, drawable), made, standard }),
    note,
  )
}
