'use client'

import type * as Y from 'yjs'
import { useDocument, useLine, useRecords } from '@/components/rich'
import { aboutPerson, affiliation, type Naming } from '@/lib/export/names'
import { type PersonRecord, readPeople } from '@/lib/report/document'
import { PERSON_LINES, type Person } from '@/lib/report/report'
import { personLine } from '@/lib/report/roots'
import type { Candidate } from './match'

/** Everyone who was not deleted, in order. */
export function usePeople(): PersonRecord[] {
  return useRecords(presentPeople)
}

export function presentPeople(doc: Y.Doc): PersonRecord[] {
  return readPeople(doc).filter((person) => !person.deleted)
}

/** The person's name, live; the words for a nameless one are the caller's. */
export function usePersonName(person: string): string {
  return useLine(personLine(person, 'name'))
}

/** What stands after the person's name in a place like this, live: the label given here, else as in exports. */
export function useAbout(person: string, label: string, naming: Naming): string {
  const name = useLine(personLine(person, 'name'))
  const role = useLine(personLine(person, 'role'))
  const organisation = useLine(personLine(person, 'organisation'))
  const acronym = useLine(personLine(person, 'acronym'))
  const country = useLine(personLine(person, 'country'))
  return aboutPerson({ id: person, kind: 'other', name, role, organisation, acronym, country }, label, naming)
}

/** Everyone as the combobox lists them: speakers first, in their order. */
export function useCandidates(): Candidate[] {
  const { doc } = useDocument()
  const people = usePeople()
  return candidatesOf(doc, people)
}

export function candidatesOf(doc: Y.Doc, people: PersonRecord[]): Candidate[] {
  const rank = { speaker: 0, moderator: 1, other: 2, rapporteur: 3 }
  let speakers = 0
  return people
    .map((person) => {
      const lines = Object.fromEntries(
        PERSON_LINES.map((field) => [field, doc.getText(personLine(person.id, field)).toString()]),
      ) as Omit<Person, 'id' | 'kind'>
      const { id, kind } = person
      return {
        id,
        kind,
        name: lines.name,
        affiliation: affiliation({ id, kind, ...lines }),
        number: person.kind === 'speaker' ? ++speakers : undefined,
      }
    })
    .sort((a, b) => rank[a.kind] - rank[b.kind])
}
