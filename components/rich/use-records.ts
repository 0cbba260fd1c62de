'use client'
import { useCallback, useRef, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import { readRich } from '@/lib/report/fragment'
import type { Rich } from '@/lib/report/rich'
import { MAPS } from '@/lib/report/roots'
import type { Writer } from './carets'
import { useDocument } from './document-context'

/**
 * `selector(doc)`, and again whenever the records (the root maps) change, once for each transaction. The component
 * renders again only if what was selected differs (as JSON).
 */
export function useRecords<T>(selector: (doc: Y.Doc) => T): T {
  const { doc } = useDocument()
  const cached = useRef<{ doc: Y.Doc; version: number; selector: typeof selector; value: T; json: string }>(
    undefined,
  )
  const records = recordsOf(doc)
  return useSyncExternalStore(records.subscribe, () => {
    const last = cached.current
    const version = records.version()
    if (last && last.doc === doc && last.version === version && last.selector === selector) return last.value
    const value = selector(doc)
    const json = JSON.stringify(value) ?? ''
    const same = last?.json === json ? last.value : value
    cached.current = { doc, version, selector, value: same, json }
    return same
  })
}

/** The text of a one-line root, live. */
export function useLine(name: string): string {
  const { doc } = useDocument()
  const subscribe = useCallback(
    (listener: () => void) => {
      const text = doc.getText(name)
      text.observe(listener)
      return () => text.unobserve(listener)
    },
    [doc, name],
  )
  return useSyncExternalStore(subscribe, () => doc.getText(name).toString())
}

/** A rich text, live. */
export function useRichText(name: string): Rich {
  const { doc } = useDocument()
  const cached = useRef<{ fragment: Y.XmlFragment; rich: Rich }>(undefined)
  const subscribe = useCallback(
    (listener: () => void) => {
      const fragment = doc.getXmlFragment(name)
      const changed = () => {
        cached.current = undefined
        listener()
      }
      fragment.observeDeep(changed)
      return () => fragment.unobserveDeep(changed)
    },
    [doc, name],
  )
  return useSyncExternalStore(subscribe, () => {
    const fragment = doc.getXmlFragment(name)
    if (cached.current?.fragment !== fragment) cached.current = { fragment, rich: readRich(fragment) }
    return cached.current.rich
  })
}

/** The others who write in a field now. */
export function useWriters(name: string): Writer[] {
  const { carets } = useDocument()
  const subscribe = useCallback((listener: () => void) => carets.subscribe(name, listener), [carets, name])
  const json = useSyncExternalStore(subscribe, () => JSON.stringify(carets.writers(name)))
  return JSON.parse(json) as Writer[]
}

type Records = { subscribe: (listener: () => void) => () => void; version: () => number }
const known = new WeakMap<Y.Doc, Records>()

function recordsOf(doc: Y.Doc): Records {
  const existing = known.get(doc)
  if (existing) return existing
  const maps = MAPS.map((name) => doc.getMap(name))
  const listeners = new Set<() => void>()
  let version = 0
  doc.on('afterTransaction', ({ changedParentTypes }) => {
    if (!maps.some((map) => changedParentTypes.has(map as never))) return
    version++
    for (const listener of listeners) listener()
  })
  const records: Records = {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    version: () => version,
  }
  known.set(doc, records)
  return records
}
