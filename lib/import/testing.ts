import type { PictureFile, Report, Section, Voice } from '@/lib/report/report'
import { toPlain } from '@/lib/report/rich'
import { BUILT_IN } from '@/lib/report/templates'
import { type Imported, type ImportOptions, importReport } from '.'

/* For tests: importing without pictures' bytes being looked at, and reports as lines that can be compared. */

/** Takes every picture as it comes. */
export const keepAny = async (bytes: Uint8Array): Promise<PictureFile> => {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)))
  const data = Buffer.from(bytes).toString('base64')
  return { sha256: Buffer.from(hash).toString('hex'), type: 'image/png', width: 48, height: 27, data }
}

export function importText(
  text: string,
  options: Partial<ImportOptions> = {},
  bytes: Uint8Array = new TextEncoder().encode(text),
): Promise<Imported> {
  return importReport(bytes, {
    name: 'report.txt',
    template: BUILT_IN['forum-session'],
    keepPicture: keepAny,
    ...options,
  })
}

/** What a report says in each section, with names instead of ids: one line for each thing. */
export function saidIn(report: Report): Record<string, string[]> {
  const name = (id: string) => report.people.find((person) => person.id === id)!.name
  const voice = ({ person, label, text }: Voice) => [
    `${name(person)} | ${label}`,
    ...textLines(toPlain(text)),
  ]
  const lines = (section: Section): string[] => {
    switch (section.kind) {
      case 'details':
        return Object.entries(report.details).map(([field, value]) => `${field}: ${value}`)
      case 'speakers':
        return section.labels.map(({ person, label }) => `${name(person)} | ${label}`)
      case 'picture':
        return section.pictures.flatMap(({ caption, description }) => [caption, ...textLines(description)])
      case 'summaries':
        return section.summaries.filter(({ text }) => text.length > 0).flatMap(voice)
      case 'remarks':
        return section.remarks.flatMap(voice)
      case 'prompt':
        return section.prompts.flatMap(({ question, answers }) => [
          toPlain(question),
          ...answers.flatMap(voice),
        ])
      case 'questions':
        return section.questions.flatMap(({ asker, to, text, state, answers }) => [
          `${asker} → ${to.map(name)} (${state})`,
          ...textLines(toPlain(text)),
          ...answers.flatMap(voice),
        ])
      case 'conclusion':
      case 'text':
        return textLines(toPlain(section.text))
    }
  }
  const people = report.people.map(({ id: _, ...person }) => Object.values(person).join(' | '))
  return {
    title: [report.title],
    language: [report.language],
    people,
    ...Object.fromEntries(
      report.sections.map((section) => [section.id, lines(section).filter((line) => line.trim() !== '')]),
    ),
  }
}

const textLines = (text: string) => text.split('\n').map((line) => line.trim())

/** Everything that an import says, as one text: the report, what was put aside, the notes. */
export function allOf({ report, notes, unplaced }: Imported): string {
  const { template: _, ...written } = report
  const rest = unplaced.flatMap(({ heading, text }) => [heading, toPlain(text)])
  return [
    ...Object.values(saidIn(report)).flat(),
    JSON.stringify(written),
    ...rest,
    ...notes.map(({ text }) => text),
  ].join('\n')
}
