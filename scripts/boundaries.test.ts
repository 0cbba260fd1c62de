import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { ROOT, tool } from './process.mjs'

/** What the linter says of a file in `folder` that imports `module`. */
function lint(folder: string, module: string): string {
  const args = [tool('@biomejs/biome/bin/biome'), 'lint', `--stdin-file-path=${folder}/trespasser.ts`]
  const input = `import { x } from '${module}'\n\nexport const y = x\n`
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, input, encoding: 'utf8' })
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
])('the linter catches that %s imports %s', (folder, module, message) => {
  expect(lint(folder, module)).toContain(message)
})

test('the linter lets through what each folder may import', () => {
  for (const [folder, module] of [
    ['lib/report', 'yjs'],
    ['components/report', '@/lib/report/ids'],
    ['server/events', 'node:fs'],
    ['app', '@/server/instance'],
  ] as const)
    expect(lint(folder, module)).not.toContain('noRestrictedImports')
})
