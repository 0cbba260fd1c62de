import JSZip from 'jszip'
import mammoth from 'mammoth'
import { parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5'
import { describe, expect, test, vi } from 'vitest'
import type { Report } from '@/lib/report/report'
import { everyKind, gsef2020 } from '@/lib/report/samples'
import { outlineOf } from '../content'
import { loadImages } from '../images'
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
} from '../testing'
import { aboutReport, toDocx } from '.'
import { contextOf } from './blocks'
import { chapterOf } from './chapter'
import { writeDocument } from './document'
import { faultsOf } from './testing'

// The validator is a whole program of its own.
vi.setConfig({ testTimeout: 60_000 })

async function exported(report: Report) {
  const outline = outlineOf(report, STAMP, await loadImages(report, async () => undefined))
  return Buffer.from(await toDocx(outline, STAMP))
}
const part = async (docx: Buffer, name: string) =>
  (await (await JSZip.loadAsync(docx)).file(name)?.async('text')) ?? ''
const textOf = async (docx: Buffer) => (await mammoth.extractRawText({ buffer: docx })).value

/** The paragraphs of word/document.xml: style, numbering and letters. */
function paragraphs(xml: string) {
  return [...xml.matchAll(/<w:p>.*?<\/w:p>/gs)].map(([one]) => ({
    style: /<w:pStyle w:val="([^"]+)"/.exec(one)?.[1] ?? '',
    list: /<w:numId w:val="(\d+)"/.exec(one)?.[1],
    text: [...one.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map((match) => match[1]).join(''),
  }))
}

describe.each([
  ['the real report', gsef2020],
  ['every kind of section', everyKind],
])('%s', (_, report) => {
  test('holds everything that was written, in its order, and no hint', async () => {
    const text = await textOf(await exported(report))
    expect(missingFrom(text, writtenIn(report))).toEqual([])
    expect(text).not.toContain('HINT')
  })

  test('has one title, and headings of which none is empty and no level is skipped', async () => {
    const all = paragraphs(await part(await exported(report), 'word/document.xml'))
    expect(all.filter(({ style }) => style === 'Title').map(({ text }) => text)).toHaveLength(1)
    const headings = all.filter(({ style }) => style.startsWith('Heading'))
    expect(headings.filter(({ text }) => text.trim() === '')).toEqual([])
    const levels = headings.map(({ style }) => Number(style.at(-1)))
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThan(2)
  })
})

test('what is written is valid against Word’s schemas, in every language', async () => {
  for (const language of ['en', 'fr', 'es', 'ko', 'ar', 'zh-Hant', 'ja'])
    expect(await faultsOf(await exported({ ...everyKind, language }))).toEqual([])
  const broken = await JSZip.loadAsync(await exported(everyKind))
  const xml = await broken.file('word/document.xml')!.async('text')
  broken.file('word/document.xml', xml.replace('</w:pPr>', '<w:pStyle w:val="Title"/></w:pPr>'))
  expect(await faultsOf(await broken.generateAsync({ type: 'uint8array' }))).not.toEqual([])
})

test('every run says its language, as Word calls it', async () => {
  const xml = await part(await exported({ ...everyKind, language: 'zh-Hant' }), 'word/document.xml')
  const runs = [...xml.matchAll(/<w:r>.*?<\/w:r>/gs)]
    .map(([run]) => run)
    .filter((run) => run.includes('<w:t'))
  expect(runs.length).toBeGreaterThan(50)
  expect(runs.filter((run) => !run.includes('<w:lang '))).toEqual([])
  expect(xml).toContain('<w:lang w:val="zh-TW" w:eastAsia="zh-TW"/>')
})

test('within a book a report’s title is a heading, and its headings lie deeper', async () => {
  const outline = outlineOf(everyKind, STAMP)
  const lists = { count: 0 }
  const children = [1, 2].flatMap((headings) => chapterOf(outline, contextOf('en', headings, lists)))
  const xml = await part(
    Buffer.from(await writeDocument(aboutReport(outline, STAMP), children)),
    'word/document.xml',
  )
  const all = paragraphs(xml)
  const styleOf = (text: string) => all.filter((one) => one.text === text).map(({ style }) => style)
  expect(styleOf(everyKind.title)).toEqual(['Heading1', 'Heading2'])
  expect(styleOf('Speakers')).toEqual(['Heading2', 'Heading3'])
  const [first, second] = all.filter((one) => one.text === 'Step one').map(({ list }) => list)
  expect(first).not.toBe(second)
})

test('lists, quotes and captions have Word’s own styles, and every list starts anew', async () => {
  const xml = await part(await exported(everyKind), 'word/document.xml')
  const all = paragraphs(xml)
  const styles = new Set(all.map(({ style }) => style))
  for (const style of ['ListNumber', 'ListBullet', 'ListContinue', 'Quote', 'Caption'])
    expect(styles).toContain(style)
  const listOf = (text: string) => all.find((one) => one.text === text)?.list
  expect(listOf('Step one')).toBe(listOf('Step two'))
  expect(listOf('Step one')).not.toBe(listOf('Measure'))
  const numbering = await part(await exported(everyKind), 'word/numbering.xml')
  for (const text of ['Step one', 'Measure']) {
    const list = new RegExp(`<w:num w:numId="${listOf(text)}".*?</w:num>`, 's').exec(numbering)?.[0]
    expect(list).toContain('<w:startOverride w:val="1"/>')
  }
})

test('runs carry the language of their passage, Korean as East Asian, Arabic as right to left', async () => {
  const xml = await part(await exported(everyKind), 'word/document.xml')
  const runOf = (text: string) =>
    [...xml.matchAll(/<w:r>.*?<\/w:r>/gs)].find(([run]) => run.includes(text))?.[0]
  expect(runOf('예산을 함께 짭니다.')).toMatch(/<w:lang w:val="ko-KR" w:eastAsia="ko-KR"\/>/)
  expect(runOf('coopération')).toMatch(/<w:lang w:val="fr-FR"/)
  expect(runOf('متى نبدأ')).toMatch(/<w:rtl\/>.*<w:lang w:val="ar-SA" w:bidi="ar-SA"\/>/)
  expect(xml).toMatch(/<w:bidi\/>/)
})

test('headings have Word’s own names and outline levels, and fonts that recipients have', async () => {
  const styles = await part(await exported({ ...everyKind, language: 'ja' }), 'word/styles.xml')
  for (const level of [1, 2, 3, 4, 5, 6]) {
    const style = new RegExp(`<w:style [^>]*w:styleId="Heading${level}".*?</w:style>`, 's').exec(styles)?.[0]
    expect(style).toContain(`<w:name w:val="heading ${level}"/>`)
    expect(style).toContain(`<w:outlineLvl w:val="${level - 1}"/>`)
  }
  expect(styles).toMatch(/<w:rFonts w:ascii="Calibri" w:cs="Arial" w:eastAsia="Yu Gothic"/)
  expect(await part(await exported(everyKind), 'word/styles.xml')).toContain('w:eastAsia="Malgun Gothic"')
})

test('the event’s banner stands above the title, with the event’s name for who cannot see it', async () => {
  const [image] = (await loadImages(everyKind, async () => undefined)).values()
  const outline = outlineOf(everyKind, STAMP, new Map(), image)
  const docx = Buffer.from(await toDocx(outline, STAMP))
  const xml = await part(docx, 'word/document.xml')
  expect(xml.indexOf('descr="Forum of Every Kind 2026"')).toBeLessThan(xml.indexOf('w:val="Title"'))
  expect(await faultsOf(docx)).toEqual([])
})

test('a picture stands in the text with its alternative text', async () => {
  const { value } = await mammoth.convertToHtml({ buffer: await exported(everyKind) })
  const images = parseFragment(value).childNodes.flatMap(function inside(node): Tree.Element[] {
    if (!('tagName' in node)) return []
    return node.tagName === 'img' ? [node] : node.childNodes.flatMap(inside)
  })
  const alt = images[0]?.attrs.find(({ name }) => name === 'alt')?.value
  expect(alt).toBe('A green wall with a yellow sign. Two rows of chairs.')
})

test('the stamp is in the properties and in the text', async () => {
  const docx = await exported(gsef2020)
  expect(await part(docx, 'docProps/custom.xml')).toContain(STAMP.sha256)
  expect(await part(docx, 'docProps/core.xml')).toContain(`<dc:title>${gsef2020.title}</dc:title>`)
  expect(await textOf(docx)).toContain(`Version 118. SHA-256 ${STAMP.sha256}`)
})

test('every page but the first has a running head, and every page its number', async () => {
  const docx = await exported(gsef2020)
  const names = Object.keys((await JSZip.loadAsync(docx)).files)
  const all = await Promise.all(
    names.filter((name) => /word\/(header|footer)/.test(name)).map((name) => part(docx, name)),
  )
  expect(all.filter((xml) => xml.includes(gsef2020.title))).toHaveLength(1)
  expect(all.filter((xml) => xml.includes('NUMPAGES'))).toHaveLength(2)
  expect(await part(docx, 'word/document.xml')).toContain('<w:titlePg/>')
})

test.each(CLEANED)('%s are cleaned', async (_, typed, shown) => {
  const docx = await exported(typedEverywhere(typed))
  expect(squeeze(await textOf(docx))).toContain(squeeze(shown))
  expect(await faultsOf(docx)).toEqual([])
})

test('a paragraph of 1 MB comes through whole', async () => {
  expect(squeeze(await textOf(await exported(filledWith(MEGABYTE))))).toContain(squeeze(MEGABYTE))
})

test.each(HOSTILE)('is nothing but text: %s', async (text) => {
  const report = filledWith(text)
  const found = squeeze(await textOf(await exported(report)))
  const conclusion = report.sections.find(({ kind }) => kind === 'conclusion')
  for (const line of conclusion?.kind === 'conclusion' ? lines(conclusion.text) : [])
    expect(found).toContain(squeeze(line))
})
