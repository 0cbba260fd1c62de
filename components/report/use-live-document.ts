'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { createUndo, type SharedUndo } from '@/components/rich'
import { type Offline, openOffline, refusedText } from '@/components/save'
import { type Connection, connect } from '@/lib/collab/connection'

export type LiveDocument = {
  doc: Y.Doc
  awareness: Awareness
  undo: SharedUndo
  offline: Offline
}

/** The session's document with this browser's copy of it; undefined until that copy has been read. */
export function useLiveDocument(session: string): LiveDocument | undefined {
  const [live, setLive] = useState<LiveDocument>()
  useEffect(() => {
    const doc = new Y.Doc()
    const awareness = new Awareness(doc)
    const undo = createUndo(doc)
    const offline = openOffline(doc, session)
    let current = true
    void offline.whenSynced.then(() => current && setLive({ doc, awareness, undo, offline }))
    return () => {
      current = false
      undo.destroy()
      awareness.destroy()
      offline.destroy()
      doc.destroy()
      setLive(undefined)
    }
  }, [session])
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
  useEffect(() => {
    if (!live) return
    const url = `${location.origin.replace(/^http/, 'ws')}/collab/${session}`
    const { doc, awareness, offline } = live
    const made = connect({
      doc,
      awareness,
      url,
      epoch: offline.epoch(),
      onEpoch: (epoch) => offline.keepEpoch(epoch),
    })
    let before = standing(made)
    const stop = made.subscribe(() => {
      const refused = refusedText(made.state())
      if (refused) offline.setAside(refused)
      const now = standing(made)
      if (now !== before) onStanding()
      before = now
    })
    setConnection(made)
    return () => {
      stop()
      made.destroy()
      setConnection(undefined)
    }
  }, [live, session, onStanding])
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
