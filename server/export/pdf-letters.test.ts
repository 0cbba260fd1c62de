import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  CLEANED,
  filledWith,
  HOSTILE,
  lines,
  MEGABYTE,
  missingFrom,
  squeeze,
  typedEverywhere,
} from '@/lib/export/testing'
import { conclusionOf } from '@/lib/export/testing-outline'
import type { Report } from '@/lib/report/report'
import type { Block, ListItem } from '@/lib/report/rich'
import { gsef2020 } from '@/lib/report/samples'
import { anyReport } from '@/lib/report/samples/arbitrary'
import { textOfPdf } from './testing'
import { ACCESSIBLE, createPdfReader } from './testing-reader'

/* Whatever somebody wrote: a PDF comes out, of the standard, and everything that can be read is in it. */

const { notes, render, read, metadataOf, close } = createPdfReader(new Uint8Array())
afterAll(close)
beforeEach(() => {
  notes.length = 0
})
// The machine may be busy, and the thread starts with the first export.
vi.setConfig({ testTimeout: 60_000 })

const STANDARDS = ['ua-1', 'a-2a'] as const

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
