import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { PdfStandard } from '@/lib/export'
import type { Drawable, Files } from '@/lib/export/pdf/data'
import { createDrawable } from './coverage'
import { readFonts } from './fonts'
import type { Note } from './note'

/** What Typst makes a PDF of. */
export type Typescript = {
  /** The main file; it reads `data` as /data.json. Nothing of a report stands in it. */
  source: string
  data: unknown
  files: Files
  /** The time that the file says it was made at, in milliseconds since 1970. */
  made: number
  standard: PdfStandard
}

/** How many compilations a memoised result outlives without being used: enough for the fonts, flat in memory. */
const MEMO_AGE = 2

/** The folder that Typst believes it reads from. It does not exist: every file is handed over. */
const ROOT = join(import.meta.dirname, 'virtual')

type Engine = { compiler: NodeCompiler; drawable: Drawable; lacking: Set<string> }

let shared: Engine | undefined

function createEngine(): Engine {
  const families = readFonts()
  const lacking = new Set<string>()
  return {
    compiler: NodeCompiler.create({ workspace: ROOT, fontArgs: [{ fontBlobs: families.flat() }] }),
    drawable: createDrawable(families, (letter) => lacking.add(letter)),
    lacking,
  }
}

/** Typesets what `write` makes of a report's texts with the letters that the fonts have; others are noted. */
export function typeset(write: (drawable: Drawable) => Typescript, note: Note): Uint8Array {
  shared ??= createEngine()
  const { compiler, drawable, lacking } = shared
  lacking.clear()
  const { source, data, files, made, standard } = write(drawable)
  if (lacking.size > 0) note(`no font has ${namesOf(lacking)}`)
  compiler.mapShadow(join(ROOT, 'data.json'), Buffer.from(JSON.stringify(data)))
  for (const [path, bytes] of files) compiler.mapShadow(join(ROOT, path), Buffer.from(bytes))
  try {
    const compiled = compiler.compile({ mainFileContent: source, resetRead: true })
    if (!compiled.result) throw new Error(`Typst: ${diagnosticsOf(compiled.takeDiagnostics())}`)
    const warnings = compiled.takeWarnings()
    if (warnings) note(`Typst: ${diagnosticsOf(warnings)}`)
    for (const pdfStandard of tried(standard)) {
      try {
        const options = {
          creationTimestamp: Math.floor(made / 1000),
          ...(pdfStandard ? { pdfStandard } : {}),
        }
        return new Uint8Array(compiler.pdf(compiled.result, options))
      } catch (error) {
        note(`not as ${pdfStandard ?? 'PDF'}: ${diagnosticsOf(error)}`)
      }
    }
    throw new Error('Typst could not write the PDF.')
  } finally {
    compiler.resetShadow()
    compiler.evictCache(MEMO_AGE)
  }
}

/** Better a plain tagged PDF than none; but who asks for an archive's PDF gets that or nothing. */
function tried(standard: PdfStandard): (PdfStandard | undefined)[] {
  return standard === 'ua-1' ? [standard, undefined] : [standard]
}

const LONGEST_LIST = 20

function namesOf(letters: Set<string>): string {
  const names = [...letters].map((letter) =>
    [...letter]
      .map((each) => `U+${each.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`)
      .join(' '),
  )
  const more = names.length - LONGEST_LIST
  return names.slice(0, LONGEST_LIST).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

/** In characters: what Typst complains of once, it may complain of a thousand times. */
const LONGEST_NOTE = 400

function diagnosticsOf(error: unknown): string {
  const { shortDiagnostics } = (error ?? {}) as { shortDiagnostics?: { message?: string }[] }
  const text = shortDiagnostics
    ? shortDiagnostics.map(({ message }) => message ?? '').join('; ')
    : error instanceof Error
      ? error.message
      : String(error)
  return text.length > LONGEST_NOTE ? `${text.slice(0, LONGEST_NOTE)}…` : text
}
