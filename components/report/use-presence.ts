'use client'

import { useCallback, useRef, useSyncExternalStore } from 'react'
import { useDocument } from '@/components/rich'
import type { Presence } from '@/lib/collab/presence'

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
  const { awareness } = useDocument()
  const last = useRef<{ json: string; people: Here[] }>({ json: '', people: [] })
  const subscribe = useCallback(
    (changed: () => void) => {
      awareness.on('change', changed)
      return () => awareness.off('change', changed)
    },
    [awareness],
  )
  const read = useCallback(() => {
    const people = readHere(awareness.getStates(), awareness.clientID)
    const json = JSON.stringify(people)
    if (json !== last.current.json) last.current = { json, people }
    return last.current.people
  }, [awareness])
  return useSyncExternalStore(subscribe, read, read)
}

/** The states of an awareness as people, by id. What another client claims may have any shape. */
export function readHere(states: Map<number, unknown>, own: number): Here[] {
  const people = new Map<string, Here>()
  for (const [client, state] of [...states].sort(([a], [b]) => a - b)) {
    const { user, field } = (state ?? {}) as Partial<Presence>
    if (!user || typeof user.id !== 'string' || typeof user.name !== 'string') continue
    const self = client === own
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
