import type { Person, Report } from '@/lib/report/report'
import { isEmptyRich } from '@/lib/report/rich'
import { acronymOf, type Parts, partsOf, type Statement, sharedName, statementsOf } from '../affiliations'
import type { Found } from '../finding'
import { type Context, once, quoted, type Rule, voicesOf } from '../rule'
import { contentWords, foldText, isLatin } from '../words'

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

const saidOf = once((context: Context): Said[] => {
  const { report } = context
  const all = statementsOf(context)
  return report.people.flatMap((person) => {
    const statements = all.get(person.id) ?? []
    if (statements.length < 2) return []
    // Some type the acronym behind the name.
    const listed = person.organisation.replace(/[([（][^()[\]（）]*[)\]）]/g, ' ').trim()
    const organisation = listed || commonOf(statements)
    if (organisation === '') return []
    const known = statements.flatMap((statement) => {
      const parts = partsOf(statement.text, organisation, report)
      return parts ? [{ statement, parts }] : []
    })
    return [{ person, statements, known, organisation }]
  })
})

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
      const acronyms = [...known.map(({ parts }) => parts.acronym), acronymOf(`(${person.acronym})`)]
      const other = statements.find(
        (statement) =>
          !known.some((one) => one.statement === statement) &&
          isAnother(statement.text, person, organisation, acronyms.filter(Boolean)),
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

/** Whether a statement that does not name the organisation names another one, rather than part of it, or only a role. */
function isAnother(text: string, person: Person, organisation: string, acronyms: string[]): boolean {
  const own = new Set(contentWords(organisation).map(({ folded }) => folded))
  const known = new Set(
    contentWords([person.role, organisation, person.acronym, person.country, ...acronyms].join(' ')).map(
      ({ folded }) => folded,
    ),
  )
  const words = contentWords(text)
  const strange = words.filter(({ folded }) => !known.has(folded))
  if (strange.length === 0) return false
  if (acronyms.includes(acronymOf(text))) {
    // The acronym is the same: so the name before it should be. A longer role is none of its words.
    const first = words.findIndex(({ folded }) => own.has(folded))
    return first !== -1 && words.slice(first).some((word) => strange.includes(word))
  }
  // A role alone has no capitals but at its beginning.
  return (
    !isLatin(text) ||
    strange.some(
      (word) => /^\p{Lu}/u.test(word.text) && !(word === words[0] && /^\p{Lu}\p{Ll}+$/u.test(word.text)),
    )
  )
}

/** Two roles for one person. */
export const roleDiffers: Rule = {
  id: 'role-differs',
  severity: 'fault',
  find: (context) =>
    saidOf(context).flatMap(({ person, known }): Found[] => {
      const roles = known.filter(({ parts }) => parts.role !== '')
      const first = roles[0]
      const other = roles.find(({ parts }) => foldRole(parts.role) !== foldRole(first!.parts.role))
      if (!first || !other) return []
      const list = [...new Map(roles.map(({ parts }) => [foldRole(parts.role), parts.role])).values()]
      return [
        { say: 'roleDiffers', words: { name: person.name, list: { list } }, place: other.statement.place },
      ]
    }),
}

const foldRole = (role: string) => foldText(role).replaceAll('-', ' ')

const OMITS = { role: 'omitsRole', acronym: 'omitsAcronym', country: 'omitsCountry' } as const
const PARTS = ['role', 'acronym', 'country'] as const

/** Introduced twice, with a role, acronym or country only once. */
export const affiliationOmits: Rule = {
  id: 'affiliation-omits',
  severity: 'note',
  find: (context) => {
    const said = saidOf(context)
    return PARTS.flatMap((part) => {
      const told = said.flatMap((one) => {
        const places = one.known.filter(({ statement }) => statement.where !== 'passing')
        const text = places.find(({ parts }) => parts[part] !== '')?.parts[part]
        const introduced = places.filter(({ statement }) => statement.where === 'introduction')
        return text ? introduced.map(({ statement, parts }) => ({ ...one, text, statement, parts })) : []
      })
      return told
        .filter(({ parts, statement, organisation }) => {
          if (parts[part] !== '' || isAcronymOnly(statement.text, organisation)) return false
          // Where most introductions of a section do without it, it was left out on purpose.
          const alike = told.filter((other) => other.statement.place.section === statement.place.section)
          return (
            alike.length < 3 || alike.filter((other) => other.parts[part] === '').length * 2 <= alike.length
          )
        })
        .map(({ person, statement, text }): Found => {
          const fix = replacing(statement, person, context.report)
          const words = { name: person.name, text }
          return { say: OMITS[part], words, place: statement.place, ...(fix && { fix }) }
        })
    })
  },
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
  if (!covered || !parts || !place.field || (parts.role && foldRole(parts.role) !== foldRole(person.role)))
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

/** A country alone does not say in what capacity somebody speaks. */
function isIntroduced({ role, organisation, acronym }: Person, said: Statement[]): boolean {
  return (
    said.some(({ source }) => source !== 'registry') ||
    [role, organisation, acronym].some((line) => line.trim() !== '')
  )
}

/** Somebody speaks of whom the report does not say in what capacity. */
export const noAffiliation: Rule = {
  id: 'no-affiliation',
  severity: 'fault',
  find: (context) => {
    const { report } = context
    const said = statementsOf(context)
    const voices = voicesOf(report).filter(({ text }) => !isEmptyRich(text))
    return report.people.flatMap((person): Found[] => {
      const { id, name, kind } = person
      if (kind === 'rapporteur' || name.trim() === '' || isIntroduced(person, said.get(id)!)) return []
      const field = `person/${id}/role`
      if (kind === 'speaker' || kind === 'moderator') {
        const home = kind === 'speaker' ? 'speakers' : 'details'
        const section = report.template.sections.find((one) => one.kind === home)?.id
        if (section)
          return [{ say: 'speakerNoAffiliation', words: { name }, place: { section, person: id, field } }]
      }
      const voice = voices.find(({ person: said }) => said === id)
      if (!voice) return []
      const { section, item } = voice
      const place = { section, person: id, field, ...(item !== undefined && { item }) }
      return [{ say: 'noAffiliation', words: { name }, place }]
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
