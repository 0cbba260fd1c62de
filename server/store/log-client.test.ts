import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { LogClient } from './log-client'

test('A thread that ended takes what troubled it along: the next one is asked without prejudice (SPEC 12)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rapporteur-log-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  // No thread can open a database there.
  const client = new LogClient(join(folder, 'nowhere'), {})
  client.trouble = new Error('disk full')
  await expect(client.log.head('room')).rejects.toThrow()
  expect(client.trouble).toBeUndefined()
})
