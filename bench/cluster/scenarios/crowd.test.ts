import { expect, test } from 'vitest'
import type { PersonSpec } from '../../sync/load/person'
import { spread } from './crowd'

const PORTS = [5001, 5002]
const person = (writer: number | undefined): PersonSpec => ({
  url: 'ws://127.0.0.1:4000/collab/room?ticket=t',
  envelope: undefined,
  writes: writer === undefined ? undefined : { writer, field: 'f', editsASecond: 1 },
})
const people = { writers: [0, 1, 2].map(person), readers: [person(undefined)] }
const portsOf = (all: PersonSpec[]) => all.map(({ url }) => Number(new URL(url).port))

test('the people of a room go to the nodes by turns', () => {
  const { writers, readers } = spread(people, 0, PORTS, 'people')
  expect(portsOf([...writers, ...readers])).toEqual([5001, 5002, 5001, 5002])
  expect(portsOf(spread(people, 1, PORTS, 'people').writers)).toEqual([5002, 5001, 5002])
})

test('each knows which writers are on another node', () => {
  const { writers, readers } = spread(people, 0, PORTS, 'people')
  expect(writers.map(({ elsewhere }) => [...elsewhere!])).toEqual([[1], [0, 2], [1]])
  expect([...readers[0]!.elsewhere!]).toEqual([0, 2])
})

test('rooms go to the nodes by turns, and nobody of a room is elsewhere', () => {
  const { writers, readers } = spread(people, 1, PORTS, 'rooms')
  expect(portsOf([...writers, ...readers])).toEqual([5002, 5002, 5002, 5002])
  expect([...writers, ...readers].every(({ elsewhere }) => elsewhere!.size === 0)).toBe(true)
})

test('an address stays as it is but for its port', () => {
  expect(spread(people, 0, [5001], 'people').writers[2]!.url).toBe('ws://127.0.0.1:5001/collab/room?ticket=t')
})
