import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT, tool } from './process.mjs'

/* What a document may hold cannot grow without every format learning of it: the type check names those that did not. */

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapporteur-types-'))
  cpSync(join(ROOT, 'lib'), join(folder, 'lib'), {
    recursive: true,
    filter: (path) => !/\.test\.tsx?$/.test(path),
  })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  const { compilerOptions } = JSON.parse(readFileSync(join(ROOT, 'tsconfig.json'), 'utf8'))
  const options = { ...compilerOptions, incremental: false, plugins: [] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['lib'] }))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The files in which the type check finds errors once `after` stands behind `before` in a file. */
function faultyFiles(file: string, before: string, after: string): string[] {
  const path = join(folder, file)
  const source = readFileSync(path, 'utf8')
  expect(source).toContain(before)
  writeFileSync(path, source.replace(before, `${before}${after}`))
  const { stdout } = spawnSync(process.execPath, [tool('typescript/bin/tsc'), '-p', folder], {
    cwd: folder,
    encoding: 'utf8',
  })
  writeFileSync(path, source)
  return [...new Set(stdout.match(/^[^\s(]+(?=\()/gm))]
}

test.each([
  ['node', 'lib/export/outline.ts', 'export type Node =', "\n  | { kind: 'novel' }"],
  ['block', 'lib/report/rich.ts', 'export type Block =', "\n  | { type: 'novel'; content: ListItem[] }"],
  [
    'mark',
    'lib/report/rich.ts',
    "z.object({ type: z.literal('bold') }),",
    "\n  z.object({ type: z.literal('novel') }),",
  ],
])('a new kind of %s does not compile before each format renders it', (_, file, before, after) => {
  const files = faultyFiles(file, before, after)
  for (const format of ['html.ts', 'markdown.ts', 'pdf/', 'docx/'])
    expect(files.filter((name) => name.startsWith(`lib/export/${format}`))).not.toEqual([])
})

test('a new kind of section does not compile before it is decided what a document shows of it', () => {
  const files = faultyFiles(
    'lib/report/report.ts',
    "z.object({ id: SectionId, kind: z.literal('details') }),",
    "\n  z.object({ id: SectionId, kind: z.literal('novel') }),",
  )
  expect(files).toContain('lib/export/content.ts')
})
