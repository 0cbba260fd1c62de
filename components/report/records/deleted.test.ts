import { describe, expect, it } from 'vitest'
import { addItem, addPerson, addVoice, remove, restore } from '@/lib/report/document'
import { writeRich } from '@/lib/report/fragment'
import { parseReport } from '@/lib/report/parse'
import { fromPlain } from '@/lib/report/rich'
import { askedKey, itemKey, itemText, voiceText } from '@/lib/report/roots'
import { seedDocument } from '@/lib/report/seed'
import type { Template } from '@/lib/report/template'
import { firstWords, listDeleted } from './deleted'

const common = { heading: {}, hint: {}, required: false, writers: 'everyone' } as const
const template: Template = {
  name: 'test',
  title: {},
  sections: [
    { id: 'questions', kind: 'questions', ...common },
    { id: 'remarks', kind: 'remarks', ...common },
  ],
}

describe('the list of deleted things', () => {
  it('says what was deleted, by whom, and how it began, and forgets it when it is restored', () => {
    const doc = seeded()
    const ana = addPerson(doc, 'speaker', { name: 'Ana', role: 'Mayor' })
    const question = addItem(doc, 'questions')
    writeRich(doc.getXmlFragment(itemText('questions', question)), fromPlain('Why not?'))
    addVoice(doc, 'questions', ana, question)
    addVoice(doc, 'remarks', ana)
    expect(listDeleted(doc, template)).toEqual([])

    remove(doc, 'links', voiceText('questions', ana, question), { name: 'Bo' })
    remove(doc, 'links', voiceText('remarks', ana), { name: 'Bo' })
    remove(doc, 'items', itemKey('questions', question), { name: 'Bo' })
    remove(doc, 'people', ana, { name: 'Cy' })
    const list = listDeleted(doc, template)
    expect(list.map(({ what, name, words, deletedBy }) => [what, name, words, deletedBy])).toEqual(
      expect.arrayContaining([
        ['person', 'Ana', 'Mayor', 'Cy'],
        ['questions', '', 'Why not?', 'Bo'],
        ['answer', 'Ana', '', 'Bo'],
        ['remarks', 'Ana', '', 'Bo'],
      ]),
    )
    expect(list).toHaveLength(4)

    for (const entry of list) restore(doc, entry.map, entry.key)
    expect(listDeleted(doc, template)).toEqual([])
  })

  it('does not list whom a question is no longer put to', () => {
    const doc = seeded()
    const ana = addPerson(doc, 'speaker', { name: 'Ana' })
    const question = addItem(doc, 'questions')
    remove(doc, 'links', askedKey('questions', question, ana), { name: 'Bo' })
    expect(listDeleted(doc, template)).toEqual([])
  })

  it('makes no root by looking', () => {
    const doc = seeded()
    const question = addItem(doc, 'questions')
    remove(doc, 'items', itemKey('questions', question), { name: 'Bo' })
    listDeleted(doc, template)
    expect(doc.share.has(itemText('questions', question))).toBe(false)
  })
})

it('first words are cut between words', () => {
  expect(firstWords('one  two\nthree', 9)).toBe('one two…')
  expect(firstWords('short')).toBe('short')
})

function seeded() {
  const parsed = parseReport({}, template)
  if (!parsed.ok) throw new Error('no report')
  return seedDocument(parsed.value)
}
