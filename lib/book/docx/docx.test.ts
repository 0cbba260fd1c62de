import JSZip from 'jszip'
import { beforeAll, describe, expect, test } from 'vitest'
import { faultsOf } from '@/lib/export/docx/testing'
import { loadImages } from '@/lib/export/images'
import { everyKind, gsef2020 } from '@/lib/report/samples'
import { bookOf, reported } from '../testing'
import { bookToDocx } from '.'

const [banner] = [...(await loadImages(everyKind, async () => undefined)).values()]
const entries = [
  reported('a', { ...gsef2020, title: 'Partnership' }),
  reported('b', { ...everyKind, title: 'Every kind' }, 'draft'),
  reported('c', { ...gsef2020, title: 'Partnership, again', language: 'fr' }),
  { kind: 'unreadable', session: { id: 'd', title: 'Broken', date: null, start: null } },
] as const
const book = bookOf([...entries], { banner })

let bytes: Uint8Array
let parts: Record<string, string>
const ticks: string[] = []
beforeAll(async () => {
  bytes = await bookToDocx(book, (done, total) => ticks.push(`${done}/${total}`))
  const zip = await JSZip.loadAsync(bytes)
  const names = Object.keys(zip.files).filter((name) => name.endsWith('.xml'))
  parts = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await zip.file(name)!.async('string')])),
  )
})

/** The paragraphs of the body: style, and text with its tabs. */
function paragraphs(): { style: string; text: string; xml: string }[] {
  return [...parts['word/document.xml']!.matchAll(/<w:p>.*?<\/w:p>|<w:p .*?<\/w:p>/gs)].map(([xml]) => ({
    xml,
    style: /<w:pStyle w:val="([^"]*)"/.exec(xml)?.[1] ?? '',
    text: [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:tab\/>/g)]
      .map((match) => match[1] ?? '\t')
      .join(''),
  }))
}

describe('a book in Word', () => {
  test('is valid, and asks nobody to update it', async () => {
    expect(await faultsOf(bytes)).toEqual([])
    expect(parts['word/settings.xml']).not.toContain('updateFields')
    expect(parts['word/document.xml']).not.toContain('w:dirty')
  })

  test('has a contents field with a page number for each chapter, ascending', () => {
    const xml = parts['word/document.xml']!
    expect(xml).toContain('TOC \\h \\o')
    const entries = paragraphs().filter(({ style }) => style === 'TOC1')
    const said = entries.map(({ text }) => text.split('\t'))
    expect(said.map(([title]) => title)).toEqual([
      'Partnership',
      'Partnership, again',
      'Every kind',
      'People',
      'Organisations',
      'Reports that could not be included',
    ])
    const pages = said.map((cells) => Number(cells.at(-1)))
    expect(pages[0]).toBe(3)
    for (const [index, page] of pages.entries()) expect(page).toBeGreaterThan(pages[index - 1] ?? 2)
  })

  test('begins every chapter on a page of its own, under its own running head', () => {
    const sections = parts['word/document.xml']!.match(/<w:sectPr/g)!
    // Cover, contents, three chapters, two indexes and a list.
    expect(sections).toHaveLength(8)
    const heads = Object.keys(parts)
      .filter((name) => /header\d+\.xml$/.test(name))
      .map((name) => parts[name]!)
    for (const title of ['Partnership', 'Every kind', 'Partnership, again', 'People'])
      expect(heads.filter((xml) => xml.includes(`>${title}<`))).toHaveLength(1)
  })

  test('has the headings of a report one level deeper, and lists that begin anew', () => {
    const all = paragraphs()
    const headings = all.filter(({ style }) => /^Heading\d$/.test(style))
    expect(headings.filter(({ style }) => style === 'Heading1').map(({ text }) => text)).toEqual([
      'Partnership',
      'Partnership, again',
      'Every kind',
      'People',
      'Organisations',
      'Reports that could not be included',
    ])
    expect(headings.filter(({ style }) => style === 'Heading2').map(({ text }) => text)).toContain('Speakers')
    const instances = all
      .filter(({ style }) => style === 'ListNumber')
      .map(({ xml }) => /<w:numId w:val="(\d+)"/.exec(xml)?.[1])
    expect(new Set(instances).size).toBeGreaterThan(1)
  })

  test('marks a draft, and lists what could not be included', () => {
    const texts = paragraphs().map(({ text }) => text)
    expect(texts.filter((text) => text.includes('has not been approved'))).toHaveLength(1)
    expect(texts).toContain('BrokenThe report cannot be read.')
  })

  test('has an index that leads to each chapter with its page', () => {
    const all = paragraphs()
    const at = all.findIndex(({ style, text }) => style === 'Index1' && text.startsWith('Amanda Flety'))
    const [first, second] = all.slice(at + 1, at + 3)
    expect(first?.text).toMatch(/^Partnership\t\d+$/)
    expect(second?.text).toMatch(/^Partnership, again\t\d+$/)
    expect(first?.xml).toContain('w:anchor="chapter-1"')
    expect(first?.xml).toContain('PAGEREF chapter-1')
  })

  test('has a cover with the banner, its alternative text the name of the event', () => {
    const [cover = ''] = parts['word/document.xml']!.split('<w:sectPr')
    expect(cover).toContain('descr="Forum"')
    expect(cover).toContain('Solidarity')
  })

  test('tells how far it is', () => {
    expect(ticks[0]).toBe('0/8')
    expect(ticks).toHaveLength(8)
  })
})
