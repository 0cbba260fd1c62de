import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT, tool } from './process.mjs'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapporteur-lint-'))
  const config = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'))
  writeFileSync(join(folder, 'biome.json'), JSON.stringify({ ...config, vcs: { enabled: false } }))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** What the linter says of a file in `place` that imports `module`. */
function lint(place: string, module: string): string {
  mkdirSync(join(folder, place), { recursive: true })
  writeFileSync(join(folder, place, 'file.ts'), `import { x } from '${module}'\n\nexport const y = x\n`)
  const args = [tool('@biomejs/biome/bin/biome'), 'lint', `${place}/file.ts`]
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
  return stdout + stderr
}

test.each([
  ['lib/report', '@/server/instance', 'lib/ is isomorphic'],
  ['lib/report', '../../components/ui', 'lib/ is isomorphic'],
  ['lib/report', 'react/jsx-runtime', 'lib/ is isomorphic'],
  ['lib/export', 'node:fs/promises', 'lib/ is isomorphic'],
  ['lib/export', 'fs', 'useNodejsImportProtocol'],
  ['components/report', '@/server/instance', 'components/ runs in the browser'],
  ['components/report', '../../app/access', 'components/ runs in the browser'],
  ['server/events', '@/components/ui', 'server/ is plain Node'],
  ['server/events', 'next/headers', 'server/ is plain Node'],
])('the linter catches that %s imports %s', (place, module, message) => {
  expect(lint(place, module)).toContain(message)
})

test.each([
  ['lib/report', 'yjs'],
  ['components/report', '@/lib/report/ids'],
  ['server/events', 'node:fs'],
  ['app', '@/server/instance'],
])('the linter lets %s import %s', (place, module) => {
  expect(lint(place, module)).toContain('Checked 1 file')
  expect(lint(place, module)).not.toContain('noRestrictedImports')
})
