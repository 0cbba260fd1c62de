import { expect, test } from 'vitest'
import { Template } from '../template'
import { BUILT_IN } from '.'

const LANGUAGES = ['en', 'fr', 'es', 'ko']
const MORE = ['ar', 'zh', 'ru', 'pt']

test('each built-in template fits the schema and is called what it says', () => {
  for (const [name, template] of Object.entries(BUILT_IN)) {
    expect(Template.safeParse(template).success).toBe(true)
    expect(template.name).toBe(name)
  }
})

test('every title and heading of a built-in template, which exports show, stands in eight languages', () => {
  for (const template of Object.values(BUILT_IN))
    for (const texts of [template.title, ...template.sections.map(({ heading }) => heading)])
      expect(Object.keys(texts)).toEqual([...LANGUAGES, ...MORE])
})

test('every hint of a built-in template stands in four languages', () => {
  for (const template of Object.values(BUILT_IN))
    for (const { hint } of template.sections)
      if (Object.keys(hint).length > 0) expect(Object.keys(hint)).toEqual(LANGUAGES)
})

test('the forum session has its sections in the order of the first real report', () => {
  expect(
    BUILT_IN['forum-session'].sections.map(({ id, kind, writers }) => `${id} ${kind} ${writers}`),
  ).toEqual([
    'details details everyone',
    'speakers speakers everyone',
    'picture picture everyone',
    'summaries summaries everyone',
    'guiding-question prompt everyone',
    'questions questions everyone',
    'remarks remarks everyone',
    'conclusion conclusion moderators',
  ])
})
