'use client'

import { useEffect, useState } from 'react'
import { useDocument } from '@/components/rich'
import { readReport } from '@/lib/report/read'
import type { Template } from '@/lib/report/template'
import { type OutlineEntry, outlineOf } from './outline-state'

/** Milliseconds between two readings of the document while people type. */
const PAUSE = 400

/** What is written in each section, live; read at most a few times a second, whoever types. */
export function useOutline(template: Template): OutlineEntry[] {
  const { doc } = useDocument()
  const [entries, setEntries] = useState(() => outlineOf(readReport(doc, template)))
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = () => {
      timer = undefined
      const next = outlineOf(readReport(doc, template))
      setEntries((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next))
    }
    const changed = () => {
      timer ??= setTimeout(read, PAUSE)
    }
    read()
    doc.on('update', changed)
    return () => {
      doc.off('update', changed)
      clearTimeout(timer)
    }
  }, [doc, template])
  return entries
}
