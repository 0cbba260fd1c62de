import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BUILT_IN } from '@/lib/report/templates'
import { allOf, importText } from './testing'
import { HEADINGS, TOPICS } from './words/headings'
import { LABELS } from './words/labels'

/* Whatever a file says stands in the report, among the passages that were put aside, or in a note. */

const NAMES = ['Ana Ruiz', 'Malick Diop', '김철수', 'أحمد المنصوري', 'Marieme', 'Dr. Susan O’Brien']
const headings = [...Object.values(HEADINGS), ...TOPICS].flat()
const labels = Object.values(LABELS).flat()
const SIGNS = ['', '- ', '1. ', '2) ', '* ', '• ', '## ', '### ', '> ', '**']
const SHAPES: ((word: string, name: string, words: string) => string)[] = [
  (word) => `A sentence about ${word} and nothing else.`,
  (word) => `What of ${word}?`,
  (word, name) => `${name}, Director of ${word}, France`,
  (word, name) => `${name}: we heard of ${word} today, and it was good to hear.`,
  (word, name) => `${name} (${word})`,
  (word, _, words) => `${words}: ${word}`,
  (word, _, words) => `${words} ${word}`,
  (word) => `Question 3: from ${word}`,
  (word) => `Q: ${word}?`,
  (word) => `A: ${word}.`,
  (word, name) => `Answer (${name}): ${word}`,
  (word) => `12 May 2021 ${word}`,
  (word) => `Date: 12 May 2021, ${word}`,
  (word) => `Time: 90 minutes ${word}`,
  (word) => `Participants: 71 ${word}`,
  (word) => word.toUpperCase(),
  (word, name) => `${name} | ${word} | Lima`,
]

const line = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...headings) },
  { weight: 2, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 2, arbitrary: fc.constant('') },
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...SIGNS),
        fc.constantFrom(...SHAPES),
        fc.constantFrom(...NAMES),
        fc.constantFrom(...labels),
      )
      .map(([sign, shape, name, label]) => sign + shape('WORD', name, label)),
  },
)

/** A word that stands nowhere else. */
const wordAt = (index: number) => `zq${'abcdefghij'[Math.floor(index / 10)]}${'klmnopqrst'[index % 10]}vx`

/** What was lost once. */
const FOUND: [lines: string[], template: string][] = [
  [
    ['발표자 및 토론자', 'Dr. Susan O’Brien (WORD)', 'tomó nota', 'Dr. Susan O’Brien (WORD)'],
    'forum-session',
  ],
  [['Moderator:', 'Ana Ruiz (WORD)', 'Summary of presentations', 'Ana Ruiz (WORD)'], 'forum-session'],
]

test.each(['report.txt', 'report.md', 'report.html'])('nothing of %s is lost', async (name) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 60 }),
      fc.constantFrom('forum-session', 'igf-workshop', 'short-minutes'),
      async (lines, template) => {
        const written = ['Some report', ...lines].map((one, index) => one.replace('WORD', wordAt(index)))
        const isHtml = name.endsWith('html')
        const text = isHtml ? written.map((one) => `<p>${one}</p>`).join('') : written.join('\n')
        const imported = await importText(text, { name, template: BUILT_IN[template] })
        const found = allOf(imported).toLowerCase()
        const words = lines.flatMap((one, index) => (one.includes('WORD') ? [wordAt(index + 1)] : []))
        expect(words.filter((word) => !found.includes(word))).toEqual([])
      },
    ),
    { numRuns: 150, examples: FOUND },
  )
})
