import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { reported } from '@/lib/book/testing'
import { loadImages } from '@/lib/export/images'
import { everyKind, gsef2020 } from '@/lib/report/samples'
import { openPdf, tagsOf, textOfPdf } from '../export/testing'
import { renderBook } from './render'

const HOSTILE = '#include "x" {{title}} <script>alert(1)</script> $x$'
const notes: string[] = []
const [banner] = [...(await loadImages(everyKind, async () => undefined)).values()]

const input = {
  language: 'fr',
  event: { name: 'Forum des villes', theme: 'Solidarité', startDate: '2020-10-19', endDate: '2020-10-23' },
  banner,
  at: Date.UTC(2020, 10, 2),
  entries: [
    reported('a', { ...gsef2020, title: 'Partnership' }),
    reported('b', { ...everyKind, title: 'Every kind' }, 'draft'),
    reported('c', { ...gsef2020, title: HOSTILE, language: 'ko' }),
    { kind: 'missing', why: 'empty', session: { id: 'd', title: 'Ouverture', date: null, start: null } },
  ] as const,
}
const render = () =>
  renderBook(
    'pdf',
    { ...input, entries: [...input.entries] },
    { note: (line) => notes.push(line), tick: () => {} },
  )

let bytes: Uint8Array
let pdf: PDFDocumentProxy
let pages: string[]
beforeAll(async () => {
  bytes = (await render()).bytes
  pdf = await openPdf(bytes)
  pages = await Promise.all(
    Array.from({ length: pdf.numPages }, async (_, index) => {
      const { items } = await (await pdf.getPage(index + 1)).getTextContent()
      return items.map((item) => ('str' in item ? item.str : '')).join('\n')
    }),
  )
})

describe('a book as PDF', () => {
  test('is PDF/UA-1, tagged, titled and in its language', async () => {
    const { info, metadata } = await pdf.getMetadata()
    expect(metadata?.getRaw()).toContain('<pdfuaid:part>1</pdfuaid:part>')
    expect(info).toMatchObject({ Title: 'Forum des villes', Language: 'fr' })
    expect(notes).toEqual([])
  })

  test('is the same, byte for byte, for the same reports and time', async () => {
    expect(Buffer.compare((await render()).bytes, bytes)).toBe(0)
  })

  test('has a bookmark for each chapter with those of its sections below it', async () => {
    const outline = await pdf.getOutline()
    expect(outline.map(({ title }) => title)).toEqual([
      'Sommaire',
      HOSTILE,
      'Partnership',
      'Every kind',
      'Personnes',
      'Organisations',
      'Séances sans compte rendu',
    ])
    expect(outline[2]!.items.map(({ title }) => title)).toContain('Speakers')
  })

  test('has contents whose page numbers are right', () => {
    const contents = pages[1]!
    for (const title of ['Partnership', 'Every kind', 'Personnes', 'Organisations']) {
      const page = Number(new RegExp(`${title}[\\s.]*?(\\d+)`).exec(contents)?.[1])
      expect(pages[page - 1]).toContain(title)
      expect(pages.slice(2, page - 1).some((text) => text.startsWith(`${title}\n`))).toBe(false)
    }
    expect(contents).not.toContain('Sommaire\n2')
  })

  test('begins each chapter on a new page, under a running title from its second page on', async () => {
    const first = pages.findIndex(
      (text) => text.includes('Title of the session') && text.includes('Partnership'),
    )
    expect(pages[first]!.startsWith('Partnership')).toBe(false)
    expect(pages[first + 1]!.startsWith('Partnership')).toBe(true)
    expect(pages[first]).toContain(`${first + 1} / ${pdf.numPages}`)
  })

  test('numbers begin anew in each chapter, and a draft is marked', async () => {
    const text = await textOfPdf(pdf)
    expect(text.match(/Question\s1:/g)).toHaveLength(2)
    expect(text).toContain('질문')
    expect(text.match(/Draft: this report has not been approved\./g)).toHaveLength(1)
    expect(text).toContain(HOSTILE)
  })

  test('has an index in which a person of two sessions is one, with both', () => {
    const index = pages.find((text) => text.startsWith('Personnes'))!
    expect(index.match(/Amanda\sFlety/g)).toHaveLength(1)
    const entry = index.slice(index.search(/Amanda\sFlety/)).split(/Ayako|Young/)[0]!
    expect(entry).toContain('Partnership')
    expect(entry).toContain('#include')
  })

  test('lists the sessions without a report', () => {
    expect(pages.at(-1)).toContain('Ouverture')
    expect(pages.at(-1)).toContain('rien n’est encore écrit')
  })
})

test('The contents are a table of contents for whoever cannot see them, and chapters say their language', async () => {
  const all = await tagsOf(pdf)
  const roles = new Set(all.map(({ role }) => role))
  for (const role of ['TOC', 'TOCI', 'H1', 'H2', 'H3', 'Link']) expect(roles).toContain(role)
  expect(all.find(({ role }) => role === 'Figure')?.alt).toBe('Forum des villes')
  const languages = new Set(all.map(({ lang }) => lang))
  for (const language of ['en', 'ko']) expect(languages).toContain(language)
})
