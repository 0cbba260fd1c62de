import { describe, expect, test } from 'vitest'
import { backoff } from './backoff'
import { CLOSE_NAMES, closeCode, closeName, closeSentence } from './close-codes'
import { nextChange, type SaveFacts, saveState } from './save-state'

const facts: SaveFacts = { synced: true, writing: 'open', unconfirmedSince: undefined, closed: undefined }

describe('the save state', () => {
  test('It is green only when everything was exchanged and confirmed (SPEC 4)', () => {
    expect(saveState(facts, 0)).toEqual({ kind: 'saved' })
    expect(saveState({ ...facts, synced: false }, 0)).toEqual({ kind: 'connecting' })
    expect(saveState({ ...facts, unconfirmedSince: 7 }, 7)).toEqual({ kind: 'saving', since: 7 })
  })

  test('An edit without confirmation is unsaved after 5 s and an alert after 15 s (SPEC 4)', () => {
    const at = (age: number) => saveState({ ...facts, synced: false, unconfirmedSince: 1000 }, 1000 + age)
    expect([0, 4_999, 5_000, 14_999, 15_000].map((age) => at(age).kind)).toEqual([
      'saving',
      'saving',
      'unsaved',
      'unsaved',
      'alert',
    ])
    expect(nextChange(at(0), 1000)).toBe(5_000)
    expect(nextChange(at(6_000), 7_000)).toBe(9_000)
    expect(nextChange(at(20_000), 21_000)).toBeUndefined()
  })

  test('A closed or read-only connection says whether something is only here (SPEC 3)', () => {
    expect(saveState({ ...facts, closed: 'revoked', unconfirmedSince: 3 }, 99_999)).toEqual({
      kind: 'closed',
      code: 'revoked',
      since: 3,
    })
    expect(saveState({ ...facts, writing: 'closed' }, 0)).toEqual({ kind: 'readonly', since: undefined })
  })
})

test('Attempts to come back spread out, and never lie more than eight seconds apart (SPEC: Alive)', () => {
  const delays = Array.from({ length: 12 }, (_, failures) => backoff(failures, 0.999))
  expect(delays[0]).toBeLessThan(300)
  expect(Math.max(...delays)).toBeLessThanOrEqual(8_000)
  expect(backoff(3, 0)).toBeLessThan(backoff(3, 0.9))
})

test('Every close code means “do not come back” to a stock client, and fits a close frame (SPEC: Closing)', () => {
  expect(new Set(CLOSE_NAMES.map(closeCode)).size).toBe(CLOSE_NAMES.length)
  for (const name of CLOSE_NAMES) {
    expect(closeCode(name)).toBeGreaterThanOrEqual(4400)
    expect(closeCode(name)).toBeLessThan(4500)
    expect(new TextEncoder().encode(closeSentence(name)).length).toBeLessThanOrEqual(123)
    expect(closeName(closeCode(name))).toBe(name)
  }
  expect(closeName(1006)).toBeUndefined()
  // ws ends by itself what is longer than it reads: trying again would not help.
  expect(closeName(1009)).toBe('tooLarge')
})
