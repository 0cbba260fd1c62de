import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { inLanguage } from '../language'
import { parseReport } from '../parse'
import { readReport } from '../read'
import type { Report, Voice } from '../report'
import { type Block, type ListItem, toPlain } from '../rich'
import { seedDocument } from '../seed'
import { BUILT_IN } from '../templates'
import { everyKind, gsef2020 } from '.'

const fixture = readFileSync(new URL('./gsef-2020-workshop.txt', import.meta.url), 'utf8')

test('each sample is a complete report that a document gives back unchanged', () => {
  for (const sample of [gsef2020, everyKind]) {
    expect(parseReport(sample, BUILT_IN['forum-session'])).toEqual({ ok: true, value: sample })
    const { report, data } = withoutPictureBytes(sample)
    expect(readReport(seedDocument(sample), sample.template)).toEqual(report)
    expect(data).toBe(sample === everyKind ? 1 : 0)
  }
})

test('the first real report is a forum session as the built-in template has it', () => {
  expect(gsef2020.template).toEqual(BUILT_IN['forum-session'])
})

test('every paragraph of the first real report stands in its sample, but the hint', () => {
  const said = spokenText(gsef2020)
  const missing = paragraphsOf(fixture).filter((paragraph) => !said.includes(paragraph))
  expect(missing).toEqual([
    'Add summary or conclusion of the moderator at the end of the session in case there was no closing remarks per presenter/speaker',
  ])
})

test('nothing stands in the sample of the first real report that the report does not say', () => {
  const words = squeeze(fixture)
  const texts = gsef2020.sections.flatMap((section) => {
    const voices = (list: Voice[]) => list.flatMap(({ label, text }) => [label, ...linesOf(text)])
    switch (section.kind) {
      case 'speakers':
        return section.labels.map(({ label }) => label)
      case 'picture':
        return section.pictures.flatMap(({ caption, description }) => [caption, ...description.split('\n')])
      case 'summaries':
        return voices(section.summaries)
      case 'prompt':
        return section.prompts.flatMap(({ question, answers }) => [...linesOf(question), ...voices(answers)])
      case 'questions':
        return section.questions.flatMap(({ asker, text, answers }) => [
          asker,
          ...linesOf(text),
          ...voices(answers),
        ])
      case 'remarks':
        return voices(section.remarks)
      case 'conclusion':
      case 'text':
        return linesOf(section.text)
      case 'details':
        return []
    }
  })
  const people = gsef2020.people.flatMap(({ id: _, kind: __, ...lines }) => Object.values(lines))
  for (const text of [...texts, ...people]) expect(words).toContain(squeeze(text))
})

test('the second sample has every section kind, node, mark and question state in it', () => {
  expect(new Set(everyKind.sections.map(({ kind }) => kind))).toEqual(
    new Set([
      'details',
      'speakers',
      'picture',
      'summaries',
      'prompt',
      'questions',
      'remarks',
      'conclusion',
      'text',
    ]),
  )
  const json = JSON.stringify(everyKind.sections)
  for (const type of ['paragraph', 'bulletList', 'orderedList', 'listItem', 'blockquote', 'hardBreak'])
    expect(json).toContain(`"type":"${type}"`)
  for (const type of ['bold', 'italic', 'link', 'language']) expect(json).toContain(`"type":"${type}"`)
  for (const state of ['open', 'live', 'writing', 'unanswered']) expect(json).toContain(`"state":"${state}"`)
  for (const script of [
    /\p{Script=Latin}/u,
    /\p{Script=Hangul}/u,
    /\p{Script=Arabic}/u,
    /\p{Emoji_Presentation}/u,
  ])
    expect(json).toMatch(script)
  for (const kind of ['speaker', 'moderator', 'rapporteur', 'other'])
    expect(everyKind.people.map((person) => person.kind)).toContain(kind)
})

/** The report as the lines of a document: what the fixture says, in the words the report keeps it in. */
function spokenText(report: Report): string {
  const { details, people, template } = report
  const who = (id: string, label: string) => {
    const name = people.find((person) => person.id === id)!.name
    return label === '' ? name : `${name}, ${label}`
  }
  const day = (date: string | null) => Number(date!.slice(8))
  const languageName = new Intl.DisplayNames('en', { type: 'language' })
  const lines = [
    report.title,
    details.theme,
    details.event,
    `${day(details.eventStart)} – ${day(details.eventEnd)} October ${details.eventStart!.slice(0, 4)}`,
    details.type,
    details.languages.map((tag) => languageName.of(tag)).join(', '),
    `${day(details.date)}nd of October`,
    `${details.minutes} minutes`,
    `${details.counted}: ${details.participants}`,
    ...people
      .filter(({ kind }) => kind === 'moderator')
      .map((person) => `${person.name}, ${person.role}, ${person.organisation} (${person.acronym})`),
    ...template.sections.map(({ heading }) => inLanguage(heading, 'en')),
  ]
  const voices = (list: Voice[]) =>
    lines.push(...list.flatMap(({ person, label, text }) => [who(person, label), toPlain(text)]))
  for (const section of report.sections)
    switch (section.kind) {
      case 'speakers':
        lines.push(...section.labels.map(({ person, label }) => who(person, label)))
        break
      case 'picture':
        lines.push(...section.pictures.flatMap(({ caption, description }) => [caption, description]))
        break
      case 'summaries':
        voices(section.summaries)
        break
      case 'prompt':
        for (const prompt of section.prompts) {
          lines.push(toPlain(prompt.question))
          voices(prompt.answers)
        }
        break
      case 'questions':
        for (const question of section.questions) {
          lines.push(question.asker, toPlain(question.text))
          voices(question.answers)
        }
        break
      case 'remarks':
        voices(section.remarks)
        break
      case 'conclusion':
      case 'text':
        lines.push(toPlain(section.text))
    }
  return lines.map(squeeze).join('\n')
}

/** The fixture's lines without what a document's form adds: numbers, list signs, stray asterisks, header labels. */
function paragraphsOf(text: string): string[] {
  const labels =
    /^(Title of the session:|Type of session|Language:|Date:|Time:|Participants|Question \d: from|Answer:)\s/
  return text
    .split('\n')
    .map((line) =>
      squeeze(
        line
          .replace(labels, '')
          .replace(/^\d\. /, '')
          .replace(/:\s*$/, ''),
      ),
    )
    .filter((line) => line !== '' && line !== 'Name of moderator')
}

function squeeze(text: string): string {
  return text.replaceAll('*', '').replace(/^- /gm, '').replace(/\s+/g, ' ').trim()
}

function linesOf(rich: (Block | ListItem)[]): string[] {
  return toPlain(rich as Block[]).split('\n')
}

/** The document keeps a picture's hash; its bytes travel in exported JSON only. */
function withoutPictureBytes(report: Report): { report: Report; data: number } {
  let data = 0
  const json = JSON.stringify(report, (key, value) => {
    if (key !== 'data') return value
    data++
    return undefined
  })
  return { report: JSON.parse(json), data }
}
