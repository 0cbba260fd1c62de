import { wordsFor } from '@/lib/export/words'
import type { SectionKind, Template, TemplateSection } from '@/lib/report/template'
import { BUILT_IN } from '@/lib/report/templates'
import { once } from './dates'
import { keyOf, likeness } from './key'
import { DISCUSSION, HEADINGS, type Meaning, TOPICS } from './words/headings'
import { type Field, LABELS } from './words/labels'
import { LANGUAGES } from './words/languages'
import { withoutQualifier } from './words/qualifiers'

/** Where a heading leads: into a section, to the people of the header, or nowhere in this template. */
export type Target =
  | { to: 'section'; id: string; kind: SectionKind }
  | { to: 'people'; kind: 'moderators' | 'rapporteurs' | 'speakers' }
  | { to: 'header' }
  | { to: 'nowhere' }

export type Found = { target: Target; own: boolean; languages: string[] }

export type Dictionary = {
  /** What a heading means. `like`: also if it is only alike. */
  heading(text: string, how: 'exact' | 'like'): Found | undefined
  /** The section whose hint this is. */
  hint(text: string): TemplateSection | undefined
  /** A field's label at the beginning of a line, and where its value begins. */
  label(text: string): { field: Field; from: number; colon: boolean; languages: string[] } | undefined
}

export function createDictionary(template: Template): Dictionary {
  const headings = headingsOf(template)
  const labels = labelsOf()
  const hints = [template, ...Object.values(BUILT_IN)].flatMap(({ sections }) =>
    sections.flatMap((section) => Object.values(section.hint).map((hint) => [keyOf(hint), section] as const)),
  )
  return {
    heading(text, how) {
      for (const candidate of [text, text.replace(/\s*[(（][^()]*[)）]\s*/g, ' ')]) {
        const key = keyOf(candidate)
        const exact =
          known(headings, key) ?? known(headings, key.replace(ENDINGS, '')) ?? qualified(headings, key)
        if (exact) return exact
      }
      return how === 'like' ? alike(headings, joined(keyOf(text))) : undefined
    },
    hint(text) {
      const key = keyOf(text)
      if (key.length < 12) return undefined
      const found = hints.find(
        ([hint]) => hint.length >= 12 && (hint === key || (key.length > 40 && likeness(hint, key) > 0.85)),
      )
      return found && (template.sections.find((own) => own.kind === found[1].kind) ?? found[1])
    },
    label: (text) => findLabel(labels, text),
  }
}

const known = (headings: Map<string, Found>, key: string) => headings.get(joined(key))

/** "Questions and answers from the audience"; a discussion with the audience is its questions. */
function qualified(headings: Map<string, Found>, key: string): Found | undefined {
  const rest = withoutQualifier(key)
  const found = rest === undefined ? undefined : known(headings, rest)
  if (found?.target.to !== 'nowhere') return found?.target.to === 'section' ? found : undefined
  return discussions().has(joined(rest!)) ? known(headings, keyOf('questions and answers')) : found
}

const discussions = once(() => new Set(DISCUSSION.map((words) => joined(keyOf(words)))))

/** The key under which a heading is kept: "and" is the same in all languages, "&" too. */
const joined = (key: string) =>
  packed(key.replace(/ (?:and|et|y|e|&|n) | (?:및|과|와) |(?<=[가-힣])(?:및|과|와) /gu, ' & '))

/** Korean is often written without the spaces between words, or with others. */
const packed = (key: string) => (/\p{Script=Hangul}/u.test(key) ? key.replaceAll(' ', '') : key)

function headingsOf(template: Template): Map<string, Found> {
  const headings = new Map<string, Found>()
  const add = (words: string, target: Target, own: boolean, language?: string) => {
    const key = joined(keyOf(words))
    const there = headings.get(key)
    if (key === '') return
    if (!there) headings.set(key, { target, own, languages: language ? [language] : [] })
    else if (language && JSON.stringify(there.target) === JSON.stringify(target))
      there.languages.push(language)
  }
  const sectionTarget = ({ id, kind }: TemplateSection): Target => ({ to: 'section', id, kind })
  for (const section of template.sections)
    for (const [language, words] of Object.entries(section.heading))
      add(words, sectionTarget(section), true, language)
  const ofKind = (kind: SectionKind) => template.sections.find((section) => section.kind === kind)
  const meaningTarget = (meaning: Meaning): Target => {
    if (meaning === 'moderators' || meaning === 'rapporteurs') return { to: 'people', kind: meaning }
    const section = ofKind(meaning)
    if (section) return sectionTarget(section)
    if (meaning === 'details') return { to: 'header' }
    return meaning === 'speakers' ? { to: 'people', kind: 'speakers' } : { to: 'nowhere' }
  }
  for (const [meaning, words] of Object.entries(HEADINGS) as [Meaning, string[]][])
    for (const one of words) add(one, meaningTarget(meaning), false)
  for (const topic of TOPICS) {
    const keys = new Set(topic.map((words) => joined(keyOf(words))))
    const section = template.sections.find(
      (one) =>
        one.kind === 'text' && Object.values(one.heading).some((words) => keys.has(joined(keyOf(words)))),
    )
    for (const one of topic) add(one, section ? sectionTarget(section) : { to: 'nowhere' }, false)
  }
  for (const { sections } of Object.values(BUILT_IN))
    for (const section of sections)
      for (const [language, words] of Object.entries(section.heading))
        add(words, section.kind === 'text' ? { to: 'nowhere' } : meaningTarget(section.kind), false, language)
  for (const language of LANGUAGES) {
    const { words } = wordsFor(language)
    add(words.speakers, meaningTarget('speakers'), false, language)
    for (const one of Object.values(words.moderators)) add(one, meaningTarget('moderators'), false, language)
    for (const one of Object.values(words.rapporteurs))
      add(one, meaningTarget('rapporteurs'), false, language)
  }
  return headings
}

const SMALL = new Set(
  '& the of and a an to from by in on for our de la le les des du et aux au los las y el del en al'.split(
    ' ',
  ),
)
const withoutSmall = (key: string) =>
  key
    .split(' ')
    .filter((word) => !SMALL.has(word))
    .join(' ')

/** "Conclusion and next steps", "Q&A with the audience": a heading, and what it joins. */
function isWithMore(key: string, heading: string): boolean {
  return (
    key.startsWith(`${heading} `) &&
    /^(?:&|and|et|y|e|with|avec|con|from|of|by|par|por|de|du|des|del) /.test(key.slice(heading.length + 1))
  )
}

function alike(headings: Map<string, Found>, key: string): Found | undefined {
  const words = withoutSmall(key)
  if (words.length < 4 || words.split(' ').length > 12) return undefined
  let best: { found: Found; score: number } | undefined
  for (const [other, found] of headings) {
    // Of a moderator there is a label, and what is only like one is another thing.
    if (found.target.to === 'people') continue
    const plain = withoutSmall(other)
    // "Key issues raised": the heading and something more.
    const longer = (plain.includes(' ') && words.startsWith(`${plain} `)) || isWithMore(key, other) ? 0.8 : 0
    const score = Math.max(likeness(words, plain), longer) + (found.own ? 0.02 : 0)
    if (score > (best?.score ?? 0.74)) best = { found, score }
  }
  return best?.found
}

type Label = { field: Field; languages: string[]; colonOnly: boolean }

/** Fields whose label can be one word and stand before its value without a colon. */
const PLAIN = new Set<Field>(['languages', 'date', 'time', 'duration', 'participants'])

function labelsOf(): Map<string, Label> {
  const labels = new Map<string, Label>()
  const add = (words: string, field: Field, language?: string) => {
    const key = packed(keyOf(words))
    const there = labels.get(key)
    if (there) {
      if (language) there.languages.push(language)
    } else
      labels.set(key, {
        field,
        languages: language ? [language] : [],
        colonOnly: !key.includes(' ') && !PLAIN.has(field),
      })
  }
  for (const language of LANGUAGES) {
    const { words } = wordsFor(language)
    add(words.title, 'title', language)
    add(words.type, 'type', language)
    add(words.language, 'languages', language)
    add(words.date, 'date', language)
    add(words.time, 'time', language)
    add(words.participants, 'participants', language)
    for (const one of Object.values(words.moderators)) add(one, 'moderators', language)
    for (const one of Object.values(words.rapporteurs)) add(one, 'rapporteurs', language)
  }
  for (const [field, all] of Object.entries(LABELS) as [Field, string[]][])
    for (const one of all) add(one, field)
  for (const field of ['moderators', 'rapporteurs', 'speakers'] as const)
    for (const one of HEADINGS[field]) add(one, field)
  return labels
}

/** The endings of a word for all: "rapporteur·e·s", "modérateur·rice", "ponentes/as", "moderador(a)". */
const ENDINGS = / (?:e|s|rice|trice|ice|euse|ne|a|as|os|es)(?= |$)/gu
/** "Langues de la session": of what else. */
const OF_SESSION =
  / (?:(?:of|for) (?:the )?|de la |del |de l )(?:session|workshop|panel|seance|atelier|sesion|taller|mesa)$/u

/** What a label's words can be found by, from how they are written to what is left without all that varies. */
function labelKeys(words: string): string[] {
  const key = keyOf(words)
  const whole = keyOf(words.replace(/[(（][^()]*[)）]/g, ''))
  const plain = key.replace(ENDINGS, '')
  const korean = whole.replace(/^(?:세션|회의|행사) /u, '')
  return [whole, plain, plain.replace(OF_SESSION, ''), whole.replace(OF_SESSION, ''), korean].map(packed)
}

function findLabel(labels: Map<string, Label>, text: string) {
  const colon = /[:：]/.exec(text)
  if (colon && colon.index <= 70) {
    const found = labelKeys(text.slice(0, colon.index)).flatMap((key) => labels.get(key) ?? [])[0]
    if (found) return { ...found, from: colon.index + 1, colon: true }
  }
  const alone = labels.get(packed(keyOf(text)))
  if (alone) return { ...alone, from: text.length, colon: false }
  if (text.length > 200) return undefined
  // The longest label with which the line begins.
  const spaces = [...text.matchAll(/\s+/g)].map(({ index }) => index).slice(0, 7)
  for (const end of spaces.reverse()) {
    const found = labels.get(packed(keyOf(text.slice(0, end))))
    if (found && !found.colonOnly) return { ...found, from: end, colon: false }
  }
  return undefined
}
