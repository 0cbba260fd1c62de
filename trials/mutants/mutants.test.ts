import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { MUTANTS } from './list'
import { makeCopy, tryMutant } from './run'

const ROOT = join(import.meta.dirname, '../..')

test.each(MUTANTS)('“$name” can still be planted', ({ file, find, replace }) => {
  expect(readFileSync(join(ROOT, file), 'utf8').split(find)).toHaveLength(2)
  expect(replace).not.toBe(find)
})

test('Planted faults are caught by the rule that they break', async () => {
  const copy = makeCopy()
  try {
    for (const name of ['confirm before commit', 'forget one receiver', 'skip the scope check']) {
      const mutant = MUTANTS.find((one) => one.name === name)!
      expect(await tryMutant(copy, mutant)).toMatchObject({ rule: String(mutant.rule) })
    }
  } finally {
    rmSync(copy, { recursive: true })
  }
}, 300_000)
