import { describe, expect, test } from 'vitest'
import { parseReport } from '@/lib/report/parse'
import type { Report } from '@/lib/report/report'
import { fromPlain } from '@/lib/report/rich'
import { everyKind, gsef2020 } from '@/lib/report/samples'
import { BUILT_IN } from '@/lib/report/templates'
import { outlineOf } from './content'
import type { Node, Outline } from './outline'
import { STAMP } from './testing'
import { lettersOf } from './text'

const show = (report: Report) => outlineOf(report, STAMP)

function made(input: object): Report {
  const parsed = parseReport(input, BUILT_IN['forum-session'])
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.value
}

const section = (outline: Outline, id: string) => outline.sections.find((one) => one.id === id)
const headings = (nodes: Node[] = []) =>
  nodes.flatMap((node) => (node.kind === 'heading' ? [`${node.level} ${lettersOf(node.text)}`] : []))
const facts = (outline: Outline) =>
  outline.sections
    .flatMap(({ nodes }) => nodes)
    .flatMap((node) => (node.kind === 'facts' ? node.facts : []))
    .map(({ label, values }) => [lettersOf(label), ...values.map(lettersOf)])

describe('the header', () => {
  test('has its fixed labels and its values in words', () => {
    const outline = show(gsef2020)
    expect(lettersOf(outline.titleLabel)).toBe('Title of the session')
    expect(lettersOf(outline.event)).toBe('GSEF Global Virtual Forum, 19 – 23 October 2020')
    expect(facts(outline)).toEqual([
      ['Type of session', 'Workshop session'],
      ['Language', 'English, French, Korean'],
      ['Date', '22 October 2020'],
      ['Time', '90 minutes'],
      ['Participants', 'Zoom participation: 71'],
      [
        'Name of moderator',
        'Amanda Flety, Coordinator of the Committee on Social Inclusion, Participatory Democracy and Human Rights, United Cities and Local Governments (UCLG)',
      ],
    ])
  })

  test('is in the language of the report', () => {
    const outline = show({ ...gsef2020, language: 'fr' })
    expect(lettersOf(outline.event)).toBe('GSEF Global Virtual Forum, 19 – 23 octobre 2020')
    expect(facts(outline).slice(0, 4)).toEqual([
      ['Type de séance', 'Workshop session'],
      ['Langue', 'Anglais, français, coréen'],
      ['Date', '22 octobre 2020'],
      ['Horaire', '90 minutes'],
    ])
    expect(facts(show({ ...gsef2020, language: 'ko' }))[3]).toEqual(['시간', '90분'])
    expect(facts(show({ ...gsef2020, language: 'es' }))[2]).toEqual(['Fecha', '22 de octubre de 2020'])
  })

  test('is in English, and marked so, in a language without fixed words', () => {
    const outline = show({ ...gsef2020, language: 'de' })
    expect(outline.titleLabel).toEqual([
      { type: 'text', text: 'Title of the session', marks: [{ type: 'language', attrs: { lang: 'en' } }] },
    ])
    expect(facts(outline)).toContainEqual(['Date', '22. Oktober 2020'])
  })

  test('gives start and zone with the duration, and several moderators their plural', () => {
    const outline = show(
      made({
        details: { start: '14:30', timeZone: 'Europe/Paris', minutes: 90, participants: 1200 },
        people: [
          { id: 'a', kind: 'moderator', name: 'Ana' },
          { id: 'b', kind: 'moderator', name: 'Bo', acronym: 'UCLG' },
        ],
      }),
    )
    expect(facts(outline)).toEqual([
      ['Time', '14:30 (Europe/Paris), 90 minutes'],
      ['Participants', '1,200'],
      ['Names of moderators', 'Ana', 'Bo, UCLG'],
    ])
  })

  test('writes the months of a range in words, whatever the language', () => {
    const days = (language: string) =>
      lettersOf(show(made({ language, details: { eventStart: '2024-01-30', eventEnd: '2024-02-02' } })).event)
    expect(days('zh')).toBe('2024年1月30日 – 2024年2月2日')
    expect(days('ar')).toBe('30 يناير – 2 فبراير 2024')
    expect(days('es')).toBe('30 de enero – 2 de febrero de 2024')
  })

  test('marks no heading as foreign that is spelled alike in another language', () => {
    const conclusion = [{ id: 'conclusion', kind: 'conclusion', text: 'Fin.' }]
    const outline = show(made({ language: 'fr-CA', sections: conclusion }))
    expect(section(outline, 'conclusion')?.heading).toEqual([{ type: 'text', text: 'Conclusion' }])
  })

  test.each([
    ['ar', 'عنوان الجلسة', 'الجلسة'],
    ['zh', '会议标题', '会议'],
    ['ru', 'Название сессии', 'Сессия'],
    ['pt-BR', 'Título da sessão', 'Sessão'],
  ])('has the fixed words and headings of %s', (language, label, heading) => {
    const outline = show({ ...gsef2020, language })
    expect(outline.titleLabel).toEqual([{ type: 'text', text: label }])
    expect(outline.sections[0]?.heading).toEqual([{ type: 'text', text: heading }])
  })

  test('shows dates that were typed the wrong way round as they were typed', () => {
    const details = { event: 'E', eventStart: '2020-10-23', eventEnd: '2020-10-19' }
    expect(lettersOf(show(made({ details })).event)).toBe('E, 23 October 2020 – 19 October 2020')
  })
})

describe('people', () => {
  test('are named by label, else by role, organisation, acronym and country', () => {
    const outline = show(everyKind)
    const [node] = section(outline, 'speakers')!.nodes
    expect(node?.kind === 'people' && node.people.map(lettersOf)).toEqual([
      '김영수, 대표, 전국사회연대경제지방정부협의회 (SSEGOV), 대한민국',
      'ليلى حداد، باحثة، مركز الاقتصاد التضامني، لبنان',
      'Zoë Ångström-Łukasiewicz, Director of the Søns Cooperative (O&S), Sweden',
    ])
  })

  test('are named in full over summaries, shortly over answers, by name over remarks', () => {
    const outline = show(everyKind)
    expect(headings(section(outline, 'summaries')?.nodes)).toEqual([
      '2 1. 김영수, 대표, 전국사회연대경제지방정부협의회 (SSEGOV), 대한민국',
      '2 2. ليلى حداد, Center for Solidarity Economy',
      '2 3. Zoë Ångström-Łukasiewicz, Director, O’Neill & Søns <Cooperative> (O&S), Sweden',
      '2 Mei 👩🏽‍🌾, from the floor',
    ])
    expect(headings(section(outline, 'prompts')?.nodes)).toEqual([
      '2 What now?',
      '3 김영수, SSEGOV',
      '3 Zoë Ångström-Łukasiewicz, O&S',
      '3 Amélie Nguyễn, for the city',
      '2 And then?',
    ])
    expect(headings(section(outline, 'remarks')?.nodes)).toEqual([
      '2 Mei 👩🏽‍🌾',
      '2 Amélie Nguyễn, moderator',
      '2 김영수',
    ])
  })

  test('without a name are named by what else is known of them, wherever they stand', () => {
    const voice = { person: 'a', text: 'Yes.' }
    const outline = show(
      made({
        people: [{ id: 'a', kind: 'speaker', role: 'Mayor', organisation: 'City of X' }],
        sections: [
          {
            id: 'questions',
            kind: 'questions',
            questions: [{ id: 'q', to: ['a'], text: 'Why?', answers: [voice] }],
          },
          { id: 'remarks', kind: 'remarks', remarks: [voice] },
        ],
      }),
    )
    expect(headings(section(outline, 'questions')?.nodes)).toEqual([
      '2 Question 1: to Mayor, City of X',
      '3 Answer: Mayor, City of X',
    ])
    expect(headings(section(outline, 'remarks')?.nodes)).toEqual(['2 Mayor, City of X'])
  })

  test('have the same number in the list and over their summaries, whoever is still to be named', () => {
    const outline = show(
      made({
        people: [
          { id: 'a', kind: 'speaker' },
          { id: 'b', kind: 'speaker', name: 'Bo' },
        ],
        sections: [{ id: 'summaries', kind: 'summaries', summaries: [{ person: 'b', text: 'Yes.' }] }],
      }),
    )
    expect(section(outline, 'speakers')?.nodes).toMatchObject([{ people: [[{ text: 'Bo' }]] }])
    expect(headings(section(outline, 'summaries')?.nodes)).toEqual(['2 1. Bo'])
  })

  test('are parted by the comma of their script', () => {
    const line = (lines: object) => {
      const outline = show(made({ people: [{ id: 'a', kind: 'speaker', ...lines }] }))
      const [node] = section(outline, 'speakers')!.nodes
      return node?.kind === 'people' && node.people.map(lettersOf)
    }
    expect(line({ name: '王小明', role: '主任', organisation: '北京大学' })).toEqual([
      '王小明，主任，北京大学',
    ])
    expect(line({ name: 'فاطمة', role: 'رئيسة', organisation: 'UCFA' })).toEqual(['فاطمة، رئيسة, UCFA'])
  })

  test('without a name leave no empty heading, and their text does not run on under another name', () => {
    const outline = show(
      made({
        people: [
          { id: 'a', kind: 'speaker', name: 'Ana' },
          { id: 'b', kind: 'speaker' },
          { id: 'c', kind: 'speaker' },
        ],
        sections: [
          {
            id: 'summaries',
            kind: 'summaries',
            summaries: [
              { person: 'a', text: 'One' },
              { person: 'b', text: 'Two' },
            ],
          },
          {
            id: 'questions',
            kind: 'questions',
            questions: [{ id: 'q', text: 'Why?', to: ['b'], answers: [{ person: 'b', text: 'So.' }] }],
          },
        ],
      }),
    )
    expect(headings(section(outline, 'summaries')?.nodes)).toEqual(['2 1. Ana', '2 Name not given'])
    expect(headings(section(outline, 'questions')?.nodes)).toEqual(['2 Question 1', '3 Answer'])
    const [people] = section(outline, 'speakers')!.nodes
    expect(people?.kind === 'people' && people.people.map(lettersOf)).toEqual(['Ana'])
  })
})

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
