'use client'

import { useCallback, useRef, useSyncExternalStore } from 'react'
import { useDocument } from '@/components/rich'
import { colourOf, type Presence, type PresenceUser } from '@/lib/collab/presence'
import { useSession } from './session-context'

/** Someone who has the page open; one person with two tabs is here once. */
export type Here = {
  id: string
  name: string
  color: string
  role: string
  field: string | undefined
  self: boolean
}

/** Who is here, oneself first. Renders again only when somebody comes, goes, or moves to another field. */
export function usePresence(): Here[] {
  const { awareness, me } = useDocument()
  const { session } = useSession()
  const { role } = session
  const last = useRef<{ json: string; people: Here[] }>({ json: '', people: [] })
  const subscribe = useCallback(
    (changed: () => void) => {
      awareness.on('change', changed)
      return () => awareness.off('change', changed)
    },
    [awareness],
  )
  const read = useCallback(() => {
    const people = readHere(awareness.getStates(), awareness.clientID, {
      ...me,
      color: colourOf(me.id),
      role,
    })
    const json = JSON.stringify(people)
    if (json !== last.current.json) last.current = { json, people }
    return last.current.people
  }, [awareness, me, role])
  return useSyncExternalStore(subscribe, read, read)
}

/**
 * The states of an awareness as people, by id. What another client claims may have any shape; the name in one's own
 * state is set by the server for the others only, so `me` says it here.
 */
export function readHere(states: Map<number, unknown>, own: number, me: PresenceUser): Here[] {
  const people = new Map<string, Here>()
  for (const [client, state] of [...states].sort(([a], [b]) => a - b)) {
    const { user: named, field } = (state ?? {}) as Partial<Presence>
    const self = client === own
    const user = self ? me : named
    if (!user || typeof user.id !== 'string' || typeof user.name !== 'string') continue
    const before = people.get(user.id)
    people.set(user.id, {
      id: user.id,
      name: user.name,
      color: /^#[0-9a-f]{6}$/i.test(user.color) ? user.color : '#5b5f00',
      role: user.role,
      field: (typeof field === 'string' ? field : undefined) ?? before?.field,
      self: self || (before?.self ?? false),
    })
  }
  return [...people.values()].sort((a, b) => Number(b.self) - Number(a.self) || a.name.localeCompare(b.name))
}
