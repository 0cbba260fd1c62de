import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { outlineOf } from '@/lib/export/content'
import { missingFrom, STAMP, squeeze, writtenIn } from '@/lib/export/testing'
import { lettersOf } from '@/lib/export/text'
import { everyKind, gsef2020 } from '@/lib/report/samples'
import { createExporter } from '.'
import { tagsOf, textOfPdf, unmarkedOf } from './testing'
import { ACCESSIBLE, createPdfReader } from './testing-reader'

const banner = await sharp({ create: { width: 1600, height: 400, channels: 3, background: '#e0b040' } })
  .webp()
  .toBuffer()
const { notes, render, read, metadataOf, close } = createPdfReader(banner)
afterAll(close)
beforeEach(() => {
  notes.length = 0
})
// The machine may be busy, and the thread starts with the first export.
vi.setConfig({ testTimeout: 60_000 })

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
  const first = await other.render('pdf', {
    report: everyKind,
    stamp: STAMP,
    pictures: async () => undefined,
  })
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

  test('or the margin holds everything that is drawn', async () => {
    const pdf = await read(everyKind, { banner: 'banner' })
    for (let number = 1; number <= pdf.numPages; number++)
      expect(await unmarkedOf(await pdf.getPage(number))).toBe(0)
  })

  test('says of each link where it leads', async () => {
    const pdf = await read(everyKind)
    const pages = await Promise.all(
      Array.from({ length: pdf.numPages }, async (_, index) =>
        (await pdf.getPage(index + 1)).getAnnotations(),
      ),
    )
    expect(pages.flat().map(({ subtype, url, contentsObj }) => [subtype, url, contentsObj.str])).toEqual([
      ['Link', 'https://example.org/a?b=1&c=2', 'https://example.org/a?b=1&c=2'],
      ['Link', 'https://example.org/fr', 'https://example.org/fr'],
      ['Link', 'mailto:plan@example.org', 'Email plan@example.org'],
    ])
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
