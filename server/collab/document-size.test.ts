import { expect, test } from 'vitest'
import { DocumentSize } from './document-size'

const LIMIT = 64_000

/** A document that keeps a tenth of what is written, as text that is typed a letter at a time. */
function writing(loaded: number, size: number) {
  const document = { size, measured: 0 }
  const bytes = new DocumentSize(loaded, LIMIT, () => {
    document.measured++
    return document.size
  })
  return {
    document,
    write(amount: number): boolean {
      if (!bytes.hasRoomFor(amount)) return false
      bytes.grow(amount)
      document.size += amount / 10
      return true
    },
  }
}

test('A document near its limit is measured now and then, not at each edit (SPEC: Limits)', () => {
  const { document, write } = writing(0, 0)
  let edits = 0
  while (write(20)) edits++
  expect(document.size).toBeGreaterThan(LIMIT * (1 - 1 / 64))
  expect(document.size).toBeLessThanOrEqual(LIMIT)
  expect(document.measured).toBeLessThan(100)
  const { measured } = document
  for (let again = 0; again < 1_000; again++) expect(write(20)).toBe(false)
  expect(document.measured).toBe(measured)
  expect(edits).toBeGreaterThan(30_000)
})

test('What it was loaded from says little: it is measured before anybody is turned away', () => {
  const { document, write } = writing(10 * LIMIT, LIMIT / 2)
  expect(write(1_000)).toBe(true)
  expect(document.measured).toBe(1)
})

test('A document that is over its limit takes nothing, and less than there is room for is taken', () => {
  expect(writing(LIMIT + 1, LIMIT + 1).write(0)).toBe(false)
  expect(writing(LIMIT - 10, LIMIT - 10).write(10)).toBe(true)
  expect(writing(LIMIT - 10, LIMIT - 10).write(11)).toBe(false)
})
