import type { Person, Report } from '@/lib/report/report'
import { acronymOf, type Parts, partsOf, type Statement, sharedName, statementsOf } from '../affiliations'
import type { Found } from '../finding'
import { type Context, quoted, type Rule } from '../rule'
import { contentWords, fold, foldText, isLatin } from '../words'

/*
 * A person's affiliation, said differently in two places. What one place adds (a country, an acronym) is another thing
 * than two places that contradict each other.
 */

type Known = { statement: Statement; parts: Parts }
type Said = {
  person: Person
  statements: Statement[]
  /** Those that name the organisation, taken apart. */
  known: Known[]
  /** The organisation as the report knows it. */
  organisation: string
}

function saidOf({ report, passages }: Context): Said[] {
  const all = statementsOf(report, passages)
  return report.people.flatMap((person) => {
    const statements = all.get(person.id) ?? []
    if (statements.length < 2) return []
    const organisation = person.organisation.trim() || commonOf(statements)
    if (organisation === '') return []
    const known = statements.flatMap((statement) => {
      const parts = partsOf(statement.text, organisation, report)
      return parts ? [{ statement, parts }] : []
    })
    return [{ person, statements, known, organisation }]
  })
}

function commonOf(statements: Statement[]): string {
  const pairs = statements.flatMap((one, index) =>
    statements.slice(index + 1).map((other) => sharedName(one.text, other.text)),
  )
  return pairs.sort((a, b) => b.length - a.length)[0] ?? ''
}

/** Two organisations for one person. A short form that stands for the organisation is none. */
export const organisationDiffers: Rule = {
  id: 'organisation-differs',
  severity: 'fault',
  find: (context) =>
    saidOf(context).flatMap(({ person, statements, known, organisation }): Found[] => {
      const acronyms = new Set(
        known.map(({ parts }) => parts.acronym).concat(acronymOf(`(${person.acronym})`)),
      )
      const other = statements.find(
        (statement) =>
          !known.some((one) => one.statement === statement) &&
          !acronyms.has(acronymOf(statement.text) || '-') &&
          !isPartOf(statement.text, person, organisation, context.report),
      )
      if (!other || known.length === 0) return []
      return [
        {
          say: 'organisationDiffers',
          words: { name: person.name, list: { list: [quoted(organisation, 90), quoted(other.text, 90)] } },
          place: other.place,
        },
      ]
    }),
}

/** Only the role, the country or the beginning of the organisation, or nothing but its acronym and small words. */
function isPartOf(text: string, person: Person, organisation: string, report: Report): boolean {
  const known = foldText(
    [person.role, organisation, person.acronym, person.country, person.name].join(' '),
  ).split(' ')
  const words = contentWords(text).map(({ folded }) => folded)
  if (words.every((word) => known.includes(word))) return true
  // A role alone says nothing of an organisation: nothing in it looks like the name of one.
  return !/[\p{Lu}]/u.test(text.trim().slice(1)) && isLatin(text) && report.language !== 'de'
}

/** Two roles for one person. */
export const roleDiffers: Rule = {
  id: 'role-differs',
  severity: 'fault',
  find: (context) =>
    saidOf(context).flatMap(({ person, known }): Found[] => {
      const roles = known.filter(({ parts }) => parts.role !== '')
      const first = roles[0]
      const other = roles.find(({ parts }) => fold(parts.role) !== fold(first!.parts.role))
      if (!first || !other) return []
      const list = [...new Map(roles.map(({ parts }) => [fold(parts.role), parts.role])).values()]
      return [
        { say: 'roleDiffers', words: { name: person.name, list: { list } }, place: other.statement.place },
      ]
    }),
}

const OMITS = { role: 'omitsRole', acronym: 'omitsAcronym', country: 'omitsCountry' } as const
const PARTS = ['role', 'acronym', 'country'] as const

/** Introduced twice, with a role, acronym or country only once. */
export const affiliationOmits: Rule = {
  id: 'affiliation-omits',
  severity: 'note',
  find: (context) =>
    saidOf(context).flatMap(({ person, known, organisation }) => {
      const introduced = known.filter(({ statement }) => statement.where === 'introduction')
      const from = known.filter(({ statement }) => statement.where !== 'passing')
      return PARTS.flatMap((part): Found[] => {
        const told = from.find(({ parts }) => parts[part] !== '')?.parts[part]
        const lacking = introduced.find(({ parts }) => parts[part] === '')
        if (!told || !lacking || isAcronymOnly(lacking.statement.text, organisation)) return []
        const { statement } = lacking
        const fix = replacing(statement, person, context.report)
        return [
          {
            say: OMITS[part],
            words: { name: person.name, text: told },
            place: statement.place,
            ...(fix && { fix }),
          },
        ]
      })
    }),
}

const isAcronymOnly = (text: string, organisation: string) =>
  contentWords(text).length < contentWords(organisation).length

/** A caption that says nothing the list of people does not say can go: the list's words then stand there. */
function replacing({ text, place, source }: Statement, person: Person, report: Report): Found['fix'] {
  if (source !== 'label' || !person.role || !person.organisation) return undefined
  const known = foldText([person.role, person.organisation, person.acronym, person.country].join(' ')).split(
    ' ',
  )
  const covered = contentWords(text).every(({ folded }) => known.includes(folded))
  const parts = partsOf(text, person.organisation, report)
  if (!covered || !parts || !place.field || (parts.role && fold(parts.role) !== fold(person.role)))
    return undefined
  return {
    kind: 'replace',
    field: place.field,
    rich: false,
    range: { block: 0, from: 0, to: text.length },
    before: text,
    after: '',
  }
}

/** Role and organisation with nothing between them: `Vice President French Network …`. */
export const roleRunsOn: Rule = {
  id: 'role-runs-on',
  severity: 'note',
  find: (context) =>
    saidOf(context).flatMap(({ person, known }): Found[] => {
      const one = known.find(
        ({ parts, statement }) => parts.runTogether !== undefined && statement.source === 'label',
      )
      if (!one || !isLatin(one.statement.text)) return []
      const { text, place } = one.statement
      const from = one.parts.runTogether!
      const to = from + /^\s+/.exec(text.slice(from))![0].length
      return [
        {
          say: 'roleRunsOn',
          words: { name: person.name, role: one.parts.role, organisation: one.parts.organisation },
          place: { ...place, range: { block: 0, from: 0, to: text.length } },
          fix: {
            kind: 'replace',
            field: place.field!,
            rich: false,
            range: { block: 0, from, to },
            before: text.slice(from, to),
            after: ', ',
          },
        },
      ]
    }),
}

/** Somebody speaks of whom the report does not say in what capacity. */
export const noAffiliation: Rule = {
  id: 'no-affiliation',
  severity: 'fault',
  find: (context) => {
    const { report, passages } = context
    const said = statementsOf(report, passages)
    const places = new Map(
      passages
        .flatMap(({ kind, place }) =>
          kind === 'body' && place.person ? [[place.person, place] as const] : [],
        )
        .toReversed(),
    )
    return report.people.flatMap(({ id, name, kind }): Found[] => {
      if (kind === 'rapporteur' || name.trim() === '' || said.get(id)!.length > 0) return []
      const voice = places.get(id)
      const section = report.template.sections.find((one) => one.kind === 'speakers')?.id
      const place =
        kind === 'speaker' && section ? { section, person: id, field: `person/${id}/role` } : voice
      return place
        ? [{ say: kind === 'speaker' ? 'speakerNoAffiliation' : 'noAffiliation', words: { name }, place }]
        : []
    })
  },
}

/** One word for a name, where people have two. */
export const noSurname: Rule = {
  id: 'no-surname',
  severity: 'fault',
  find: ({ report, passages }) =>
    report.people.flatMap(({ id, name }): Found[] => {
      const one = name.trim()
      if (
        one === '' ||
        /[\s.]/.test(one) ||
        !(isLatin(one) || /^[\p{Script=Arabic}\p{Script=Cyrillic}]+$/u.test(one))
      )
        return []
      const place = passages.find((passage) => passage.place.person === id)?.place
      const section = report.template.sections[0]!.id
      return [{ say: 'noSurname', words: { name: one }, place: place ?? { section, person: id } }]
    }),
}
