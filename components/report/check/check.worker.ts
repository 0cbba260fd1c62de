import { checkReport, type EventDates, type Finding } from '@/lib/check'
import { detect } from '@/lib/check/detector'
import type { Detect } from '@/lib/check/languages'
import type { Report } from '@/lib/report/report'

/*
 * The check beside the editor, in a thread of its own: whoever types does not wait for it. Most paragraphs are as they
 * were the last time, so what was said of their languages is remembered.
 */

export type CheckAsked = { id: number; report: Report; event: EventDates }
export type CheckAnswered =
  | { id: number; kind: 'found'; findings: Finding[] }
  | { id: number; kind: 'failed' }

/** Texts whose language is remembered; then all are forgotten. */
const MOST = 20_000
const known = new Map<string, ReturnType<Detect>>()

const remembered: Detect = (text) => {
  const before = known.get(text)
  if (before) return before
  if (known.size >= MOST) known.clear()
  const found = detect(text).slice(0, 10)
  known.set(text, found)
  return found
}

addEventListener('message', ({ data }: MessageEvent<CheckAsked>) => {
  const { id, report, event } = data
  const answer = (said: CheckAnswered) => postMessage(said)
  try {
    answer({ id, kind: 'found', findings: checkReport(report, { detect: remembered, event }) })
  } catch (error) {
    console.error('The check failed.', error)
    answer({ id, kind: 'failed' })
  }
})
