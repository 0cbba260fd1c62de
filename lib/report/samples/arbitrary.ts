import fc from 'fast-check'
import { completeReport } from '../parse'
import { PERSON_LINES, type Report, type Section, type Voice } from '../report'
import { type Block, canonicalRich, type Inline, type ListItem, type Mark, type Rich } from '../rich'
import type { Template, TemplateSection } from '../template'

/*
 * Arbitrary valid reports, for tests of what must hold for all of them.
 */

const PIECES = [
  'a',
  'SSE ',
  '연대',
  'تعاون',
  '👩🏽‍🌾',
  'é',
  'e\u0301',
  ' ',
  '<b>&',
  '*_',
  '"',
  '\\',
  '—',
  '0',
]
export const anyLine: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 6 })
  .map((parts) => parts.join(''))

const anyMark: fc.Arbitrary<Mark> = fc.oneof(
  fc.constant<Mark>({ type: 'bold' }),
  fc.constant<Mark>({ type: 'italic' }),
  fc
    .constantFrom('https://example.org/?a=1&b=2', 'mailto:a@example.org')
    .map((href): Mark => ({ type: 'link', attrs: { href } })),
  fc.constantFrom('fr', 'ko', 'ar', 'pt-BR').map((lang): Mark => ({ type: 'language', attrs: { lang } })),
)
const anyInline: fc.Arbitrary<Inline> = fc
  .oneof(
    { weight: 4, arbitrary: fc.record({ text: anyLine, marks: fc.array(anyMark, { maxLength: 3 }) }) },
    { weight: 1, arbitrary: fc.constant('break' as const) },
  )
  .map(
    (inline): Inline =>
      inline === 'break'
        ? { type: 'hardBreak' }
        : { type: 'text', text: inline.text === '' ? 'x' : inline.text, marks: inline.marks },
  )
const anyParagraph = fc
  .array(anyInline, { maxLength: 4 })
  .map((content) => ({ type: 'paragraph' as const, content }))

const { block: anyBlock } = fc.letrec<{ block: Block; item: ListItem }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyParagraph,
    fc.record({
      type: fc.constantFrom('bulletList' as const, 'orderedList' as const),
      content: fc.array(tie('item'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      type: fc.constant('blockquote' as const),
      content: fc.array(tie('block'), { minLength: 1, maxLength: 3 }),
    }),
  ),
  item: fc
    .tuple(anyParagraph, fc.array(tie('block'), { maxLength: 2 }))
    .map(([first, rest]): ListItem => ({ type: 'listItem', content: [first, ...rest] })),
}))
export const anyRich: fc.Arbitrary<Rich> = fc.array(anyBlock, { maxLength: 4 }).map(canonicalRich)

const KINDS = [
  'speakers',
  'picture',
  'summaries',
  'prompt',
  'questions',
  'remarks',
  'conclusion',
  'text',
] as const
export const anyTemplate: fc.Arbitrary<Template> = fc
  .array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 9 })
  .map((kinds) => ({
    name: 'any',
    title: { en: 'Any' },
    sections: (['details', ...kinds] as const).map(
      (kind, index) =>
        ({
          id: `s${index}`,
          kind,
          heading: { en: `Heading ${index}` },
          hint: { en: 'HINT' },
          required: false,
          writers: kind === 'conclusion' ? 'moderators' : 'everyone',
          ...(kind === 'prompt' && { questions: [] }),
        }) as TemplateSection,
    ),
  }))

const anyDate = fc.option(fc.constantFrom('2020-10-22', '2026-02-28', '1999-12-31'))
const anyId = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/)

const anyPeople = fc.uniqueArray(
  fc.record({
    id: anyId,
    kind: fc.constantFrom('speaker' as const, 'moderator' as const, 'rapporteur' as const, 'other' as const),
    ...(Object.fromEntries(PERSON_LINES.map((field) => [field, anyLine])) as Record<
      (typeof PERSON_LINES)[number],
      typeof anyLine
    >),
  }),
  { maxLength: 6, selector: ({ id }) => id },
)

const anyDetails = fc.record({
  event: anyLine,
  theme: anyLine,
  eventStart: anyDate,
  eventEnd: anyDate,
  type: anyLine,
  languages: fc.array(fc.constantFrom('en', 'fr', 'ko', 'ar', 'pt-BR'), { maxLength: 3 }),
  date: anyDate,
  start: fc.option(fc.constantFrom('00:00', '14:30', '23:59')),
  timeZone: fc.option(fc.constantFrom('Europe/Paris', 'Asia/Seoul')),
  minutes: fc.option(fc.integer({ min: 1, max: 600 })),
  participants: fc.option(fc.integer({ min: 0, max: 5000 })),
  counted: anyLine,
})

function anySection({ id, kind }: TemplateSection, people: Report['people']): fc.Arbitrary<Section> {
  const ids = people.map((person) => person.id)
  const speakers = people.filter((person) => person.kind === 'speaker').map((person) => person.id)
  const voicesOf = (of: string[]): fc.Arbitrary<Voice[]> =>
    fc
      .tuple(
        fc.shuffledSubarray(of),
        fc.array(fc.tuple(anyLine, anyRich), { minLength: of.length, maxLength: of.length }),
      )
      .map(([who, texts]) =>
        who.map((person, index) => ({ person, label: texts[index]![0], text: texts[index]![1] })),
      )
  const items = <T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
    fc.uniqueArray(
      fc.record({ id: anyId, ...fields } as { [K in keyof T]: fc.Arbitrary<T[K]> } & { id: typeof anyId }),
      {
        maxLength: 3,
        selector: (item) => (item as { id: string }).id,
      },
    ) as fc.Arbitrary<(T & { id: string })[]>
  switch (kind) {
    case 'details':
      return fc.constant({ id, kind })
    case 'speakers':
      return voicesOf(speakers).map((voices) => ({
        id,
        kind,
        labels: voices.map(({ person, label }) => ({ person, label })),
      }))
    case 'picture':
      return items({
        file: fc.option(
          fc.constant({ sha256: 'ab'.repeat(32), type: 'image/png' as const, width: 3, height: 2 }),
        ),
        caption: anyLine,
        description: fc.array(anyLine, { maxLength: 3 }).map((lines) => lines.join('\n')),
      }).map((pictures) => ({ id, kind, pictures }))
    case 'summaries':
      return voicesOf(ids).map((summaries) => ({ id, kind, summaries }))
    case 'prompt':
      return items({ question: anyRich, answers: voicesOf(ids) }).map((prompts) => ({ id, kind, prompts }))
    case 'questions':
      return items({
        asker: anyLine,
        to: fc.shuffledSubarray(ids),
        text: anyRich,
        state: fc.constantFrom('open' as const, 'live' as const, 'writing' as const, 'unanswered' as const),
        answers: voicesOf(ids),
      }).map((questions) => ({ id, kind, questions }))
    case 'remarks':
      return voicesOf(ids).map((remarks) => ({ id, kind, remarks }))
    case 'conclusion':
    case 'text':
      return anyRich.map((text) => ({ id, kind, text }))
  }
}

/** A complete report, as parseReport gives them, in an arbitrary template. Its pictures have no bytes. */
export const anyReport: fc.Arbitrary<Report> = fc.tuple(anyTemplate, anyPeople).chain(([template, people]) =>
  fc
    .record({
      format: fc.constant('rapporteur-report' as const),
      version: fc.constant(1 as const),
      language: fc.constantFrom('en', 'fr', 'ko', 'ar'),
      template: fc.constant(template),
      title: anyLine,
      details: anyDetails,
      people: fc.constant(people),
      sections: fc.tuple(...template.sections.map((section) => anySection(section, people))),
    })
    .map(completeReport),
)
