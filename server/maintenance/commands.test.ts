import { spawn } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { behind, fillFolder, newFolder } from './testing'

/** Runs a command as npm does; what it said, and how it ended. */
async function run(command: string, args: string[], dataDir = '') {
  const script = join(import.meta.dirname, `${command}-command.ts`)
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    env: { ...process.env, DATA_DIR: dataDir },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text))
  const code = await new Promise((resolve) => child.once('close', resolve))
  return { said, code }
}

test('Verify, backup and restore say in sentences what they did, and end with 0', async () => {
  const root = await newFolder()
  const { dir } = await fillFolder(join(root, 'data'))
  const backup = join(root, 'backup')
  expect(await run('verify', [], dir)).toEqual({
    said: `Checked ${dir}: 1 session, 3 log entries, 1 file: all is well.\n`,
    code: 0,
  })
  const made = await run('backup', [backup], dir)
  expect(made).toMatchObject({ said: expect.stringContaining('1 session in 3 files'), code: 0 })
  const restored = await run('restore', [backup, '--to', dir])
  expect(restored).toMatchObject({ said: expect.stringContaining('1 document.'), code: 0 })
  expect(restored.said).toContain(`is kept in ${dir}.before-restore-`)
})

test('What is wrong is said, and the end is 1', async () => {
  const root = await newFolder()
  const { dir, room } = await fillFolder(join(root, 'data'))
  behind(dir, 'delete from room_update')
  const checked = await run('verify', [dir])
  expect(checked.code).toBe(1)
  expect(checked.said).toContain(
    `The session “Care” (${room}): The log of the room ${room} lacks its entry 3 of 3.`,
  )
  expect(await run('restore', [dir, '--to', join(root, 'x')])).toEqual({
    said: `${dir} is no backup: there is no manifest.json in it.\n`,
    code: 1,
  })
  expect(await readdir(root)).toEqual(['data'])
})

test('A command that is called wrongly says how it is called, and ends with 2', async () => {
  const wrong: [string, string[]][] = [
    ['backup', []],
    ['restore', []],
    ['verify', ['a', 'b']],
    ['backup', ['x', '--nonsense']],
  ]
  const ends = await Promise.all(wrong.map(([command, args]) => run(command, args)))
  ends.forEach(({ said, code }, index) => {
    expect(code).toBe(2)
    expect(said).toContain(`npm run ${wrong[index]![0]}`)
  })
})
