import { expect, test } from 'vitest'
import { parseReport } from './parse'
import { readReport } from './read'
import { seedDocument } from './seed'
import type { Template } from './template'

const template: Template = {
  name: 't',
  title: { en: 'T' },
  sections: [
    { id: 'details', kind: 'details', heading: {}, hint: {}, required: false, writers: 'everyone' },
    { id: 'speakers', kind: 'speakers', heading: {}, hint: {}, required: false, writers: 'everyone' },
    { id: 'summaries', kind: 'summaries', heading: {}, hint: {}, required: false, writers: 'everyone' },
    { id: 'questions', kind: 'questions', heading: {}, hint: {}, required: false, writers: 'everyone' },
    { id: 'conclusion', kind: 'conclusion', heading: {}, hint: {}, required: false, writers: 'moderators' },
  ],
}

test('a report that was seeded into a document is read back unchanged', () => {
  const parsed = parseReport(
    {
      title: 'Hello',
      people: [
        { id: 'a', kind: 'speaker', name: 'Ana' },
        { id: 'b', name: 'Bo' },
      ],
      sections: [
        { id: 'summaries', kind: 'summaries', summaries: [{ person: 'a', text: 'One\n\nTwo' }] },
        {
          id: 'questions',
          kind: 'questions',
          questions: [
            {
              id: 'q',
              asker: 'X',
              to: ['b'],
              text: 'Why?',
              state: 'live',
              answers: [
                {
                  person: 'b',
                  text: [
                    {
                      type: 'paragraph',
                      content: [
                        {
                          type: 'text',
                          text: 'So',
                          marks: [{ type: 'link', attrs: { href: 'https://a.b/' } }, { type: 'bold' }],
                        },
                        { type: 'text', text: '!' },
                        { type: 'hardBreak' },
                      ],
                    },
                    { type: 'bulletList', content: [{ type: 'listItem', content: [{ type: 'paragraph' }] }] },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
    template,
  )
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  expect(readReport(seedDocument(parsed.value), template)).toEqual(parsed.value)
})
