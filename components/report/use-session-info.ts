'use client'

import { useCallback, useEffect, useState } from 'react'
import { callApi } from '@/lib/api/call'
import type { SessionInfo } from './session-context'

/** Milliseconds between two looks at the session's state while the page is in view. */
const EVERY = 20_000

/** The session, kept up to date: somebody else may approve or reopen it, or change what one may do. */
export function useSessionInfo(first: SessionInfo) {
  const [session, setSession] = useState(first)
  const { id } = first
  const refresh = useCallback(async () => {
    try {
      const next = await callApi<SessionInfo>('GET', `/sessions/${id}`)
      setSession((before) =>
        JSON.stringify(pick(before)) === JSON.stringify(pick(next)) ? before : pick(next),
      )
    } catch {
      // Without a connection, or without access any more: the save indicator says so, and what is here stays.
    }
  }, [id])
  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && void refresh()
    const timer = setInterval(look, EVERY)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [refresh])
  return { session, refresh }
}

function pick({
  id,
  event,
  template,
  state,
  role,
  me,
  languages,
  wordTemplate,
  approval,
}: SessionInfo): SessionInfo {
  return {
    id,
    event,
    template,
    state,
    role,
    me,
    languages,
    ...(wordTemplate && { wordTemplate }),
    ...(approval && { approval }),
  }
}
