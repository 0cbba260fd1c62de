import type * as Y from 'yjs'
import type { Connection, SaveState } from '@/lib/collab/connection'
import { takesUp } from './bring-back'
import type { Offline } from './offline-port'
import { hasUnsent, refusedText } from './say'

/** What a page remembers beyond one document. */
export type SoFar = {
  /** Whether it has begun anew under another account, and not brought everything back since. */
  begunAnew: boolean
}

type Page = {
  doc: Y.Doc
  offline: Offline
  soFar: SoFar
  /** Begins anew with another document, and what this browser keeps. */
  renew: () => void
  /** The page with this connection is shown or, while it waits to begin anew, is not. */
  show: (shown: boolean) => void
}

/**
 * Keeps this browser's copy in step with what the connection says: what is not confirmed, and what the server will never
 * take. Returns the way to stop it.
 */
export function follow(connection: Connection, { doc, offline, soFar, renew, show }: Page): () => void {
  const takeUp = takesUp(doc, offline)
  let wasInStep = false
  let stopWaiting = () => {}

  const look = () => {
    const state = connection.state()
    const unsent = hasUnsent(state)
    if (unsent !== undefined) offline.keepUnsent(unsent)
    if (unsent === false) wasInStep = true
    if (state.kind === 'saved' && takeUp() === 'done') soFar.begunAnew = false
    const code = refusedText(state)
    if (!code) return
    const anew = beginsAnew(state, { wasInStep, ...soFar })
    offline.setAside(code, anew && code === 'restored' ? 'unsent' : 'all')
    if (anew) beginAnew(code === 'forged')
  }

  const beginAnew = (begunAnew: boolean) => {
    soFar.begunAnew = begunAnew
    show(false)
    const wait = () => {
      // What could not be kept stays in this document, and is said to be only here.
      if (offline.failed()) show(true)
      else if (offline.kept()) renew()
      else return
      stopWaiting()
    }
    stopWaiting = offline.subscribe(wait)
    wait()
  }

  const stop = connection.subscribe(look)
  look()
  return () => {
    stop()
    stopWaiting()
  }
}

/**
 * Whether the page goes on by itself with a new document, where the server will not take this one: because somebody else
 * is signed in than who wrote it (it is written again then), or because it is a copy from before a restore, and the
 * server had confirmed all of it.
 */
function beginsAnew(state: SaveState, { wasInStep, begunAnew }: SoFar & { wasInStep: boolean }): boolean {
  if (state.kind !== 'closed') return false
  if (state.code === 'forged') return !begunAnew
  return state.code === 'restored' && !wasInStep && state.since === undefined
}
