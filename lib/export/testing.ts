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

/** Without any white space: how a format breaks its lines does not matter. */
export const squeeze = (text: string) => text.normalize('NFC').replace(/\s+/gu, '')

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

/** Texts that mean something in one format or another, and must be nothing but text in all of them. */
export const HOSTILE = [
  '#include "/etc/passwd" #eval("1+1") $x^2$ \\ `raw` *b* _i_ @ref <label> // comment /* c */',
  '{{title}} {%tr for x in y %} <%= title %>',
  '<script>alert(1)</script><img src=x onerror=alert(1)>&amp;<!-- c --> ]]> </w:t></w:p>',
  '---\ntitle: taken over\n---',
  '[a](javascript:alert(1)) ![x](http://evil.example/x.png) | a | b | # h\n> q\n1. n',
  '*__x__* ~~s~~ \\* \\\\ http://example.org/a_b_c www.example.org a@b.example',
]

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
