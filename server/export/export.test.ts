import sharp from 'sharp'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { FORMATS } from '@/lib/export'
import { filledWith, HOSTILE, lines, missingFrom, STAMP, squeeze, writtenIn } from '@/lib/export/testing'
import type { Report } from '@/lib/report/report'
import { everyKind, gsef2020 } from '@/lib/report/samples'
import { createExporter, ExportFailed } from '.'
import { openPdf, textOfPdf } from './testing'

const notes: string[] = []
const exporter = createExporter({ log: (line) => notes.push(line) })
afterAll(() => exporter.close())
// The machine may be busy, and the threads start with the first export.
vi.setConfig({ testTimeout: 60_000 })

const render = (format: (typeof FORMATS)[number], report: Report) =>
  exporter.render(format, { report, stamp: STAMP, pictures: async () => undefined })

const readPdf = async (report: Report) => openPdf(await render('pdf', report))

/** Arabic comes out of a page in the order in which it is drawn, so it is compared by its letters only. */
const ARABIC = /\p{Script=Arabic}/u

describe.each([
  ['the real report', gsef2020],
  ['every kind of section', everyKind],
])('the PDF of %s', (_, report) => {
  test('holds everything that was written, in its order, and no hint', async () => {
    const text = await textOfPdf(await readPdf(report))
    const written = writtenIn(report).map((line) => line.normalize('NFKC'))
    expect(
      missingFrom(
        text,
        written.filter((line) => !ARABIC.test(line)),
      ),
    ).toEqual([])
    const letters = new Set(text)
    for (const line of written.filter((one) => ARABIC.test(one)))
      for (const letter of line.match(/\p{Script=Arabic}/gu) ?? []) expect(letters).toContain(letter)
    expect(text).not.toContain('HINT')
  })

  test('is PDF/UA-1: tagged, titled, in its language, with a bookmark for every heading', async () => {
    const pdf = await readPdf(report)
    const { info, metadata } = await pdf.getMetadata()
    expect(metadata?.getRaw()).toContain('<pdfuaid:part>1</pdfuaid:part>')
    expect(info).toMatchObject({ Title: report.title, Language: 'en' })
    expect(Object.fromEntries((await pdf.getMarkInfo()) as unknown as Map<string, boolean>)).toMatchObject({
      Marked: true,
    })
    const headings = (await pdf.getOutline()).map(({ title }) => title)
    const filled = report.template.sections.filter(
      ({ id }) => id !== 'recommendations' && id !== 'conclusion',
    )
    expect(headings).toEqual(expect.arrayContaining(filled.map(({ heading }) => heading.en)))
    expect(notes).toEqual([])
  })
})

type Tag = { role?: string; alt?: string; lang?: string; children?: Tag[] }
const tags = (tag: Tag): Tag[] => [tag, ...(tag.children ?? []).flatMap(tags)]

test('the structure of a PDF has lists, headings and pictures with their alternative text', async () => {
  const pdf = await readPdf(everyKind)
  const all = (
    await Promise.all(
      Array.from({ length: pdf.numPages }, async (_, index) =>
        (await pdf.getPage(index + 1)).getStructTree(),
      ),
    )
  ).flatMap((tree) => tags(tree as Tag))
  const roles = new Set(all.map(({ role }) => role))
  for (const role of ['H1', 'H2', 'H3', 'P', 'L', 'LI', 'Figure', 'Link', 'BlockQuote'])
    expect(roles).toContain(role)
  expect(all.find(({ role }) => role === 'Figure')?.alt).toBe(
    'A green wall with a yellow sign. Two rows of chairs.',
  )
})

test.each([
  ['Chinese', '我们需要为社会经济参与者提供更多机会，繁體中文亦然。'],
  ['Japanese', '私たちは地域で連帯し、経済の対話を続けます。'],
  ['Hebrew', 'הכלכלה החברתית היא כוח לשינוי'],
  ['Thai', 'เศรษฐกิจเพื่อสังคม'],
  ['Hindi', 'सामाजिक अर्थव्यवस्था'],
  ['Russian, Greek and Vietnamese', 'Экономика, δύναμη, sức mạnh của sự thay đổi'],
])('every letter of %s is in a font that comes along', async (_, text) => {
  notes.length = 0
  const report = filledWith(text)
  const { metadata } = await (await readPdf(report)).getMetadata()
  expect(notes).toEqual([])
  expect(metadata?.getRaw()).toContain('<pdfuaid:part>1</pdfuaid:part>')
})

test('a word longer than a line stays on the page, and is one word when it is copied', async () => {
  const word = 'Donaudampfschifffahrt'.repeat(20)
  const pdf = await readPdf(filledWith(word))
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

test('a PDF carries the stamp in its metadata and on its last page', async () => {
  const pdf = await readPdf(gsef2020)
  const { info } = await pdf.getMetadata()
  const { Keywords, Subject } = info as { Keywords: string; Subject: string }
  expect(Keywords).toContain(`sha256: ${STAMP.sha256}`)
  expect(Subject).toContain('Approved by Amanda Flety on 24 October 2020. Version 118.')
  expect(squeeze(await textOfPdf(pdf))).toMatch(new RegExp(`SHA-256${STAMP.sha256}$`))
})

test('the same report and stamp give the same PDF, byte for byte', async () => {
  expect(await render('pdf', everyKind)).toEqual(await render('pdf', everyKind))
})

test.each(HOSTILE)('in a PDF nothing but text: %s', async (text) => {
  const report = filledWith(text)
  const found = squeeze(await textOfPdf(await readPdf(report)))
  const conclusion = report.sections.find(({ kind }) => kind === 'conclusion')
  for (const line of conclusion?.kind === 'conclusion' ? lines(conclusion.text) : [])
    expect(found).toContain(squeeze(line))
})

describe.each(FORMATS)('%s', (format) => {
  test('takes a paragraph of 200 KB', async () => {
    const report = filledWith('Sentence after sentence after sentence. '.repeat(5000))
    expect((await render(format, report)).length).toBeGreaterThan(10_000)
  })

  test('takes what no font has and no document can hold', async () => {
    const odd = `\u0000\u0007 \u202eoverride\u202c ${String.fromCharCode(0xdc00)} 𒀀 🫨 ﷽ \ue000 \u{10ffff} end`
    const text = [{ type: 'paragraph' as const, content: [{ type: 'text' as const, text: odd }] }]
    const sections = gsef2020.sections.map((one) => (one.kind === 'conclusion' ? { ...one, text } : one))
    expect((await render(format, { ...gsef2020, title: odd, sections })).length).toBeGreaterThan(1000)
  })

  test('leaves out a picture that is none, and takes WebP', async () => {
    const bytes = new Uint8Array(
      await sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } })
        .webp()
        .toBuffer(),
    )
    const broken = bytes.slice(0, 30)
    const file = (letter: string) => ({
      sha256: letter.repeat(64),
      type: 'image/webp' as const,
      width: 40,
      height: 30,
    })
    const pictures = ['a', 'b', 'c'].map((letter) => ({
      id: letter,
      file: file(letter),
      caption: letter,
      description: '',
    }))
    const sections = gsef2020.sections.map((one) => (one.kind === 'picture' ? { ...one, pictures } : one))
    const stored = new Map([
      [file('a').sha256, bytes],
      [file('b').sha256, broken],
      [file('c').sha256, new TextEncoder().encode('<svg onload="alert(1)"/>')],
    ])
    const rendered = await exporter.render(format, {
      report: { ...gsef2020, sections },
      stamp: STAMP,
      pictures: async (sha256) => stored.get(sha256),
    })
    expect(rendered.length).toBeGreaterThan(1000)
  })
})

describe('a worker that fails', () => {
  const input = { report: gsef2020, stamp: STAMP, pictures: async () => undefined }

  test('by taking too long is ended, and the next export has a new one', async () => {
    const worker = new URL('./testing-worker.ts', import.meta.url)
    const slow = createExporter({ worker, timeout: 2000, threads: 1, log: () => {} })
    await expect(slow.render('pdf', input)).rejects.toThrow(ExportFailed)
    await expect(slow.render('json', input)).resolves.toEqual(new Uint8Array([1]))
    await slow.close()
  })

  test('by crashing or throwing fails its export alone; those that wait are done', async () => {
    const worker = new URL('./testing-worker.ts', import.meta.url)
    const one = createExporter({ worker, threads: 1, log: () => {} })
    const results = await Promise.allSettled([
      one.render('docx', input),
      one.render('json', input),
      one.render('html', input),
      one.render('md', input),
      one.render('json', input),
    ])
    expect(results.map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ])
    await one.close()
    await expect(one.render('json', input)).rejects.toThrow(ExportFailed)
  })
})
