import { expect, test } from 'vitest'
import { Lane } from './lane'
import type { LogEntry } from './store'

const entry = (room: string): LogEntry => ({ room, user: 'ana', data: new Uint8Array(1) })

test('What arrives while a commit is under way shares the next one', async () => {
  const commits: number[] = []
  let finishFirst = () => {}
  const first = new Promise<void>((resolve) => {
    finishFirst = resolve
  })
  let started = () => {}
  const firstStarted = new Promise<void>((resolve) => {
    started = resolve
  })
  let seq = 0
  const lane = new Lane(async (entries) => {
    commits.push(entries.length)
    started()
    if (commits.length === 1) await first
    return entries.map(() => ++seq)
  })
  const early = [lane.append(entry('a')), lane.append(entry('a'))]
  await firstStarted
  const late = [lane.append(entry('a')), lane.append(entry('b')), lane.append(entry('a'))]
  finishFirst()
  expect(await Promise.all([...early, ...late])).toEqual([1, 2, 3, 4, 5])
  expect(commits).toEqual([2, 3])
})

test('A failing commit keeps its batch, confirms nothing, and is tried until it succeeds', async () => {
  let failures = 2
  const seen: unknown[] = []
  const events: string[] = []
  const lane = new Lane(
    async (entries) => {
      if (failures-- > 0) throw new Error('disk full')
      events.push('written')
      return entries.map((_, index) => index + 1)
    },
    { failed: (error) => seen.push(error) },
  )
  const seq = await lane.append(entry('a')).then((value) => {
    events.push('confirmed')
    return value
  })
  expect(seq).toBe(1)
  expect(seen).toHaveLength(2)
  expect(events).toEqual(['written', 'confirmed'])
  expect(lane.trouble).toBeUndefined()
})

test('Closing a lane that cannot write rejects what waits, and later entries too', async () => {
  let failed = () => {}
  const firstFailure = new Promise<void>((resolve) => {
    failed = resolve
  })
  const lane = new Lane(
    async () => {
      throw new Error('disk full')
    },
    { failed: () => failed() },
  )
  const waiting = lane.append(entry('a'))
  const settled = expect(waiting).rejects.toThrow('disk full')
  await firstFailure
  expect(lane.trouble).toEqual(new Error('disk full'))
  await lane.close()
  await settled
  await expect(lane.append(entry('a'))).rejects.toThrow('disk full')
})
