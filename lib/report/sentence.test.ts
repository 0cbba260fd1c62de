import { expect, test } from 'vitest'
import { parseReport } from './parse'
import { BUILT_IN } from './templates'

function faultsIn(input: unknown) {
  const parsed = parseReport(input, BUILT_IN['forum-session']!)
  return parsed.ok ? [] : parsed.faults
}

test('a value of another kind is named with what is needed in its place', () => {
  expect(faultsIn({ title: 5, people: 'Ana' })).toEqual([
    { path: 'title', reason: 'Here stands a number where a text is needed' },
    { path: 'people', reason: 'Here stands a text where a list is needed' },
  ])
})

test('what is missing, out of range or not among the choices is said in a sentence', () => {
  expect(faultsIn({ people: [{ kind: 'guest' }], details: { minutes: 0, participants: 1.5 } })).toEqual([
    { path: 'details.minutes', reason: 'This is too little: at least 1' },
    { path: 'details.participants', reason: 'Here stands a number where a whole number is needed' },
    { path: 'people.0.id', reason: 'This is missing: a text is needed' },
    { path: 'people.0.kind', reason: 'This must be "speaker", "moderator", "rapporteur" or "other"' },
  ])
})

test('a rule that explains itself keeps its own words', () => {
  expect(faultsIn({ details: { date: '22nd of October' } })).toEqual([
    { path: 'details.date', reason: 'A date is written 2020-10-22' },
  ])
})

test('a section of no kind is told so', () => {
  expect(faultsIn({ sections: [{ id: 'x', kind: 'poem' }] })).toEqual([
    { path: 'sections.0.kind', reason: 'The kind names nothing that can stand here' },
  ])
})
