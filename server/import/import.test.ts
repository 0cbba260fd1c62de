import { afterAll, expect, test, vi } from 'vitest'
import { BUILT_IN } from '@/lib/report/templates'
import { createImporter } from '.'

// The thread starts with the first file, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

const closing: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closing) await close()
})

function importer(options: Parameters<typeof createImporter>[0] = {}) {
  const made = createImporter({ log: () => {}, ...options })
  closing.push(made.close)
  return made
}

const text = (words: string) => ({
  bytes: new TextEncoder().encode(words),
  name: 'report.txt',
  type: '',
  template: BUILT_IN['forum-session'],
})

test('a file that takes too long is given up with a sentence, and the next one is read', async () => {
  const slow = importer({ worker: new URL('./testing-worker.ts', import.meta.url), timeout: 2000 })
  await expect(slow.read(text('forever'), 'ana')).rejects.toMatchObject({
    name: 'ImportRefused',
    code: 'import-failed',
    message: expect.stringMatching(/could not be read/),
  })
  await expect(slow.read(text('crash'), 'ana')).rejects.toMatchObject({ code: 'import-failed' })
  await expect(slow.read(text('fine'), 'ana')).resolves.toMatchObject({ notes: [], unplaced: [] })
})

test('one account cannot fill the queue, and others are not kept waiting by it', async () => {
  const busy = importer()
  const all = await Promise.allSettled([
    ...Array.from({ length: 5 }, () => busy.read(text('Conclusion\n\nAll agreed.'), 'ana')),
    busy.read(text('Conclusion\n\nAll agreed.'), 'bo'),
  ])
  const refused = all.filter((one) => one.status === 'rejected')
  expect(refused.map(({ reason }) => reason.code)).toEqual(['import-wait', 'import-wait'])
  expect(refused[0]!.reason.wait).toBeGreaterThan(0)
  expect(all.at(-1)!.status).toBe('fulfilled')
})

test('a hundred files in a row wait two seconds each at most', async () => {
  let time = 0
  const steady = importer({ now: () => time })
  for (let file = 0; file < 100; file++) {
    await expect(steady.read(text('Conclusion\n\nAll agreed.'), 'ana')).resolves.toMatchObject({
      unplaced: [],
    })
    if (file >= 29) {
      const early = steady.read(text('Conclusion'), 'ana')
      await expect(early).rejects.toMatchObject({ code: 'import-wait', wait: 2 })
      time += 2000
    }
  }
})

test('a text that nests deeper than any document fails alone', async () => {
  const one = importer()
  const bytes = new TextEncoder().encode('<ul><li>'.repeat(20_000))
  await expect(one.read({ ...text(''), bytes, name: 'deep.html' }, 'ana')).rejects.toMatchObject({
    code: expect.stringMatching(/^import-/),
  })
  await expect(one.read(text('Conclusion\n\nAll agreed.'), 'ana')).resolves.toMatchObject({ unplaced: [] })
})
