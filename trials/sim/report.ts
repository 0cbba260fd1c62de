import * as Y from 'yjs'
import { parseReport } from '@/lib/report/parse'
import { seedDocument } from '@/lib/report/seed'
import { Template } from '@/lib/report/template'

/** The template of every simulated session: of each kind of place one. */
export const TEMPLATE = Template.parse({
  name: 'sim',
  title: { en: 'Simulated' },
  sections: [
    { id: 'details', kind: 'details', heading: { en: 'Session' } },
    { id: 'notes', kind: 'text', heading: { en: 'Notes' } },
    { id: 'questions', kind: 'questions', heading: { en: 'Questions' } },
    { id: 'remarks', kind: 'remarks', heading: { en: 'Remarks' } },
    { id: 'conclusion', kind: 'conclusion', heading: { en: 'Conclusion' } },
  ],
})

/** Something that this version of Rapporteur knows nothing of, and must leave alone. */
export const UNKNOWN = { root: 'later/unknown', key: 'invented', text: 'from a later version' }

const PARSED = parseReport(
  {
    title: 'A session',
    people: [
      { id: 'ana', kind: 'speaker', name: 'Ana' },
      { id: 'ben', kind: 'moderator', name: 'Ben' },
    ],
    sections: [],
  },
  TEMPLATE,
)

/** A new document of a session, as the server seeds it, with roots and keys of a later version in it. */
export function seedUpdate(): Uint8Array {
  if (!PARSED.ok) throw new Error(`The simulated report does not fit: ${JSON.stringify(PARSED.faults)}`)
  const doc = seedDocument(PARSED.value)
  doc.getText(UNKNOWN.root).insert(0, UNKNOWN.text)
  doc.getMap('meta').set(UNKNOWN.key, UNKNOWN.text)
  return Y.encodeStateAsUpdate(doc)
}
