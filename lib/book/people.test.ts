import { expect, test } from 'vitest'
import { lettersOf } from '@/lib/export/text'
import { bookOf, reported } from './testing'

type Someone = { name?: string; organisation?: string; acronym?: string; kind?: string }

/** The indexes of a book of one session for each list of people. */
function indexed(...sessions: Someone[][]) {
  const { indexes } = bookOf(
    sessions.map((people, place) =>
      reported(`s${place}`, {
        people: people.map((person, index) => ({ id: `p${index}`, kind: 'speaker', ...person })),
      }),
    ),
  )
  const of = (wanted: string) =>
    indexes
      .find(({ kind }) => kind === wanted)
      ?.entries.map(({ name, about, chapters }) => [lettersOf(name), lettersOf(about), ...chapters])
  return { people: of('people'), organisations: of('organisations') }
}

test('a person written in two sessions is one where name and affiliation are alike', () => {
  const { people } = indexed(
    [{ name: 'Amanda Flety', organisation: 'United Cities and Local Governments', acronym: 'UCLG' }],
    [
      { name: 'amanda  Flety', acronym: 'UCLG' },
      { name: 'Min-ji Kim', organisation: 'Seoul' },
    ],
    [
      { name: 'Min-ji Kim', organisation: 'Busan' },
      { name: 'Amanda Flety', organisation: 'UCLG', kind: 'moderator' },
    ],
  )
  expect(people).toEqual([
    ['Amanda Flety', 'United Cities and Local Governments (UCLG)', 0, 1, 2],
    ['Min-ji Kim', 'Busan', 2],
    ['Min-ji Kim', 'Seoul', 1],
  ])
})

test('an organisation is one with and without its acronym, unless two share it', () => {
  expect(
    indexed(
      [
        { name: 'A', organisation: 'Forum of Cities (FC)' },
        { name: 'B', acronym: 'FC' },
      ],
      [
        { name: 'C', organisation: 'Forum of Cities', acronym: 'FC' },
        { name: 'D', organisation: 'Forum of cities' },
      ],
    ).organisations,
  ).toEqual([['Forum of Cities (FC)', '', 0, 1]])
  expect(
    indexed(
      [{ name: 'A', organisation: 'Forum of Cities', acronym: 'FC' }],
      [{ name: 'B', organisation: 'Football Club', acronym: 'FC' }],
      [{ name: 'C', acronym: 'FC' }],
    ).organisations,
  ).toEqual([
    ['FC', '', 2],
    ['Football Club (FC)', '', 1],
    ['Forum of Cities (FC)', '', 0],
  ])
})

test('somebody who is in the registry and nowhere in the report is in no index', () => {
  const people = [
    { id: 'a', kind: 'other', name: 'Nobody named' },
    { id: 'b', kind: 'other', name: 'Who remarked' },
  ]
  const sections = [{ id: 'remarks', kind: 'remarks', remarks: [{ person: 'b', text: 'Well done.' }] }]
  const { indexes } = bookOf([reported('s', { people, sections })])
  expect(indexes.map(({ kind, entries }) => [kind, ...entries.map(({ name }) => lettersOf(name))])).toEqual([
    ['people', 'Who remarked'],
  ])
})
