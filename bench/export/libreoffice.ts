import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findOnPath } from '../../scripts/process.mjs'

/** Converts a Word document to PDF, as servers call LibreOffice: a process each time, with a profile it knows. */
export type Converter = { convert(docx: Uint8Array): Promise<void>; end(): void }

/** Undefined where it is not installed. */
export function findConverter(): Converter | undefined {
  const program = findOnPath('soffice') ?? findOnPath('libreoffice')
  if (!program) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'bench-libreoffice-'))
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`
  return {
    async convert(docx) {
      const file = join(folder, 'report.docx')
      writeFileSync(file, docx)
      const args = [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, file]
      const [code] = await once(spawn(program, args, { stdio: 'ignore' }), 'exit')
      if (code !== 0) throw new Error(`LibreOffice ended with code ${code}.`)
    },
    end: () => rmSync(folder, { recursive: true, force: true }),
  }
}
