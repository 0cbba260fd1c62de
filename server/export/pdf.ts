import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { Stamp } from '@/lib/export'
import type { Outline } from '@/lib/export/outline'
import { reportData } from '@/lib/export/pdf/data'
import { SOURCE } from '@/lib/export/pdf/source'
import { readFonts } from './fonts'
import type { Note } from './note'

/** Tried in this order: the accessible standard first, then a plain tagged PDF where that is refused. */
const STANDARDS = ['ua-1', undefined] as const

/** How many compilations a memoised result outlives without being used: enough for the fonts, flat in memory. */
const MEMO_AGE = 2

/** In characters: a text in a script for which there is no font has a complaint for each of its letters. */
const LONGEST_NOTE = 400

/** The folder that Typst believes it reads from. It does not exist: every file is handed over. */
const ROOT = join(import.meta.dirname, 'virtual')

let shared: NodeCompiler | undefined

/** An outline as a PDF: tagged, PDF/UA-1 unless the compiler refuses it, which is noted. */
export async function toPdf(outline: Outline, stamp: Stamp, note: Note): Promise<Uint8Array> {
  shared ??= NodeCompiler.create({ workspace: ROOT, fontArgs: [{ fontBlobs: readFonts() }] })
  const compiler = shared
  const { data, files } = reportData(outline, stamp)
  compiler.mapShadow(join(ROOT, 'data.json'), Buffer.from(JSON.stringify(data)))
  for (const [path, bytes] of files) compiler.mapShadow(join(ROOT, path), Buffer.from(bytes))
  try {
    const compiled = compiler.compile({ mainFileContent: SOURCE, resetRead: true })
    if (!compiled.result) throw new Error(`Typst: ${diagnosticsOf(compiled.takeDiagnostics())}`)
    for (const standard of STANDARDS) {
      try {
        const seconds = Math.floor((stamp.approval?.at ?? stamp.at) / 1000)
        const options = { creationTimestamp: seconds, ...(standard ? { pdfStandard: standard } : {}) }
        return new Uint8Array(compiler.pdf(compiled.result, options))
      } catch (error) {
        note(`not as ${standard ?? 'PDF'}: ${diagnosticsOf(error)}`)
      }
    }
    throw new Error('Typst could not write the PDF.')
  } finally {
    compiler.resetShadow()
    compiler.evictCache(MEMO_AGE)
  }
}

function diagnosticsOf(error: unknown): string {
  const { shortDiagnostics } = (error ?? {}) as { shortDiagnostics?: { message?: string }[] }
  const text = shortDiagnostics
    ? shortDiagnostics.map(({ message }) => message ?? '').join('; ')
    : error instanceof Error
      ? error.message
      : String(error)
  return text.length > LONGEST_NOTE ? `${text.slice(0, LONGEST_NOTE)}…` : text
}
