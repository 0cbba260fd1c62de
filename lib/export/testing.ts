import { parseReport } from '@/lib/report/parse'
import type { Report } from '@/lib/report/report'
import type { Block, ListItem } from '@/lib/report/rich'
import { BUILT_IN } from '@/lib/report/templates'
import type { Stamp } from './stamp'

/*
 * For tests: what was written in a report, collected without the exporters' own code, so that each format can be
 * searched for it.
 */

export const STAMP: Stamp = {
  session: '0190f3a2-session',
  seq: 118,
  sha256: '9f2c'.repeat(16),
  at: Date.UTC(2020, 9, 23, 12),
  approval: { byName: 'Amanda Flety', at: Date.UTC(2020, 9, 24, 9) },
}

/** Every line that people wrote, in the order of the report's sections; those of the header come first. */
export function writtenIn(report: Report): string[] {
  const { details } = report
  const person = (id: string) => report.people.find((one) => one.id === id)?.name ?? ''
  const sections = report.sections.flatMap((section): string[] => {
    switch (section.kind) {
      case 'details':
        return [details.type, details.counted, ...named('moderator'), ...named('rapporteur')]
      case 'speakers':
        return report.people
          .filter(({ kind }) => kind === 'speaker')
          .flatMap((one) => [one.name, one.country])
      case 'picture':
        return section.pictures.flatMap(({ caption, description, file }) => [
          caption,
          ...(file && !description.includes('\n') ? [] : description.split('\n')),
        ])
      case 'summaries':
        return section.summaries.flatMap((one) => [person(one.person), one.label, ...lines(one.text)])
      case 'prompt':
        return section.prompts.flatMap(({ question, answers }) => [
          ...lines(question),
          ...answers.flatMap((one) => [person(one.person), one.label, ...lines(one.text)]),
        ])
      case 'questions':
        return section.questions.flatMap(({ asker, to, text, answers }) => [
          asker,
          ...to.map(person),
          ...lines(text),
          ...answers.flatMap((one) => [person(one.person), one.label, ...lines(one.text)]),
        ])
      case 'remarks':
        return section.remarks.flatMap((one) => [person(one.person), one.label, ...lines(one.text)])
      case 'conclusion':
      case 'text':
        return lines(section.text)
    }
  })
  return [details.event, details.theme, report.title, ...sections].map((line) => line.trim()).filter(Boolean)

  function named(kind: string) {
    return report.people.filter((one) => one.kind === kind).map((one) => one.name)
  }
}

/** The lines of a rich text: a block's text, cut at its line breaks. */
export function lines(blocks: (Block | ListItem)[]): string[] {
  return blocks.flatMap((block): string[] => {
    if (block.type !== 'paragraph') return lines(block.content as (Block | ListItem)[])
    const text = (block.content ?? []).map((inline) => (inline.type === 'text' ? inline.text : '\n')).join('')
    return text.split('\n')
  })
}

/** Without white space and what only says where a line may break: how a format breaks its lines does not matter. */
export const squeeze = (text: string) => text.normalize('NFC').replace(/[\s\u00ad\u200b\u2060]+/gu, '')

/** The lines that `text` does not hold, or holds before the line that goes before them in the report. */
export function missingFrom(text: string, wanted: string[]): string[] {
  const squeezed = squeeze(text)
  let at = 0
  return wanted.filter((line) => {
    const found = squeezed.indexOf(squeeze(line), at)
    if (found < 0) return true
    at = found
    return false
  })
}

/** Texts that mean something in one format or another, and must come through as what they are in all of them: text. */
export const HOSTILE = [
  '#include "/etc/passwd" #eval("1+1") $x^2$ \\ `raw` *b* _i_ @ref <label> // comment /* c */',
  '#set page(fill: red) #read("/etc/passwd") #image("x.png") = heading ~ -- --- ... "quotes" \'single\'',
  '{{title}} {{#speakers}} {{/speakers}} {%tr for x in y %} <%= title %> {title} $\u007btitle} {{{body}}}',
  '<script>alert(1)</script><img src=x onerror=alert(1)>&amp;<!-- c --> ]]> </w:t></w:p> &#0; &lt;b&gt;',
  '</style><style>*{display:none}</style></title></main><iframe srcdoc="x"></iframe> <w:altChunk/>',
  'javascript:alert(1) data:text/html,x vbscript:x file:///etc/passwd JaVaScRiPt:x',
  '---\ntitle: taken over\n---',
  '[a](javascript:alert(1)) ![x](http://evil.example/x.png) | a | b | # h\n> q\n1. n',
  '[x]: javascript:alert(1)\n[^1]: note\n- [ ] task\n\u2022 dot\n    code\n~~~\nfence\n~~~\n===',
  '*__x__* ~~s~~ \\* \\\\ http://example.org/a_b_c www.example.org a@b.example',
  '=HYPERLINK("http://evil.example","x") +1-1 @SUM(A1) \\input{x} %s %n $(id) `id` ../../etc/passwd',
  'PAGEREF _Toc1 \\h HYPERLINK "x" INCLUDETEXT "c:\\\\x" { TOC \\o "1-3" }',
  'constructor __proto__ toString null undefined true 0 NaN',
  'a\u0301\u0301\u0301\u0301\u0301\u0301 zero\u200bwidth\u2060joined soft\u00adhyphen no\u00a0break',
]

const surrogate = String.fromCharCode

/** What cannot stand in a document, or would act in it, as it is typed and as it is shown: without it. */
export const CLEANED: [what: string, typed: string, shown: string][] = [
  ['direction overrides', 'left \u202egnitirw\u202d to right', 'left gnitirw to right'],
  ['a lone high surrogate', `before${surrogate(0xd83d)}after`, 'beforeafter'],
  ['a lone low surrogate', `before${surrogate(0xde00)}after`, 'beforeafter'],
  ['surrogates the wrong way round', `before${surrogate(0xde00, 0xd83d)}after`, 'beforeafter'],
  ['control characters', 'a\u0000b\u0001c\u0007d\u0008e\u001bf\u007fg\u0084h\u009fi', 'abcdefghi'],
  ['non-characters', 'a\ufffeb\uffffc\ufdd0d\u{1ffff}e', 'abcde'],
  ['a byte order mark and interlinear signs', '\ufeffa\ufff9b\ufffac\ufffbd', 'abcd'],
]

/** One paragraph of 1 MB, each sentence of it another one. */
export const MEGABYTE = Array.from(
  { length: 25_000 },
  (_, index) => `Sentence ${index} of a paragraph without end.`,
)
  .join(' ')
  .slice(0, 1 << 20)

/** A report with `text`, exactly as it is here, in every place that takes one: a document may hold what the API refuses. */
export function typedEverywhere(text: string): Report {
  const replace = (value: unknown): unknown => {
    if (typeof value === 'string') return value === PLACEHOLDER ? text : value
    if (Array.isArray(value)) return value.map(replace)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replace(inner)]))
  }
  return replace(filledWith(PLACEHOLDER)) as Report
}

const PLACEHOLDER = 'Placeholder'

/** A report with `text` in every place that takes one. */
export function filledWith(text: string): Report {
  const line = text.slice(0, 280)
  const lines = {
    name: line,
    role: line,
    organisation: line,
    acronym: line.slice(0, 90),
    country: line.slice(0, 190),
  }
  const voice = { person: 'p1', label: line, text }
  const parsed = parseReport(
    {
      title: line,
      details: { event: line, theme: line, type: line.slice(0, 190), counted: line.slice(0, 190) },
      people: [
        { id: 'p1', kind: 'speaker', ...lines },
        { id: 'p2', kind: 'moderator', ...lines },
      ],
      sections: [
        { id: 'speakers', kind: 'speakers', labels: [{ person: 'p1', label: line }] },
        { id: 'picture', kind: 'picture', pictures: [{ id: 'i', caption: line, description: line }] },
        { id: 'summaries', kind: 'summaries', summaries: [voice] },
        { id: 'guiding-question', kind: 'prompt', prompts: [{ id: 'i', question: text, answers: [voice] }] },
        {
          id: 'questions',
          kind: 'questions',
          questions: [{ id: 'i', asker: line, to: ['p1'], text, answers: [voice] }],
        },
        { id: 'remarks', kind: 'remarks', remarks: [voice] },
        { id: 'conclusion', kind: 'conclusion', text },
      ],
    },
    BUILT_IN['forum-session'],
  )
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.value
}
