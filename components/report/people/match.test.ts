import { describe, expect, it } from 'vitest'
import { type Candidate, matchPeople } from './match'

const people: Candidate[] = [
  person('a', 'Emmanuelle Rousset', 'RTES', 1),
  person('b', 'Malick Diop', 'RACTES, Senegal', 2),
  person('c', 'Madani Koumaré', '', undefined),
  person('d', '김영', 'SSEGOV', 3),
]

describe('finding a person by what was typed', () => {
  it('finds by the beginning of any word of the name, without case or accents', () => {
    expect(found('rous')).toEqual(['a'])
    expect(found('koumare')).toEqual(['c'])
    expect(found('김')).toEqual(['d'])
  })

  it('puts a name that begins so before one that merely holds it, and a name before an affiliation', () => {
    expect(found('ma')).toEqual(['b', 'c', 'a'])
    expect(found('ra')).toEqual(['b'])
  })

  it('finds initials of several words in any order', () => {
    expect(found('d m')).toEqual(['b'])
  })

  it('finds a speaker by number, and offers to add no person called 2', () => {
    expect(matchPeople(people, '2')).toEqual({ people: [people[1]], add: undefined })
  })

  it('offers to add a name that nobody has, as it was typed but for stray spaces', () => {
    expect(matchPeople(people, '  Khady   Samba ').add).toBe('Khady Samba')
    expect(matchPeople(people, 'malick diop').add).toBeUndefined()
  })

  it('shows everybody when nothing was typed', () => {
    expect(matchPeople(people, ' ')).toEqual({ people, add: undefined })
  })
})

function found(query: string): string[] {
  return matchPeople(people, query).people.map(({ id }) => id)
}

function person(id: string, name: string, affiliation: string, number: number | undefined): Candidate {
  return { id, kind: 'other', name, affiliation, number }
}
