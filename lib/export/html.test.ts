import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5'
import { describe, expect, test } from 'vitest'
import type { Report } from '@/lib/report/report'
import { everyKind, gsef2020 } from '@/lib/report/samples'
import { outlineOf } from './content'
import { toHtml } from './html'
import { loadImages } from './images'
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
} from './testing'
import { conclusionOf } from './testing-outline'

const exported = async (report: Report) =>
  parse(toHtml(outlineOf(report, STAMP, await loadImages(report, async () => undefined)), STAMP))

const elements = (node: Tree.Node): Tree.Element[] =>
  'childNodes' in node
    ? node.childNodes.flatMap((child) => ('tagName' in child ? [child, ...elements(child)] : []))
    : []
const named = (node: Tree.Node, name: string) => elements(node).filter(({ tagName }) => tagName === name)
const attribute = (element: Tree.Element, name: string) =>
  element.attrs.find((one) => one.name === name)?.value
const textOf = (node: Tree.Node): string => {
  if (node.nodeName === '#text') return (node as Tree.TextNode).value
  return 'childNodes' in node ? node.childNodes.map(textOf).join(node.nodeName === 'br' ? '\n' : '') : ''
}
const bodyOf = (document: Tree.Document) => textOf(named(document, 'body')[0]!)

describe.each([
  ['the real report', gsef2020],
  ['every kind of section', everyKind],
])('%s', (_, report) => {
  test('holds everything that was written, in its order, and no hint', async () => {
    const document = await exported(report)
    expect(missingFrom(bodyOf(document), writtenIn(report))).toEqual([])
    expect(bodyOf(document)).not.toContain('HINT')
  })

  test('has one title, headings without gaps between their levels, and none that is empty', async () => {
    const document = await exported(report)
    const headings = elements(document).filter(({ tagName }) => /^h[1-6]$/.test(tagName))
    const levels = headings.map(({ tagName }) => Number(tagName[1]))
    expect(levels.filter((level) => level === 1)).toEqual([1])
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThan(2)
    expect(headings.filter((heading) => textOf(heading).trim() === '')).toEqual([])
  })
})

test('passages carry their language and direction, and so does the document', async () => {
  const document = await exported({ ...everyKind, language: 'ar' })
  const [root] = named(document, 'html')
  expect([attribute(root!, 'lang'), attribute(root!, 'dir')]).toEqual(['ar', 'rtl'])
  const arabic = named(document, 'span').find((span) => attribute(span, 'lang') === 'ar')
  expect(attribute(arabic!, 'dir')).toBe('rtl')
  expect(named(document, 'span').some((span) => attribute(span, 'lang') === 'ko')).toBe(true)
})

test('pictures are inside, with their alternative text', async () => {
  const [image] = named(await exported(everyKind), 'img')
  expect(attribute(image!, 'src')).toMatch(/^data:image\/png;base64,iVBOR/)
  expect(attribute(image!, 'alt')).toBe('A green wall with a yellow sign. Two rows of chairs.')
})

test('the stamp is in the head and at the foot', async () => {
  const document = await exported(gsef2020)
  const meta = new Map(
    named(document, 'meta').map((one) => [attribute(one, 'name'), attribute(one, 'content')]),
  )
  expect(meta.get('rapporteur:seq')).toBe('118')
  expect(meta.get('rapporteur:sha256')).toBe(STAMP.sha256)
  expect(meta.get('rapporteur:approvedBy')).toBe('Amanda Flety')
  expect(textOf(named(document, 'footer')[0]!)).toContain(`Version 118. SHA-256 ${STAMP.sha256}`)
})

test.each(HOSTILE)('is nothing but text: %s', async (text) => {
  const plain = elements(await exported(filledWith('plain'))).map(({ tagName }) => tagName)
  const report = filledWith(text)
  const document = await exported(report)
  const names = new Set(elements(document).map(({ tagName }) => tagName))
  names.delete('br')
  expect([...names].filter((name) => !plain.includes(name))).toEqual([])
  const conclusion = report.sections.find(({ kind }) => kind === 'conclusion')
  for (const line of conclusion?.kind === 'conclusion' ? lines(conclusion.text) : [])
    expect(squeeze(bodyOf(document))).toContain(squeeze(line))
})

test.each(CLEANED)('is without %s', async (_, typed, shown) => {
  expect(squeeze(bodyOf(await exported(typedEverywhere(typed))))).toContain(squeeze(shown))
})

test('a paragraph of 1 MB comes through whole', async () => {
  const body = squeeze(bodyOf(await exported(conclusionOf(gsef2020, MEGABYTE))))
  expect(body.includes(squeeze(MEGABYTE))).toBe(true)
})

test('nothing in the file runs, and nothing is fetched', async () => {
  for (const text of ['plain', ...HOSTILE]) {
    const all = elements(await exported({ ...filledWith(text), details: everyKind.details }))
    const attributes = all.flatMap(({ attrs }) => attrs)
    expect(attributes.filter(({ name }) => name.startsWith('on'))).toEqual([])
    expect(
      attributes.filter(({ name, value }) => name === 'src' && !value.startsWith('data:image/')),
    ).toEqual([])
    expect(
      all.filter(({ tagName }) => ['script', 'iframe', 'object', 'link', 'base'].includes(tagName)),
    ).toEqual([])
  }
})

test.each(['https://example.org/?a=1&b="2"', 'http://example.org', 'mailto:a@example.org'])(
  '%s is a link',
  async (href) => {
    const document = await exported(conclusionOf(gsef2020, 'click', [{ type: 'link', attrs: { href } }]))
    expect(named(document, 'a').map((link) => attribute(link, 'href'))).toEqual([href])
  },
)

test.each([
  'javascript:alert(1)',
  ' JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  '//example.org',
  'blob:https://example.org/x',
])('what is no link to a page or an address is text: %j', async (href) => {
  const document = await exported(conclusionOf(gsef2020, 'click', [{ type: 'link', attrs: { href } }]))
  expect(bodyOf(document)).toContain('click')
  expect(named(document, 'a')).toEqual([])
})
