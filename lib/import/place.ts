import { newId } from '@/lib/report/ids'
import type { Person, Picture, Report, Section, Voice } from '@/lib/report/report'
import type { Rich } from '@/lib/report/rich'

/* Passages that fitted nowhere are put where whoever imports says. */

export type Passage = { heading: string; text: Rich; pictures: Picture[] }

/** Where a passage goes. `person`: whose text it is, in sections of people's texts. */
export type Place =
  | { to: 'undecided' }
  | { to: 'nowhere' }
  | { to: 'title' }
  | { to: 'section'; section: string; person?: string }

/** Kinds of sections that a passage can be put into, and whether it then needs a person. */
export const TAKES: Partial<Record<Section['kind'], 'text' | 'person' | 'picture'>> = {
  text: 'text',
  conclusion: 'text',
  prompt: 'person',
  questions: 'text',
  summaries: 'person',
  remarks: 'person',
  picture: 'picture',
}

/** The report with a passage at a place; what a section cannot hold of it (pictures in a text) is left out. */
export function placed(report: Report, passage: Passage, place: Place): Report {
  if (place.to === 'title') return { ...report, title: firstLine(passage) || report.title }
  if (place.to !== 'section') return report
  const person = report.people.find(({ id }) => id === place.person)
  const sections = report.sections.map((section) =>
    section.id === place.section ? withPassage(section, passage, person) : section,
  )
  return { ...report, sections }
}

function firstLine({ heading, text }: Passage): string {
  const [first] = text
  const words = first?.type === 'paragraph' ? (first.content ?? []) : []
  return words.map((inline) => (inline.type === 'text' ? inline.text : ' ')).join('') || heading
}

function withPassage(section: Section, passage: Passage, person: Person | undefined): Section {
  const text = underHeading(passage)
  switch (section.kind) {
    case 'text':
    case 'conclusion':
      return { ...section, text: [...section.text, ...text] }
    case 'summaries':
      return person ? { ...section, summaries: withVoice(section.summaries, person, text) } : section
    case 'remarks':
      return person ? { ...section, remarks: withVoice(section.remarks, person, text) } : section
    case 'prompt': {
      const [first = { id: newId(), question: [], answers: [] }, ...rest] = section.prompts
      if (!person) return section
      return { ...section, prompts: [{ ...first, answers: withVoice(first.answers, person, text) }, ...rest] }
    }
    case 'questions': {
      const question = { id: newId(), asker: '', to: [], text, state: 'open' as const, answers: [] }
      return { ...section, questions: [...section.questions, question] }
    }
    case 'picture':
      return { ...section, pictures: [...section.pictures, ...passage.pictures] }
    default:
      return section
  }
}

/** The text under its heading, if it stood under one. */
function underHeading({ heading, text }: Passage): Rich {
  if (heading === '') return text
  return [
    { type: 'paragraph', content: [{ type: 'text', text: heading, marks: [{ type: 'bold' }] }] },
    ...text,
  ]
}

function withVoice(voices: Voice[], { id }: Person, text: Rich): Voice[] {
  if (!voices.some(({ person }) => person === id)) return [...voices, { person: id, label: '', text }]
  return voices.map((voice) => (voice.person === id ? { ...voice, text: [...voice.text, ...text] } : voice))
}
