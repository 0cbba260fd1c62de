'use client'

import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { createUndo, type SharedUndo } from '@/components/rich'
import { follow, type Offline, openOffline, type SoFar } from '@/components/save'
import { type Connection, connect } from '@/lib/collab/connection'

export type LiveDocument = {
  doc: Y.Doc
  awareness: Awareness
  undo: SharedUndo
  offline: Offline
  /** Lets go of this document, and begins anew with what this browser keeps. */
  renew: () => void
}

/** The session's document with this browser's copy of it; undefined until that copy has been read. */
export function useLiveDocument(session: string): LiveDocument | undefined {
  const [live, setLive] = useState<LiveDocument>()
  const [turn, setTurn] = useState(0)
  const renew = useCallback(() => setTurn((before) => before + 1), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn has a document of its own
  useEffect(() => {
    const doc = new Y.Doc()
    const awareness = new Awareness(doc)
    const undo = createUndo(doc)
    const offline = openOffline(doc, session)
    let current = true
    void offline.whenSynced.then(() => current && setLive({ doc, awareness, undo, offline, renew }))
    return () => {
      current = false
      undo.destroy()
      awareness.destroy()
      offline.destroy()
      doc.destroy()
      setLive(undefined)
    }
  }, [session, turn, renew])
  return live
}

/**
 * The document's connection to the server. `onStanding` is told when it was ended for good, and when writing was
 * closed or opened again (the report was approved, or reopened).
 */
export function useConnection(
  live: LiveDocument | undefined,
  session: string,
  onStanding: () => void,
): Connection | undefined {
  const [connection, setConnection] = useState<Connection>()
  const [soFar] = useState<SoFar>({ begunAnew: false })
  useEffect(() => {
    if (!live) return
    const url = `${location.origin.replace(/^http/, 'ws')}/collab/${session}`
    const { doc, awareness, offline, renew } = live
    const made = connect({
      doc,
      awareness,
      url,
      epoch: offline.epoch(),
      unsent: offline.unsent(),
      onEpoch: (epoch) => offline.keepEpoch(epoch),
    })
    const show = (shown: boolean) => setConnection(shown ? made : undefined)
    const unfollow = follow(made, { doc, offline, soFar, renew, show })
    let before = standing(made)
    const stop = made.subscribe(() => {
      const now = standing(made)
      if (now !== before) onStanding()
      before = now
    })
    setConnection(made)
    return () => {
      stop()
      unfollow()
      made.destroy()
      setConnection(undefined)
    }
  }, [live, session, onStanding, soFar])
  return connection
}

function standing(connection: Connection): 'writing' | 'readonly' | 'closed' {
  const { kind } = connection.state()
  return kind === 'closed' || kind === 'readonly' ? kind : 'writing'
}

/** Whether the document has come: the server has seeded it before anybody joins. */
export function useHasCome(doc: Y.Doc): boolean {
  const meta = doc.getMap('meta')
  return useSyncExternalStore(
    (changed) => {
      meta.observe(changed)
      return () => meta.unobserve(changed)
    },
    () => meta.has('schema'),
  )
}
