import { expect, test } from 'vitest'
import { Unconfirmed } from './unconfirmed'

test('SPEC 4: who types on over a slow network is told of the oldest edit that is not confirmed, not of the first', () => {
  const edits = new Unconfirmed()
  for (let now = 1_000; now < 2_000; now += 100) {
    edits.edited(now, false)
    edits.sent()
  }
  expect(edits.since).toBe(1_000)
  edits.confirm(4)
  expect(edits.since).toBe(1_400)
  edits.confirm(10)
  expect(edits.since).toBeUndefined()
  expect(edits.allArrived).toBe(true)
})

test('SPEC 3: what was on its way when the connection ended waits again, and is as old as it was', () => {
  const edits = new Unconfirmed()
  edits.edited(1, false)
  edits.sent()
  edits.edited(2, true)
  edits.sent()
  edits.edited(3, false)
  edits.confirm(1)
  edits.lost()
  expect(edits).toMatchObject({ since: 2, deletes: true, allArrived: true })
  edits.sent()
  expect(edits).toMatchObject({ since: 2, allArrived: false })
  edits.confirm(1)
  expect(edits).toMatchObject({ since: undefined, deletes: false, allArrived: true })
})

test('A frame that only repeats is waited for, and is no edit', () => {
  const edits = new Unconfirmed()
  edits.sent()
  expect(edits).toMatchObject({ since: undefined, allArrived: false })
})
