import { joinParts } from '@/lib/export/text'
import type { Person } from '@/lib/report/report'
import { isEmptyRich } from '@/lib/report/rich'
import { type Draft, merged, putAside } from './draft'
import { keyOf } from './key'
import { affiliationOf } from './person-line'
import { paragraph } from './piece'

/**
 * Puts aside what stands after the name of somebody where the report does not list them: who moderates or writes it is
 * no speaker and has no empty summary, and not every template has speakers. For when it is known what everybody is.
 */
export function putAsideUnlisted(draft: Draft): void {
  const { people } = draft.registry
  const { sections } = draft.template
  const keep = (section: string | null, { person: id, about }: { person: string; about: string }) => {
    const person = people.find((one) => one.id === id)!
    if ((section && person.kind === 'speaker') || isTold(person, about)) return
    putAside(draft, '', section, [paragraph([{ type: 'text', text: joinParts([person.name, about]) }])])
  }
  const speakers = sections.find(({ kind }) => kind === 'speakers')
  for (const label of draft.labels) keep(speakers?.id ?? null, label)
  for (const { id, kind } of sections)
    if (kind === 'summaries')
      for (const spoken of merged(draft.voices.get(id) ?? [])) if (isEmptyRich(spoken.text)) keep(id, spoken)
}

/** Whether the person's own fields say all of this. */
function isTold(person: Person, about: string): boolean {
  const said = affiliationOf(about, 'cut')
  return (['role', 'organisation', 'acronym', 'country'] as const).every(
    (field) => said[field] === '' || keyOf(said[field]) === keyOf(person[field]),
  )
}
