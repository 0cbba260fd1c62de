import { useSyncExternalStore } from 'react'
import type { Offline } from './offline-port'

/** Where the edits of this browser lie. */
export type Storage = 'kept' | 'writing' | 'full' | 'unavailable' | 'none'

export function useKept(offline: Offline | undefined): Storage {
  return useSyncExternalStore(
    (listener) => offline?.subscribe(listener) ?? (() => {}),
    () => (offline ? (offline.failed() ?? (offline.kept() ? 'kept' : 'writing')) : 'none'),
  )
}
