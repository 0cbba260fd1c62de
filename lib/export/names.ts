import type { Person } from '@/lib/report/report'
import { cleanLine } from './clean'
import { commaBetween, joinParts, lettersOf, plain, type Text } from './text'

/*
 * How people are named. The name comes from the registry; what stands after it is the label given in that place,
 * else what the place calls for.
 */

/** Role, organisation (ACRONYM), country: the parts there are. */
export function affiliation(person: Person): string {
  const [role, organisation, acronym, country] = [
    person.role,
    person.organisation,
    person.acronym,
    person.country,
  ].map(cleanLine) as [string, string, string, string]
  const named = organisation && acronym && !organisation.includes(acronym)
  const body = named ? `${organisation} (${acronym})` : organisation || acronym
  return joinParts([role, body, country])
}

/** The acronym, else the organisation. */
export function shortAffiliation(person: Person): string {
  return cleanLine(person.acronym) || cleanLine(person.organisation)
}

/** Where somebody is named decides what stands after the name when no label was given. */
export type Naming = 'full' | 'short' | 'label'

const AFTER: Record<Naming, (person: Person) => string> = {
  full: affiliation,
  short: shortAffiliation,
  label: () => '',
}

/** What stands after the name; all that is known of somebody who has none. */
export function aboutPerson(person: Person, label: string, naming: Naming): string {
  return cleanLine(label) || (cleanLine(person.name) ? AFTER[naming](person) : affiliation(person))
}

/** "Name, about", the name in bold where `bold` says so; [] if nothing is known of the person. */
export function namePerson(person: Person, label: string, naming: Naming, bold = false): Text {
  const name = plain(person.name, { bold })
  const about = plain(aboutPerson(person, label, naming))
  if (name.length === 0 || about.length === 0) return [...name, ...about]
  const comma = commaBetween(lettersOf(name), lettersOf(about))
  return [...name, { type: 'text', text: comma }, ...about]
}
