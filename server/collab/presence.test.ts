import { expect, test } from 'vitest'
import { PresenceTable } from './presence'

function table() {
  const clock = { time: 1_000_000, readings: 0 }
  const now = () => {
    clock.readings++
    return clock.time
  }
  return { clock, presence: new PresenceTable<string>(now) }
}

test('Who says the same again is repeated every few seconds, and not sooner (SPEC: Presence)', () => {
  const { clock, presence } = table()
  expect(presence.set(1, 'ana', '{"a":1}')).toMatchObject({ client: 1, state: '{"a":1}' })
  expect(presence.set(1, 'ana', '{"a":1}')).toBeUndefined()
  expect(presence.set(1, 'ana', '{"a":2}')).toBeDefined()
  clock.time += 15_000
  expect(presence.set(1, 'ana', '{"a":2}')).toBeDefined()
  expect(presence.set(1, 'ana', 'null')).toBeDefined()
  expect(presence.set(1, 'ana', '{"a":2}')).toBeDefined()
})

test('A socket that takes a client id over is told of, whatever it says', () => {
  const { presence } = table()
  presence.set(1, 'old socket', '{}')
  expect(presence.set(1, 'new socket', '{}')).toBeDefined()
  expect(presence.owner(1)).toBe('new socket')
})

test('Clocks only grow, and everybody here is one reading of the clock', () => {
  const { clock, presence } = table()
  const clocks = [1, 2, 3].map((client) => presence.set(client, 'ana', `${client}`)!.clock)
  clock.time -= 1_000
  clock.readings = 0
  const everybody = presence.all(new Set([2]))
  expect(clock.readings).toBe(1)
  expect(everybody.map(({ client }) => client)).toEqual([1, 3])
  for (const entry of everybody) expect(entry.clock).toBeGreaterThan(Math.max(...clocks))
  expect(presence.set(1, 'ana', 'null')!.clock).toBeGreaterThan(everybody[0]!.clock)
})
