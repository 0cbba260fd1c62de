import type { Person, PersonKind } from '@/lib/report/report'
import { keyOf } from './key'
import { type Affiliation, isGenericRole } from './person-line'

export type Registry = {
  /** Everybody, in the order in which they were first named. */
  people: Person[]
  /** Who this is, if somebody of that name (or family name, after a Mr or Ms) is known. */
  find(name: string): Person | undefined
  /** The person of this name, known or new; what was not known of them is added. */
  meet(name: string, kind: PersonKind, about?: Affiliation): Person
}

const HONORIFIC =
  /^(?:진행자|사회자|좌장|발표자|mr|mrs|ms|miss|mme|mlle|m|mm|dr|dra|prof|sr|sra|srta|don|doña|hon|h e|السيد|السيدة|الدكتور|الدكتورة|د|أ)(?: |$)/iu
const AFTER =
  / (?:씨|님|박사|교수|대표|이사장|사무총장|사무국장|과장|국장|시장|이사|회장|센터장|활동가|팀장|본부장|의원|구청장|군수|소장|위원장|연구원|연구위원|부장|차장|실장|원장|총장)(?:님)?$/u

const nameKey = (name: string) => {
  // "A. Koné" begins with an initial, and no item's letter.
  let key = keyOf(name.replace(/^(\p{Lu})\.\s?(?=\p{Lu})/u, '$1 '))
  for (let bare = key.replace(HONORIFIC, ''); bare !== key && bare !== ''; bare = key.replace(HONORIFIC, ''))
    key = bare
  return key.replace(AFTER, '')
}

export function createRegistry(): Registry {
  const people: Person[] = []
  const byKey = new Map<string, Person>()
  const find = (name: string) => byKey.get(nameKey(name)) ?? byFamilyName(name)

  /** "Ms Silva", "M. de Freitas", "P. Roux": if only one of all can be meant. */
  function byFamilyName(name: string): Person | undefined {
    const key = nameKey(name)
    const initials = /^((?:\p{L} )+)(\p{L}{2}.*)$/u.exec(key)
    const isAddressed = key !== '' && key !== keyOf(name)
    if (!isAddressed && !initials) return undefined
    const found = people.filter((person) => {
      const whole = nameKey(person.name)
      if (initials) return whole.startsWith(initials[1]![0]!) && whole.endsWith(` ${initials[2]}`)
      return key.includes(' ') ? whole.endsWith(` ${key}`) : whole.split(' ').includes(key)
    })
    return found.length === 1 ? found[0] : undefined
  }

  return {
    people,
    find,
    meet(name, kind, about) {
      const known = find(name)
      const person = known ?? {
        id: freeId(name, people),
        kind,
        name,
        role: '',
        organisation: '',
        acronym: '',
        country: '',
      }
      if (!known) {
        people.push(person)
        byKey.set(nameKey(name), person)
      } else if (person.kind === 'other' || (person.kind === 'speaker' && kind === 'moderator'))
        person.kind = kind
      if (about) learn(person, about)
      return person
    },
  }
}

/** Adds what is not known yet. Of two organisations the first stays. */
function learn(person: Person, about: Affiliation): void {
  const same =
    person.organisation === '' ||
    about.organisation === '' ||
    isAlike(person.organisation, about.organisation)
  if (
    same &&
    about.role !== '' &&
    (person.role === '' || (isGenericRole(person.role) && !isGenericRole(about.role)))
  )
    person.role = about.role
  if (!same) return
  person.organisation ||= about.organisation
  person.acronym ||= about.acronym
  person.country ||= about.country
}

const isAlike = (a: string, b: string) => keyOf(a) === keyOf(b)

/** A readable id: the letters of the name, or a number where it has none of those that an id can have. */
function freeId(name: string, people: Person[]): string {
  const slug = keyOf(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 32)
  const taken = new Set(people.map(({ id }) => id))
  const first = slug || `person-${people.length + 1}`
  for (let number = 1; ; number++) {
    const id = number === 1 ? first : `${first}-${number}`
    if (!taken.has(id)) return id
  }
}
