'use client'
import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useMemo } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { Carets } from './carets'
import { focusField, isFocused } from './focus'
import { type HistoryStep, historyStep } from './history-keys'
import type { SharedUndo } from './undo'

/** What every field of the page shares: the document, who is here, and the one undo. */
export type SharedDocument = {
  doc: Y.Doc
  awareness: Awareness
  undo: SharedUndo
  me: { name: string; id: string }
  canWrite: boolean
}

const Context = createContext<(SharedDocument & { carets: Carets }) | undefined>(undefined)

type Props = SharedDocument & {
  /** Told that an input method is composing, so that the connection holds remote edits back meanwhile. */
  hold?: (composing: boolean) => void
  children: ReactNode
}

/** Gives the fields below it their document. Undo and redo work everywhere on the page while it is there. */
export function DocumentProvider({ children, hold, ...shared }: Props) {
  const { doc, awareness, undo, me, canWrite } = shared
  const carets = useMemo(() => new Carets(awareness), [awareness])
  useEffect(() => carets.listen(), [carets])
  useEffect(() => listenForHistory(undo, canWrite), [undo, canWrite])
  const composes = useEffectEvent((composing: boolean) => hold?.(composing))
  useEffect(() => listenForComposition((composing) => composes(composing)), [])
  const value = useMemo(
    () => ({ doc, awareness, undo, me, canWrite, carets }),
    [doc, awareness, undo, me, canWrite, carets],
  )
  return <Context value={value}>{children}</Context>
}

/** @throws outside of a DocumentProvider */
export function useDocument(): SharedDocument & { carets: Carets } {
  const shared = useContext(Context)
  if (!shared) throw new Error('useDocument needs a DocumentProvider around it')
  return shared
}

/** Mod-Z and its kin, and undo from a menu, anywhere but in inputs that are no field of the document. */
function listenForHistory(undo: SharedUndo, canWrite: boolean): () => void {
  const take = (event: Event, step: HistoryStep | undefined) => {
    if (!step || !canWrite || isForeign(event.target)) return
    event.preventDefault()
    const changed = undo[step]()
    if (changed.length > 0 && !changed.some(isFocused)) focusField(changed[0]!, 'if-here')
  }
  const onKey = (event: KeyboardEvent) => take(event, historyStep(event))
  const onInput = (event: InputEvent) =>
    take(event, ({ historyUndo: 'undo', historyRedo: 'redo' } as const)[event.inputType as 'historyUndo'])
  window.addEventListener('keydown', onKey)
  window.addEventListener('beforeinput', onInput, true)
  return () => {
    window.removeEventListener('keydown', onKey)
    window.removeEventListener('beforeinput', onInput, true)
  }
}

function isForeign(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  return target.matches('input, textarea, select, [contenteditable]') && !target.closest('[data-field]')
}

function listenForComposition(hold: (composing: boolean) => void): () => void {
  const start = () => hold(true)
  const end = () => hold(false)
  window.addEventListener('compositionstart', start)
  window.addEventListener('compositionend', end)
  return () => {
    window.removeEventListener('compositionstart', start)
    window.removeEventListener('compositionend', end)
  }
}
