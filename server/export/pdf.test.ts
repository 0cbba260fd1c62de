import { createHash } from 'node:crypto'
import fc from 'fast-check'
import sharp from 'sharp'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { outlineOf } from '@/lib/export/content'
import {
  CLEANED,
  filledWith,
  HOSTILE,
  lines,
  MEGABYTE,
  missingFrom,
  STAMP,
  squeeze,
  typedEverywhere,
  writtenIn,
} from '@/lib/export/testing'
import { conclusionOf } from '@/lib/export/testing-outline'
import { lettersOf } from '@/lib/export/text'
import type { Report } from '@/lib/report/report'
import type { Block, ListItem } from '@/lib/report/rich'
import { everyKind, gsef2020 } from '@/lib/report/samples'
import { anyReport } from '@/lib/report/samples/arbitrary'
import { createExporter, type ExportOptions } from '.'
import { openPdf, tagsOf, textOfPdf } from './testing'

const notes: string[] = []
const exporter = createExporter({ log: (line) => notes.push(line), threads: 1 })
afterAll(() => exporter.close())
beforeEach(() => {
  notes.length = 0
})
// The machine may be busy, and the thread starts with the first export.
vi.setConfig({ testTimeout: 60_000 })

const banner = await sharp({ create: { width: 1600, height: 400, channels: 3, background: '#e0b040' } })
  .webp()
  .toBuffer()
const pictures = async (sha256: string) => (sha256 === 'banner' ? banner : undefined)

const render = (report: Report, options: ExportOptions = {}) =>
  exporter.render('pdf', { report, stamp: STAMP, pictures, options })
const read = async (report: Report, options?: ExportOptions) => openPdf(await render(report, options))
const metadataOf = async (report: Report, options?: ExportOptions) =>
  (await (await read(report, options)).getMetadata()).metadata?.getRaw() as string

const ACCESSIBLE = '<pdfuaid:part>1</pdfuaid:part>'

/** Arabic comes out of a page in the order in which it is drawn, so it is compared by its letters only. */
const ARABIC = /\p{Script=Arabic}/u

type Bookmark = { title: string; items: Bookmark[] }
const bookmarks = (items: Bookmark[], level = 1): string[] =>
  items.flatMap(({ title, items }) => [`${level} ${squeeze(title)}`, ...bookmarks(items, level + 1)])

const SAMPLES = [
  ['the real report', gsef2020],
  ['every kind of section', everyKind],
] as const

describe.each(SAMPLES)('the PDF of %s', (_, report) => {
  test('holds everything that was written, in its order, and no hint', async () => {
    const text = await textOfPdf(await read(report))
    const written = writtenIn(report).map((line) => line.normalize('NFKC'))
    const inOrder = written.filter((line) => !ARABIC.test(line))
    expect(missingFrom(text, inOrder)).toEqual([])
    const letters = new Set(text)
    for (const line of written.filter((one) => ARABIC.test(one)))
      for (const letter of line.match(/\p{Script=Arabic}/gu) ?? []) expect(letters).toContain(letter)
    expect(text).not.toContain('HINT')
  })

  test('is PDF/UA-1: tagged, titled, in its language', async () => {
    const pdf = await read(report)
    const { info, metadata } = await pdf.getMetadata()
    expect(metadata?.getRaw()).toContain(ACCESSIBLE)
    expect(info).toMatchObject({ Title: report.title, Language: 'en' })
    expect(Object.fromEntries((await pdf.getMarkInfo()) as unknown as Map<string, boolean>)).toMatchObject({
      Marked: true,
    })
    expect(Object.fromEntries((await pdf.getViewerPreferences()) as never)).toMatchObject({
      DisplayDocTitle: true,
    })
    expect(notes).toEqual([])
  })

  test('has a bookmark and a tag for every heading, at its level', async () => {
    const pdf = await read(report)
    const headings = outlineOf(report, STAMP).sections.flatMap(({ heading, nodes }) => [
      `1 ${squeeze(lettersOf(heading))}`,
      ...nodes.flatMap((node) =>
        node.kind === 'heading' ? [`${node.level} ${squeeze(lettersOf(node.text))}`] : [],
      ),
    ])
    expect(bookmarks((await pdf.getOutline()) as Bookmark[])).toEqual(headings)
    const tags = (await tagsOf(pdf)).filter(({ role }) => /^H\d$/.test(role))
    expect(tags.map(({ role }) => role[1])).toEqual(headings.map((heading) => heading[0]))
  })

  test('is PDF/A-2a where that is asked for', async () => {
    const metadata = await metadataOf(report, { standard: 'a-2a' })
    expect(metadata).toContain('<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>')
    expect(notes).toEqual([])
  })

  // Whoever changes how a PDF looks renders these, looks at every page, and then takes the new value.
  test('is the same on every machine, byte for byte', async () => {
    const bytes = await render(report)
    expect(createHash('sha256').update(bytes).digest('hex')).toMatchSnapshot()
  })
})

test('a PDF does not depend on what was made before it, nor on who makes it', async () => {
  const other = createExporter({ threads: 1 })
  const first = await other.render('pdf', { report: everyKind, stamp: STAMP, pictures })
  await other.close()
  await render(gsef2020)
  expect(await render(everyKind)).toEqual(first)
})

describe('the structure', () => {
  test('has paragraphs, lists, quotes and links', async () => {
    const tags = await tagsOf(await read(everyKind))
    const roles = new Set(tags.map(({ role }) => role))
    for (const role of ['H1', 'H2', 'H3', 'P', 'L', 'LI', 'Lbl', 'LBody', 'Figure', 'Link', 'BlockQuote'])
      expect(roles).toContain(role)
    expect(tags.filter(({ role }) => role === 'Link').map(({ text }) => text.trim())).toContain('link')
  })

  test('tells the language of each passage', async () => {
    const tags = await tagsOf(await read(everyKind))
    const spoken = new Map(tags.flatMap(({ lang, text }) => (lang ? [[lang, text.trim()]] : [])))
    expect(spoken.get('la')).toBe('Its second, in Latin: festina lente.')
    expect([...spoken.keys()]).toEqual(expect.arrayContaining(['la', 'ko', 'ar']))
  })

  test('has the alternative texts of pictures and of the banner, which comes first', async () => {
    const tags = await tagsOf(await read(everyKind, { banner: 'banner' }))
    expect(tags.filter(({ role }) => role === 'Figure').map(({ alt }) => alt)).toEqual([
      'Forum of Every Kind 2026',
      'A green wall with a yellow sign. Two rows of chairs.',
    ])
    expect(tags.find(({ role }) => role !== 'Root' && role !== 'Document')?.role).toBe('Figure')
  })
})

test('every page has its number and the event, every page but the first the title', async () => {
  const pdf = await read(gsef2020)
  expect(pdf.numPages).toBeGreaterThan(2)
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    const margins = items.flatMap((item) =>
      'str' in item && (item.transform[5] < 60 || item.transform[5] > 780) ? [item.str] : [],
    )
    const text = squeeze(margins.join(''))
    expect(text).toContain(`${number}/${pdf.numPages}`)
    expect(text).toContain('GSEFGlobalVirtualForum')
    expect(text.includes('CollaborationandPartnership')).toBe(number > 1)
  }
})

test('a PDF carries the stamp in its metadata and on its last page', async () => {
  const pdf = await read(gsef2020)
  const { info } = await pdf.getMetadata()
  const { Keywords, Subject } = info as { Keywords: string; Subject: string }
  expect(Keywords).toContain(`sha256: ${STAMP.sha256}`)
  expect(Subject).toContain('Approved by Amanda Flety on 24 October 2020. Version 118.')
  expect(squeeze(await textOfPdf(pdf))).toMatch(new RegExp(`SHA-256${STAMP.sha256}$`))
})

describe('letters', () => {
  test.each([
    ['Chinese', '我们需要为社会经济参与者提供更多机会，繁體中文亦然。'],
    ['Japanese', '私たちは地域で連帯し、経済の対話を続けます。'],
    ['Korean with Chinese characters', '사회연대경제(社會連帶經濟)는 지역의 필요에 답하고'],
    ['Arabic, Persian and Urdu', 'الاقتصاد الاجتماعي، همبستگی می‌خواهیم، یکجہتی'],
    ['Hebrew', 'הכלכלה החברתית היא כוח לשינוי'],
    ['Thai, Lao, Khmer and Burmese', 'เศรษฐกิจเพื่อสังคม ເສດຖະກິດ សេដ្ឋកិច្ច စီးပွားရေး'],
    ['Hindi, Bengali and Gujarati', 'सामाजिक अर्थव्यवस्था অর্থনীতি અર્થતંત્ર ਆਰਥਿਕਤਾ'],
    ['Tamil, Telugu, Kannada, Malayalam and Sinhala', 'பொருளாதாரம் ఆర్థిక ಆರ್ಥಿಕತೆ സമ്പദ്‌വ്യവസ്ഥ ආර්ථිකය'],
    ['Georgian, Armenian and Amharic', 'სოლიდარობა համերաշխություն አብሮነት'],
    ['Russian, Greek and Vietnamese', 'Экономика, δύναμη, sức mạnh của sự thay đổi'],
    ['signs and emoji', '→ ≠ ∑ √ ½ ℃ ① ★ ☎ ✓ € ₩ № 🤝 👩🏽‍🌾 🏳️‍🌈 🇰🇷 1️⃣'],
  ])('of %s are all in fonts that come along', async (_, text) => {
    expect(await metadataOf(filledWith(text))).toContain(ACCESSIBLE)
    expect(notes).toEqual([])
  })

  test('that no font has are boxes, which the foot and the log say, and the PDF stays accessible', async () => {
    const report = conclusionOf(gsef2020, 'From 𒀀 to \ue000 and q\u0591.')
    for (const standard of ['ua-1', 'a-2a'] as const) {
      notes.length = 0
      const text = await textOfPdf(await read(report, { standard }))
      expect(squeeze(text)).toContain('From□to□andq.')
      expect(squeeze(text)).toContain(squeeze('Letters that this file’s fonts do not have are shown as □.'))
      expect(notes.join()).toContain('no font has U+12000, U+E000, U+0071 U+0591')
    }
    expect(await metadataOf(report)).toContain(ACCESSIBLE)
  })

  test('of Japanese are drawn as in Japan, in a report or a passage in it, and all else as in China', async () => {
    const fontsOf = async (report: Report) => Buffer.from(await render(report)).toString('latin1')
    const japanese = conclusionOf(gsef2020, '直骨海', [{ type: 'language', attrs: { lang: 'ja' } }])
    const unmarked = conclusionOf(gsef2020, '直骨海')
    expect(await fontsOf(japanese)).toContain('+NotoSansJP-Regular')
    expect(await fontsOf(unmarked)).not.toContain('+NotoSansJP-Regular')
    expect(await fontsOf({ ...unmarked, language: 'ja' })).toContain('+NotoSansJP-Regular')
  })
})

test('a word longer than a line stays on the page, and is one word when it is copied', async () => {
  const word = 'Donaudampfschifffahrt'.repeat(20)
  const pdf = await read(filledWith(word))
  expect(squeeze(await textOfPdf(pdf))).toContain(word)
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    const [, , width, height] = page.view
    for (const item of (await page.getTextContent()).items) {
      if (!('str' in item)) continue
      const [, , , , x, y] = item.transform as number[]
      // The margins hold one line of the title and of the event, cut at its end.
      if (y! > 60 && y! < height! - 60) expect(x! + item.width).toBeLessThan(width!)
    }
  }
})

test.each(HOSTILE)('nothing but text: %s', async (text) => {
  const report = filledWith(text)
  const found = squeeze(await textOfPdf(await read(report)))
  const conclusion = report.sections.find(({ kind }) => kind === 'conclusion')
  for (const line of conclusion?.kind === 'conclusion' ? lines(conclusion.text) : [])
    expect(found).toContain(squeeze(line))
  expect(notes).toEqual([])
})

test.each(CLEANED)('without %s', async (_, typed, shown) => {
  const pdf = await read(typedEverywhere(typed))
  expect(squeeze(await textOfPdf(pdf))).toContain(squeeze(shown))
  expect((await pdf.getMetadata()).metadata?.getRaw()).toContain(ACCESSIBLE)
})

test('a paragraph of 1 MB comes through whole', async () => {
  const found = squeeze(await textOfPdf(await read(conclusionOf(gsef2020, MEGABYTE))))
  expect(found.includes(squeeze(MEGABYTE))).toBe(true)
})

const STANDARDS = ['ua-1', 'a-2a'] as const

test('any report is of the standard that was asked for', async () => {
  await fc.assert(
    fc.asyncProperty(anyReport, fc.constantFrom(...STANDARDS), async (report, standard) => {
      await render(report, { standard })
      expect(notes).toEqual([])
    }),
    { numRuns: 60 },
  )
})

test('twenty lists in each other, and a title as long as a book, are no reason to fail', async () => {
  const paragraph = (text: string) => ({
    type: 'paragraph' as const,
    content: [{ type: 'text' as const, text }],
  })
  let block: Block = paragraph('innermost')
  for (let level = 20; level > 0; level--) {
    const content: [ListItem] = [{ type: 'listItem', content: [paragraph(`level ${level}`), block] }]
    block = { type: level % 2 ? 'bulletList' : 'orderedList', content }
  }
  const sections = gsef2020.sections.map((one) =>
    one.kind === 'conclusion' ? { ...one, text: [block] } : one,
  )
  const person = { ...gsef2020.people[0]!, name: 'name '.repeat(8000) }
  const long = {
    ...gsef2020,
    sections,
    title: 'title '.repeat(4000),
    people: [person, ...gsef2020.people.slice(1)],
  }
  for (const standard of STANDARDS) {
    const text = squeeze(await textOfPdf(await read(long, { standard })))
    expect(
      missingFrom(text, ['title '.repeat(4000), 'level 1', 'level 10', 'level 20', 'innermost']),
    ).toEqual([])
  }
  expect(notes).toEqual([])
})

test('a Korean paragraph of ten thousand words comes through', async () => {
  const text = await textOfPdf(await read(conclusionOf(gsef2020, '연대와 협력. '.repeat(3500))))
  expect(squeeze(text)).toContain(squeeze('연대와 협력. '.repeat(3500)))
})
