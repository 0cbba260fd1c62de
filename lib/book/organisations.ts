import { cleanLine } from '@/lib/export/clean'
import type { Person } from '@/lib/report/report'

type Organisation = { name: string; acronym: string }

/** Says what the organisation of a person is called in the index; the empty string if there is none. */
type NameOrganisation = (person: Person) => string

/** Letters alone decide: not their case, nor how spaces or accents are encoded. */
export const keyOf = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

/**
 * Calls an organisation the same wherever it is written, `United Cities and Local Governments (UCLG)`: with whom only
 * the name or only the acronym was written, the other comes from those with whom both were, if these agree.
 */
export function nameOrganisations(people: readonly Person[]): NameOrganisation {
  const whole = people.map(organisationOf).filter(({ name, acronym }) => name && acronym)
  const byName = agreed(whole, ({ name }) => name)
  const byAcronym = agreed(whole, ({ acronym }) => acronym)
  return (person) => {
    const own = organisationOf(person)
    const { name, acronym } = own.acronym && own.name ? own : (known(own) ?? own)
    return name && acronym ? `${name} (${acronym})` : name || acronym
  }

  function known({ name, acronym }: Organisation): Organisation | undefined {
    return byName.get(keyOf(name)) ?? byAcronym.get(keyOf(acronym || name))
  }
}

/** An acronym in brackets after the name is one, and one that only repeats the name is none. */
function organisationOf(person: Person): Organisation {
  const [written, own] = [cleanLine(person.organisation), cleanLine(person.acronym)]
  const [, name = written, bracketed = ''] = /^(.+?) *\(([^\s()]+)\)$/u.exec(written) ?? []
  const acronym = own || bracketed
  return keyOf(name) === keyOf(acronym) ? { name, acronym: '' } : { name, acronym }
}

/** By a key, those about which all with this key say the same. */
function agreed(
  all: Organisation[],
  part: (organisation: Organisation) => string,
): Map<string, Organisation> {
  const same = (a: Organisation, b: Organisation) =>
    keyOf(a.name) === keyOf(b.name) && keyOf(a.acronym) === keyOf(b.acronym)
  const groups = Map.groupBy(all, (one) => keyOf(part(one)))
  return new Map(
    [...groups].flatMap(([key, [first, ...rest]]) =>
      first && rest.every((one) => same(one, first)) ? [[key, first] as const] : [],
    ),
  )
}
