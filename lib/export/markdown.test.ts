import fc from 'fast-check'
import type { Nodes } from 'mdast'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Report } from '@/lib/report/report'
import { everyKind, gsef2020 } from '@/lib/report/samples'
import { outlineOf } from './content'
import { loadImages } from './images'
import { toMarkdown } from './markdown'
import { filledWith, HOSTILE, lines, missingFrom, STAMP, squeeze, writtenIn } from './testing'
import { readMarkdown } from './testing-markdown'
import { wordsFor } from './words'

const markdownOf = async (report: Report) => {
  const outline = outlineOf(report, STAMP, await loadImages(report, async () => undefined))
  return toMarkdown(outline, STAMP, wordsFor(report.language).words)
}

const read = readMarkdown

/** What a reader sees: without front matter, definitions and the tags of languages. */
const textOf = (node: Nodes): string => {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value
  if (node.type === 'break') return '\n'
  return 'children' in node ? node.children.map(textOf).join('') : ''
}
const all = (node: Nodes): Nodes[] => [node, ...('children' in node ? node.children.flatMap(all) : [])]

describe.each([
  ['the real report', gsef2020],
  ['every kind of section', everyKind],
])('%s', (_, report) => {
  test('holds everything that was written, in its order, when it is read back', async () => {
    const root = read(await markdownOf(report))
    expect(missingFrom(textOf(root), writtenIn(report))).toEqual([])
    expect(textOf(root)).not.toContain('HINT')
  })

  test('has no empty heading, and no level is skipped', async () => {
    const headings = all(read(await markdownOf(report))).filter((node) => node.type === 'heading')
    expect(headings.filter((heading) => textOf(heading).trim() === '')).toEqual([])
    for (const [index, { depth }] of headings.entries())
      expect(depth - (headings[index - 1]?.depth ?? 0)).toBeLessThan(2)
  })
})

test('the stamp is in the front matter', async () => {
  const [yaml] = read(await markdownOf(gsef2020)).children
  expect(yaml?.type === 'yaml' && parse(yaml.value)).toMatchObject({
    title: gsef2020.title,
    lang: 'en',
    stamp: {
      seq: 118,
      sha256: STAMP.sha256,
      approval: { byName: 'Amanda Flety', at: '2020-10-24T09:00:00.000Z' },
    },
  })
})

test('languages are spans, and pictures are defined at the end', async () => {
  const markdown = await markdownOf(everyKind)
  expect(markdown).toContain('<span lang="la">Its second, in Latin')
  expect(markdown).toContain('![A green wall with a yellow sign. Two rows of chairs.][picture-1]')
  expect(markdown.trimEnd().split('\n').at(-1)).toMatch(/^\[picture-1\]: data:image\/png;base64,/)
})

test.each(HOSTILE)('is nothing but text: %s', async (text) => {
  const report = filledWith(text)
  const root = read(await markdownOf(report))
  const types = new Set(all(root).map(({ type }) => type))
  // A bare address is a link for every reader of GitHub's Markdown, whoever wrote it.
  for (const foreign of ['html', 'image', 'table', 'blockquote', 'code', 'inlineCode', 'delete'] as const)
    expect(types).not.toContain(foreign)
  expect(root.children.filter(({ type }) => type === 'yaml')).toHaveLength(1)
  const conclusion = report.sections.find(({ kind }) => kind === 'conclusion')
  for (const line of conclusion?.kind === 'conclusion' ? lines(conclusion.text) : [])
    expect(squeeze(textOf(root))).toContain(squeeze(line))
})

test('a bare address stays as it was typed', async () => {
  const address = 'https://example.org/a and www.example.org and ana@example.org'
  expect(await markdownOf(filledWith(address))).toContain(address)
})

const signs = [...'*_~`[]()<>#+-.!|\\\n &;:/@^=1a "$%{}', 'ab', 'é', '한', '**', '](', '<b>', '&amp;']
const marks = [{ type: 'bold' as const }, { type: 'italic' as const }]

test('any text, bold and italic anywhere in it, is read back as it was', async () => {
  const piece = fc.record({
    text: fc.array(fc.constantFrom(...signs), { minLength: 1, maxLength: 8 }).map((parts) => parts.join('')),
    marks: fc.subarray(marks),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 5 }), async (pieces) => {
      const content = pieces.map((one) => ({ type: 'text' as const, ...one }))
      const text = [{ type: 'paragraph' as const, content }]
      const report = {
        ...gsef2020,
        people: [],
        sections: [{ id: 'conclusion', kind: 'conclusion' as const, text }],
      }
      const root = read(await markdownOf(report))
      const at = root.children.findIndex((node) => node.type === 'heading' && textOf(node) === 'Conclusion')
      const end = root.children.findIndex((node) => node.type === 'thematicBreak')
      const found =
        at < 0
          ? ''
          : root.children
              .slice(at + 1, end)
              .map(textOf)
              .join('')
      expect(squeeze(found)).toBe(squeeze(pieces.map((one) => one.text).join('')))
    }),
    { numRuns: 100 },
  )
})
