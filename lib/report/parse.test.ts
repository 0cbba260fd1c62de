import { expect, test } from 'vitest'
import { newId } from './ids'
import { check, parseReport } from './parse'
import { toPlain } from './rich'
import { everyKind, gsef2020 } from './samples'
import { Template } from './template'
import { BUILT_IN } from './templates'

const forum = BUILT_IN['forum-session']

function faults(input: unknown) {
  const parsed = parseReport(input, forum)
  return parsed.ok ? [] : parsed.faults.map(({ path, reason }) => `${path}: ${reason}`)
}

function value(input: unknown, template = forum) {
  const parsed = parseReport(input, template)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.value
}

test('an empty object is a report with every section of the template, empty', () => {
  const report = value({})
  expect(report.sections.map(({ id, kind }) => `${id} ${kind}`)).toEqual(
    forum.sections.map(({ id, kind }) => `${id} ${kind}`),
  )
  expect(report.title).toBe('')
})

test('each speaker gets a summary, in the order of the speakers', () => {
  const people = [
    { id: 'a', name: 'Ana', kind: 'speaker' },
    { id: 'b', name: 'Bo', kind: 'moderator' },
    { id: 'c', name: 'Cy', kind: 'speaker' },
  ]
  const sections = [
    { id: 'summaries', kind: 'summaries', summaries: [{ person: 'c', text: 'One.\n\nTwo.' }] },
  ]
  const section = value({ people, sections }).sections.find(({ kind }) => kind === 'summaries')
  expect(section).toMatchObject({ summaries: [{ person: 'a', text: [] }, { person: 'c' }] })
})

test('a plain string is taken for a rich text: empty lines part paragraphs', () => {
  const report = value({ sections: [{ id: 'conclusion', kind: 'conclusion', text: 'One\nline\n\n\nTwo' }] })
  const conclusion = report.sections.at(-1)!
  expect(conclusion.kind === 'conclusion' && conclusion.text).toEqual([
    {
      type: 'paragraph',
      content: [{ type: 'text', text: 'One' }, { type: 'hardBreak' }, { type: 'text', text: 'line' }],
    },
    { type: 'paragraph', content: [{ type: 'text', text: 'Two' }] },
  ])
})

test('a new session starts with the prompts of its template, in the language of the report', () => {
  const prompts = (language: string) => {
    const section = value({ language }, everyKind.template).sections.find(({ kind }) => kind === 'prompt')
    return section?.kind === 'prompt' ? section.prompts.map(({ question }) => toPlain(question)) : undefined
  }
  expect(prompts('ko')).toEqual(['이제 무엇을 할까요?'])
  expect(prompts('fr')).toEqual(['What now?'])
  expect(value(everyKind, forum)).toEqual(everyKind)
})

test('equal rich texts are taken to one spelling', () => {
  const text = (content: unknown) => [{ type: 'paragraph', content }]
  const spelt = (content: unknown) =>
    value({ sections: [{ id: 'conclusion', kind: 'conclusion', text: text(content) }] }).sections.at(-1)
  const [bold, french] = [{ type: 'bold' }, { type: 'language', attrs: { lang: 'FR' } }]
  expect(
    spelt([
      { type: 'text', text: 'so', marks: [bold, french, bold] },
      { type: 'text', text: 'it' },
      { type: 'text', text: ' is', marks: [] },
    ]),
  ).toMatchObject({
    text: text([
      { type: 'text', text: 'so', marks: [{ type: 'language', attrs: { lang: 'fr' } }, bold] },
      { type: 'text', text: 'it is' },
    ]),
  })
  expect(spelt([])).toMatchObject({ text: [{ type: 'paragraph' }] })
})

test('each fault is named with its path and its reason', () => {
  expect(faults('x')).toEqual([': A report is a JSON object'])
  const details = { date: '22nd of October', minutes: 0, start: '25:00', timeZone: 'Mars', event: 7 }
  const named = faults({ details, people: [{ id: 'a b' }] })
  expect(named).toHaveLength(6)
  expect(named).toEqual(
    expect.arrayContaining([
      'details.date: A date is written 2020-10-22',
      'details.start: A time is written 14:30',
      'details.timeZone: A time zone is an IANA name such as Europe/Paris',
      'people.0.id: An id is 1 to 40 letters, digits, - or _',
    ]),
  )
})

test('references to nobody, ids used twice and unknown sections are faults', () => {
  expect(
    faults({
      people: [
        { id: 'a', name: 'Ana', kind: 'speaker' },
        { id: 'a', name: 'Bo' },
        { id: 'm', name: 'Mo', kind: 'moderator' },
      ],
      sections: [
        { id: 'remarks', kind: 'remarks', remarks: [{ person: 'z' }, { person: 'a' }, { person: 'a' }] },
        { id: 'speakers', kind: 'speakers', labels: [{ person: 'm', label: 'x' }] },
        { id: 'nowhere', kind: 'text' },
        { id: 'conclusion', kind: 'text' },
        { id: 'questions', kind: 'questions', questions: [{ id: 'q', to: ['y'] }, { id: 'q' }] },
        { id: 'remarks', kind: 'remarks' },
      ],
    }),
  ).toEqual([
    'people.1.id: Two people have the id “a”',
    'sections.0.remarks.0: There is no person “z” in people',
    'sections.0.remarks.2: “a” stands here twice',
    'sections.1.labels.0.person: “m” is no speaker',
    'sections.2.id: The template has no section “nowhere”',
    'sections.3.kind: “conclusion” is of the kind conclusion in the template',
    'sections.4.questions.1.id: “q” stands here twice',
    'sections.4.questions.0.to.0: There is no person “y” in people',
    'sections.5.id: “remarks” stands here twice',
  ])
})

test('a fault inside a rich text is named where it is', () => {
  const text = [
    {
      type: 'bulletList',
      content: [
        {
          type: 'listItem',
          content: [
            {
              type: 'paragraph',
              content: [
                {
                  type: 'text',
                  text: 'x',
                  marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }],
                },
              ],
            },
          ],
        },
      ],
    },
  ]
  expect(faults({ sections: [{ id: 'conclusion', kind: 'conclusion', text }] })).toEqual([
    'sections.0.text.0.content.0.content.0.content.0.marks.0.attrs.href: A link is http, https or mailto',
  ])
  expect(faults({ sections: [{ id: 'conclusion', kind: 'conclusion', text: 7 }] })).toHaveLength(1)
})

test('nesting without end is a fault, not a crash', () => {
  const quotes = (depth: number) => {
    let block: unknown = { type: 'paragraph' }
    for (let i = 0; i < depth; i++) block = { type: 'blockquote', content: [block] }
    return { sections: [{ id: 'conclusion', kind: 'conclusion', text: [block] }] }
  }
  expect(faults(quotes(20))).toEqual([])
  expect(faults(quotes(21))).toEqual(['sections.0.text: Lists and quotes can be nested 20 deep at most'])
  expect(faults(quotes(50_000))).toEqual([': This is nested too deeply'])
})

test('people and questions may be numbered alike', () => {
  const questions = [{ id: '1', text: 'Why?', answers: [{ person: '1', text: 'So.' }] }]
  expect(
    faults({ people: [{ id: '1' }], sections: [{ id: 'questions', kind: 'questions', questions }] }),
  ).toEqual([])
})

test('a report that names its own template is read by that one', () => {
  expect(
    value({ ...gsef2020, template: everyKind.template, people: [], sections: [] }).sections,
  ).toHaveLength(10)
})

test('a template that uses a section id twice, or a reserved one, is refused', () => {
  const template = (...ids: string[]) =>
    check(Template, {
      name: 't',
      title: {},
      sections: ids.map((id) => ({ id, kind: 'text', heading: {} })),
    })
  const reasons = (...ids: string[]) => {
    const parsed = template(...ids)
    return parsed.ok ? [] : parsed.faults.map(({ path, reason }) => `${path}: ${reason}`)
  }
  expect(reasons('a', 'b')).toEqual([])
  expect(reasons('a', 'a')).toEqual(['sections.1.id: Two sections have this id'])
  expect(reasons('people')).toEqual(['sections.0.id: This section id is reserved'])
  expect(reasons('A/b')).toHaveLength(1)
})

test('ids are 12 letters and digits, and no two are alike', () => {
  const ids = Array.from({ length: 2000 }, newId)
  for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9]{12}$/)
  expect(new Set(ids).size).toBe(ids.length)
})
