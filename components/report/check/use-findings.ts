'use client'

import { startTransition, useEffect, useState } from 'react'
import { useDocument } from '@/components/rich'
import type { EventDates, Finding } from '@/lib/check'
import { readReport } from '@/lib/report/read'
import type { Template } from '@/lib/report/template'
import type { CheckAnswered, CheckAsked } from './check.worker'

export type Findings = { kind: 'checking' } | { kind: 'found'; findings: Finding[] } | { kind: 'failed' }

/** Milliseconds without a change before the report is looked at, and how long it may wait while people go on typing. */
const PAUSE = 700
const LONGEST = 4000

/** What the check finds in the report, live. The thread starts when the page has time for it. */
export function useFindings(template: Template, { startDate, endDate }: EventDates): Findings {
  const { doc } = useDocument()
  const [findings, setFindings] = useState<Findings>({ kind: 'checking' })
  useEffect(() => {
    let worker: Worker | undefined
    let asked = 0
    let since: number | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let cancelIdle = () => {}

    const heard = ({ data }: MessageEvent<CheckAnswered>) => {
      // A newer answer is on its way.
      if (data.id !== asked) return
      const { kind } = data
      // Drawing it can wait for a letter that somebody types meanwhile.
      startTransition(() => setFindings(kind === 'found' ? { kind, findings: data.findings } : { kind }))
    }
    const ask = () => {
      since = undefined
      if (!worker) {
        worker = new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module' })
        worker.onmessage = heard
        worker.onerror = (event) => {
          // It could not be loaded, or broke: the next change gets a new one.
          event.preventDefault()
          worker?.terminate()
          worker = undefined
          setFindings({ kind: 'failed' })
        }
      }
      const report = readReport(doc, template)
      worker.postMessage({ id: ++asked, report, event: { startDate, endDate } } satisfies CheckAsked)
    }
    const later = () => {
      clearTimeout(timer)
      cancelIdle()
      since ??= performance.now()
      const left = Math.max(0, Math.min(PAUSE, since + LONGEST - performance.now()))
      timer = setTimeout(() => {
        cancelIdle = whenIdle(ask)
      }, left)
    }
    later()
    doc.on('update', later)
    return () => {
      doc.off('update', later)
      clearTimeout(timer)
      cancelIdle()
      worker?.terminate()
    }
  }, [doc, template, startDate, endDate])
  return findings
}

/** Acts when nothing else has to be done; returns the way to prevent it. */
function whenIdle(act: () => void): () => void {
  // Safari has no requestIdleCallback.
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(act)
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(act, { timeout: 1000 })
  return () => cancelIdleCallback(handle)
}
