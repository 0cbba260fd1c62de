import { expect, test } from 'vitest'
import { readHere } from './use-presence'

const me = { id: 'me', name: 'Me', color: '#000000', role: 'moderator' } as const
const user = (id: string, name: string) => ({ id, name, color: '#123456', role: 'rapporteur' })

test('a person with two tabs is here once, and where either of them writes', () => {
  const states = new Map<number, unknown>([
    [1, { user: user('a', 'Ana') }],
    [2, { field: 'title' }],
    [3, { user: user('a', 'Ana'), field: 'theme' }],
  ])
  expect(readHere(states, 2, me).map(({ name, field, self }) => [name, field, self])).toEqual([
    ['Me', 'title', true],
    ['Ana', 'theme', false],
  ])
})

test('states that the server did not name, or of another shape, are nobody', () => {
  const states = new Map<number, unknown>([
    [1, {}],
    [2, null],
    [3, { user: 'x' }],
    [4, { user: { ...user('a', 'Ana'), color: 'url(x)' }, field: 7 }],
  ])
  expect(readHere(states, 9, me)).toEqual([
    { id: 'a', name: 'Ana', color: '#5b5f00', role: 'rapporteur', field: undefined, self: false },
  ])
})
