import { expect, test } from 'vitest'
import { readClusterOptions, WrongArguments } from './cluster-options'

test('without options there are two nodes, on free ports, in scratch folders', () => {
  expect(readClusterOptions([])).toEqual({
    nodes: 2,
    port: undefined,
    folder: undefined,
    redis: 'if installed',
    ended: 'start again',
  })
})

test('each option says its own', () => {
  const args = ['--nodes', '3', '--port=4000', '--folder', 'kept', '--no-redis', '--no-restart']
  expect(readClusterOptions(args)).toEqual({
    nodes: 3,
    port: 4000,
    folder: 'kept',
    redis: 'no',
    ended: 'leave',
  })
  expect(readClusterOptions(['--help'])).toBe('help')
})

test.each([
  [['--nodes', '0'], '--nodes is a whole number from 1 to 16, not “0”.'],
  [['--nodes', 'two'], '“two”'],
  [['--port', '65535'], '--port is a whole number'],
  [['--ports', '1'], '--ports'],
  [['3'], '3'],
])('%j is refused with a sentence', (args, sentence) => {
  expect(() => readClusterOptions(args)).toThrow(WrongArguments)
  expect(() => readClusterOptions(args)).toThrow(sentence)
})
