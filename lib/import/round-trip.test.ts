import { describe, expect, test } from 'vitest'
import { outlineOf } from '@/lib/export/content'
import { toDocx } from '@/lib/export/docx'
import { toHtml } from '@/lib/export/html'
import { loadImages } from '@/lib/export/images'
import { toJson } from '@/lib/export/json'
import { toMarkdown } from '@/lib/export/markdown'
import type { Outline } from '@/lib/export/outline'
import { STAMP } from '@/lib/export/testing'
import { wordsFor } from '@/lib/export/words'
import { parseReport } from '@/lib/report/parse'
import type { Report } from '@/lib/report/report'
import { toPlain } from '@/lib/report/rich'
import { everyKind, gsef2020 } from '@/lib/report/samples'
import { type Imported, importReport } from '.'
import { keepAny } from './testing'

/* What leaves as a file comes back from it: exported again, it is the same document. */

const encode = (text: string) => new TextEncoder().encode(text)
const outline = async (report: Report) =>
  outlineOf(report, STAMP, await loadImages(report, async () => undefined))

const FORMATS = {
  docx: async (report: Report) => toDocx(await outline(report), STAMP),
  md: async (report: Report) =>
    encode(toMarkdown(await outline(report), STAMP, wordsFor(report.language).words)),
  html: async (report: Report) => encode(toHtml(await outline(report), STAMP)),
  json: (report: Report) => toJson(report, STAMP, async () => undefined),
}

const again = async (format: keyof typeof FORMATS, report: Report): Promise<Imported> =>
  importReport(await FORMATS[format](report), {
    name: `r.${format}`,
    template: report.template,
    keepPicture: keepAny,
  })

/** The real report with the headings and words of another language; no passage of it is marked as of one. */
function inLanguage(language: string): Report {
  const sections = JSON.parse(
    JSON.stringify(gsef2020.sections, (key, value) => (key === 'marks' ? undefined : value)),
  )
  const parsed = parseReport({ ...gsef2020, sections, language }, gsef2020.template)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.value
}

/**
 * Word has no lists in which quotes lie, and tells a language only of letters that it can be written in: of a DOCX the
 * lines are compared.
 */
function shown(outline: Outline, format: string): unknown {
  if (format !== 'docx') return outline
  const sections = outline.sections.map(({ nodes, ...section }) => ({
    ...section,
    nodes: nodes.map((node) => (node.kind === 'rich' ? toPlain(node.blocks) : node)),
  }))
  return { ...outline, sections }
}

describe.each(['docx', 'md', 'html', 'json'] as const)('%s', (format) => {
  test.each([
    ['the real report', gsef2020],
    ['every kind of section', everyKind],
  ])('of %s comes back whole', async (_, sample) => {
    const { report, unplaced } = await again(format, sample)
    expect(shown(await outline(report), format)).toEqual(shown(await outline(sample), format))
    expect(unplaced).toEqual([])
  })

  test.each(['fr', 'es', 'ko', 'ar', 'zh', 'ru', 'pt'])(
    'with headings and words in %s comes back whole',
    async (language) => {
      const sample = inLanguage(language)
      const { report, unplaced } = await again(format, sample)
      expect(await outline(report)).toEqual(await outline(sample))
      expect(unplaced).toEqual([])
    },
  )
})
