import { cell, markdown } from '../sync/print'
import { figuresOf, judge, ratioTo } from './judge'
import { type Figure, SUBJECTS, TARGETS } from './targets'

/** All that was measured and what it says about the targets, as Markdown. */
export function report(figures: Figure[]): string {
  const whats = [...new Map(figures.map(({ what, unit }) => [what, unit]))]
  const rows = whats.map(([what, unit]) => [
    what,
    ...SUBJECTS.map((subject) => {
      const spread = cell(figuresOf(figures, what, subject))
      return spread && `${spread} ${unit}`
    }),
    cell(ratioTo(figures, what, 'chromium')),
    cell(ratioTo(figures, what, 'libreoffice')),
  ])
  const targets = TARGETS.map((target) => judge(figures, target)).map(
    ({ what, atMost, of, reached, verdict }) => [
      what,
      of === undefined ? `≤ ${atMost}` : `≤ ${atMost} × ${of}`,
      cell(reached),
      verdict === 'missed' ? '**missed**' : verdict,
    ],
  )
  return [
    markdown(['', 'ours', 'Chromium', 'LibreOffice', '× Chromium', '× LibreOffice'], rows),
    markdown(['what', 'target', 'reached', ''], targets),
  ].join('\n\n')
}
