import { join } from 'node:path'
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { PdfStandard } from '@/lib/export'
import type { Files } from '@/lib/export/pdf/data'
import { collect } from './collect'
import type { Note } from './note'

/** What Typst compiles. */
export type Sources = {
  /** The main file. Nothing of a report stands in it. */
  main: string
  /** The files that it reads, by their paths. */
  files: Files
  /** The time that the PDF says it was made at, in milliseconds since 1970. */
  made: number
  standard: PdfStandard
}

export type Typst = {
  /** A tagged PDF. Throws what is wrong with the sources; what is wrong with the PDF is noted. */
  compile(sources: Sources, note: Note): Uint8Array
}

/** The compiler of this machine; where it has no build, the one for the web takes over, and that is noted. */
export async function openTypst(
  fonts: Buffer[],
  note: Note,
  loadNative = () => import('@myriaddreamin/typst-ts-node-compiler'),
): Promise<Typst> {
  try {
    const { NodeCompiler } = await loadNative()
    return nativeTypst(
      NodeCompiler.create({
        workspace: ROOT,
        fontArgs: [{ fontBlobs: fonts }],
      }),
    )
  } catch (error) {
    note(`Typst has no compiler for this machine, its web compiler takes over: ${diagnosticsOf(error)}`)
    const { webTypst } = await import('./typst-web')
    return webTypst(fonts)
  }
}

/** How many compilations a memoised result outlives without being used: enough for the fonts, flat in memory. */
const MEMO_AGE = 2

/** How many compiled documents may wait for being collected. */
const BETWEEN_COLLECTIONS = 20

/** The folder that Typst believes it reads from. It does not exist: every file is handed over. */
const ROOT = join(import.meta.dirname, 'virtual')

function nativeTypst(compiler: NodeCompiler): Typst {
  let count = 0
  return {
    compile({ main, files, made, standard }, note) {
      for (const [path, bytes] of files) compiler.mapShadow(join(ROOT, path), Buffer.from(bytes))
      try {
        const compiled = compiler.compile({ mainFileContent: main, resetRead: true })
        if (!compiled.result) throw new Error(`Typst: ${diagnosticsOf(compiled.takeDiagnostics())}`)
        const warnings = compiled.takeWarnings()
        if (warnings) note(`Typst: ${diagnosticsOf(warnings)}`)
        for (const pdfStandard of tried(standard)) {
          try {
            const creationTimestamp = Math.floor(made / 1000)
            const options = { creationTimestamp, ...(pdfStandard ? { pdfStandard } : {}) }
            return new Uint8Array(compiler.pdf(compiled.result, options))
          } catch (error) {
            note(`not as ${pdfStandard ?? 'PDF'}: ${diagnosticsOf(error)}`)
          }
        }
        throw new Error('Typst could not write the PDF.')
      } finally {
        compiler.resetShadow()
        compiler.evictCache(MEMO_AGE)
        if (++count % BETWEEN_COLLECTIONS === 0) collect()
      }
    },
  }
}

/** Better a plain tagged PDF than none; but who asks for an archive's PDF gets that or nothing. */
function tried(standard: PdfStandard): (PdfStandard | undefined)[] {
  return standard === 'ua-1' ? [standard, undefined] : [standard]
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
