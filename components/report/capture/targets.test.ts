import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { addItem, remove } from '@/lib/report/document'
import { itemKey } from '@/lib/report/roots'
import type { TemplateSection } from '@/lib/report/template'
import { answerable, sectionOf } from './targets'

const common = { heading: {}, hint: {}, required: false, writers: 'everyone' } as const
const sections: TemplateSection[] = [
  { id: 'guiding', kind: 'prompt', questions: [], ...common },
  { id: 'audience', kind: 'questions', ...common },
]

test('an answer belongs to what is in focus, else to the latest question, else to the last prompt', () => {
  const doc = new Y.Doc()
  expect(answerable(doc, sections, undefined)).toBeUndefined()
  const prompt = addItem(doc, 'guiding')
  expect(answerable(doc, sections, undefined)).toEqual({ section: 'guiding', item: prompt })
  const first = addItem(doc, 'audience')
  const second = addItem(doc, 'audience')
  expect(answerable(doc, sections, undefined)).toEqual({ section: 'audience', item: second })
  expect(answerable(doc, sections, `audience/${first}`)).toEqual({ section: 'audience', item: first })
  expect(answerable(doc, sections, `guiding/${prompt}`)).toEqual({ section: 'guiding', item: prompt })
})

test('what was deleted, or may not be written, gets no answer', () => {
  const doc = new Y.Doc()
  const first = addItem(doc, 'audience')
  const second = addItem(doc, 'audience')
  remove(doc, 'items', itemKey('audience', second), { name: 'Bo' })
  expect(answerable(doc, sections, `audience/${second}`)).toEqual({ section: 'audience', item: first })
  expect(answerable(doc, [], undefined)).toBeUndefined()
})

test('a new question goes to the first section of its kind', () => {
  expect(sectionOf(sections, 'questions')).toBe('audience')
  expect(sectionOf(sections, 'remarks')).toBeUndefined()
})
