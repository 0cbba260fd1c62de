import { describe, expect, it } from 'vitest'
import { parseReport } from '@/lib/report/parse'
import type { Template } from '@/lib/report/template'
import { outlineOf, placeOf } from './outline-state'

const common = { heading: {}, hint: {}, required: false, writers: 'everyone' } as const
const template: Template = {
  name: 'test',
  title: {},
  sections: [
    { id: 'head', kind: 'details', ...common },
    { id: 'panel', kind: 'speakers', ...common },
    { id: 'summaries', kind: 'summaries', ...common },
    { id: 'questions', kind: 'questions', ...common },
    { id: 'end', kind: 'conclusion', ...common, writers: 'moderators' },
  ],
}

describe('the outline', () => {
  it('counts what is written in each section', () => {
    expect(
      progress({
        details: { event: 'Forum', date: '2020-10-22', participants: 0 },
        people: [
          { id: 'a', kind: 'speaker', name: 'Ana' },
          { id: 'b', kind: 'speaker' },
          { id: 'm', kind: 'moderator', name: 'Mo' },
        ],
        sections: [
          { id: 'summaries', kind: 'summaries', summaries: [{ person: 'a', text: 'Said it.' }] },
          { id: 'end', kind: 'conclusion', text: 'Done.' },
        ],
      }),
    ).toEqual({ head: '4/10', panel: '1/2', summaries: '1/2', questions: '0/1', end: '1/1' })
  })

  it('misses an answer to an open question, but none to one that stays unanswered', () => {
    const questions = (state: string) =>
      progress({
        sections: [{ id: 'questions', kind: 'questions', questions: [{ id: 'q', text: 'Why?', state }] }],
      })
    expect(questions('open').questions).toBe('1/2')
    expect(questions('unanswered').questions).toBe('1/1')
  })

  it('knows the place of a field: by its section, a person by what they are here, the rest in the header', () => {
    const kinds = { s: 'speaker', m: 'moderator' } as const
    const place = (field: string) => placeOf(field, template, (id) => kinds[id as 's' | 'm'])
    expect(place('title')).toBe('title')
    expect(place('theme')).toBe('head')
    expect(place('person/s/role')).toBe('panel')
    expect(place('person/m/name')).toBe('head')
    expect(place('questions/q/s')).toBe('questions')
    expect(place('line/questions/q/asker')).toBe('questions')
    expect(place('nonsense/x')).toBeUndefined()
  })
})

function progress(input: object): Record<string, string> {
  const parsed = parseReport(input, template)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return Object.fromEntries(
    outlineOf(parsed.value).map(({ section, done, total }) => [section.id, `${done}/${total}`]),
  )
}
