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
    { path: 'details.participants', reason: 'This must be a whole number, without a fraction' },
    { path: 'people.0.id', reason: 'This is missing: a text is needed' },
    { path: 'people.0.kind', reason: 'This must be "speaker", "moderator", "rapporteur" or "other"' },
  ])
})

test('a rule that explains itself keeps its own words', () => {
  expect(faultsIn({ details: { date: '22nd of October' } })).toEqual([
    { path: 'details.date', reason: 'A date is written 2020-10-22' },
  ])
})

test('a section of no kind is told which there are', () => {
  const [fault] = faultsIn({ sections: [{ id: 'x', kind: 'poem' }] })
  expect(fault).toMatchObject({ path: 'sections.0.kind' })
  expect(fault?.reason).toMatch(/^This must be "details", "speakers", .* or "text"$/)
})

test('what fits none of several kinds, and what is no base64, is told so too', () => {
  const file = { sha256: 'a'.repeat(64), type: 'image/png', width: 1, height: 1, data: '!' }
  const pictures = [{ id: 'p', file }]
  expect(
    faultsIn({
      sections: [
        { id: 'conclusion', kind: 'conclusion', text: 5 },
        { id: 'picture', kind: 'picture', pictures },
      ],
    }),
  ).toEqual([
    { path: 'sections.0.text', reason: 'Nothing of this kind can stand here (it is a number)' },
    { path: 'sections.1.pictures.0.file.data', reason: 'This is no base64' },
  ])
})
