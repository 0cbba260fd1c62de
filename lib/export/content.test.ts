import { describe, expect, test } from 'vitest'
import { parseReport } from '@/lib/report/parse'
import { fromPlain } from '@/lib/report/rich'
import { everyKind, gsef2020 } from '@/lib/report/samples'
import { BUILT_IN } from '@/lib/report/templates'
import { outlineOf } from './content'
import { STAMP } from './testing'
import { headings, made, section, show } from './testing-outline'
import { lettersOf } from './text'

describe('questions', () => {
  test('say who asked, whom, what became of them and who answered', () => {
    const nodes = section(show(everyKind), 'questions')!.nodes
    expect(headings(nodes)).toEqual([
      '2 Question 1: from Revy-Real',
      '3 Answer: 김영수',
      '3 Answer: Mei 👩🏽‍🌾, from the floor',
      '2 Question 2: from يوسف to ليلى حداد and Zoë Ångström-Łukasiewicz',
      '3 Answer: ليلى حداد',
      '2 Question 3: to 김영수',
      '2 Question 4: from 민지',
    ])
    const notes = nodes.flatMap((node) => (node.kind === 'note' ? [lettersOf(node.text)] : []))
    expect(notes).toEqual(['(answered in writing)', '(not answered)'])
  })
})

describe('pictures', () => {
  test('print a description that has lines, is long, or stands for a missing file, and keep it as alt text', () => {
    const file = everyKind.sections.flatMap((one) => (one.kind === 'picture' ? one.pictures : []))[0]!.file!
    const picture = (id: string, rest: object) => ({ id, file, ...rest })
    const report = made({
      sections: [
        {
          id: 'picture',
          kind: 'picture',
          pictures: [
            picture('a', { description: 'Short.' }),
            picture('b', { description: 'One.\n\nTwo.' }),
            picture('c', { description: 'x'.repeat(161) }),
            picture('d', { description: 'Not here.', file: null }),
            picture('e', { file: null }),
            picture('f', { caption: 'Only a caption' }),
          ],
        },
      ],
    })
    const bytes = new Uint8Array(1)
    const images = new Map([[file.sha256, { ...file, bytes, type: 'image/png' as const }]])
    const shown = outlineOf(report, STAMP, images).sections[0]!.nodes.map(
      (node) => node.kind === 'picture' && [node.alt, node.description.map(lettersOf)],
    )
    expect(shown).toEqual([
      ['Short.', []],
      ['One. Two.', ['One.', 'Two.']],
      ['x'.repeat(161), ['x'.repeat(161)]],
      ['Not here.', ['Not here.']],
      ['Only a caption', []],
    ])
  })
})

describe('what is not shown', () => {
  test('an empty report has no section, no heading and no hint, but is called something', () => {
    const outline = show(made({}))
    expect(outline.sections).toEqual([])
    expect(outline.titleLabel).toEqual([])
    expect(lettersOf(outline.title)).toBe('Session report')
    expect(outline.name).toBe('Session report')
  })

  test('an empty question leaves no gap in the numbers', () => {
    const questions = [{ id: 'a' }, { id: 'b', text: '\u0000' }, { id: 'c', text: 'Why?' }]
    const outline = show(made({ sections: [{ id: 'questions', kind: 'questions', questions }] }))
    expect(headings(section(outline, 'questions')?.nodes)).toEqual(['2 Question 1'])
  })

  test('an empty section leaves no heading, and no hint comes along', () => {
    const outline = show(everyKind)
    expect(outline.sections.map(({ id }) => id)).not.toContain('recommendations')
    expect(outline.sections.map(({ id }) => id)).toEqual(
      everyKind.template.sections.map(({ id }) => id).filter((id) => id !== 'recommendations'),
    )
    expect(JSON.stringify(outline)).not.toContain('HINT')
  })

  test('blocks and items without text are left out, and so is someone who wrote nothing', () => {
    const outline = show(
      made({
        people: [{ id: 'a', kind: 'speaker', name: 'Ana' }],
        sections: [
          {
            id: 'remarks',
            kind: 'remarks',
            remarks: [{ person: 'a', text: [{ type: 'paragraph', content: [{ type: 'hardBreak' }] }] }],
          },
          {
            id: 'conclusion',
            kind: 'conclusion',
            text: [
              { type: 'paragraph' },
              {
                type: 'bulletList',
                content: [
                  { type: 'listItem', content: [{ type: 'paragraph' }] },
                  {
                    type: 'listItem',
                    content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Yes' }] }],
                  },
                ],
              },
            ],
          },
        ],
      }),
    )
    expect(outline.sections.map(({ kind }) => kind)).toEqual(['speakers', 'conclusion'])
    const yes = { type: 'paragraph', content: [{ type: 'text', text: 'Yes' }] }
    expect(section(outline, 'conclusion')?.nodes).toEqual([
      { kind: 'rich', blocks: [{ type: 'bulletList', content: [{ type: 'listItem', content: [yes] }] }] },
    ])
  })
})

describe('what must not be lost', () => {
  test('speakers and header are shown where the template has no section for them', () => {
    const parsed = parseReport(
      { title: 'T', details: { type: 'Panel' }, people: [{ id: 'a', kind: 'speaker', name: 'Ana' }] },
      { ...BUILT_IN['short-minutes'], sections: [BUILT_IN['short-minutes'].sections.at(-1)!] },
    )
    if (!parsed.ok) throw new Error()
    expect(show(parsed.value).sections.map(({ kind }) => kind)).toEqual(['details', 'speakers'])
  })

  test('headings of a section without a heading of its own move up, so that none is skipped', () => {
    const template = BUILT_IN['forum-session']
    const sections = template.sections.map((one) => ({ ...one, heading: {} }))
    const outline = show({ ...gsef2020, template: { ...template, sections } })
    const prompt = outline.sections.find(({ kind }) => kind === 'prompt')
    expect(headings(prompt?.nodes).map((heading) => heading[0])).toEqual(['1', '2', '2', '2'])
  })

  test('control characters, lone surrogates and direction overrides go; everything readable stays', () => {
    // Built here: a bundler would replace a lone surrogate that stands in the source.
    const text = `a\u0000b${String.fromCharCode(0xd800)}c\u202ed\u0007e\ufffef\u2028g\r\nh`
    // Straight into the outline: a shared document may hold what the API would not take.
    const conclusion = fromPlain(text)
    const sections = gsef2020.sections.map((one) =>
      one.kind === 'conclusion' ? { ...one, text: conclusion } : one,
    )
    const outline = show({ ...gsef2020, title: text, sections })
    expect(lettersOf(outline.title)).toBe('abcdef g h')
    expect(section(outline, 'conclusion')?.nodes).toEqual([
      {
        kind: 'rich',
        blocks: [
          {
            type: 'paragraph',
            content: [
              { type: 'text', text: 'abcdef' },
              { type: 'hardBreak' },
              { type: 'text', text: 'g' },
              { type: 'hardBreak' },
              { type: 'text', text: 'h' },
            ],
          },
        ],
      },
    ])
  })
})

test('the stamp says in words which version it is and who approved it', () => {
  expect(lettersOf(show(gsef2020).stamp)).toBe(
    `Approved by Amanda Flety on 24 October 2020. Version 118. SHA-256 ${STAMP.sha256}`,
  )
  const { approval: _, ...draft } = STAMP
  expect(lettersOf(outlineOf(gsef2020, draft).stamp)).toContain('Not approved; as of 23 October 2020.')
})
