'use client'

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { SessionInfo as ApiSession } from '@/lib/api/schemas'
import { type Action, may } from '@/lib/report/access'
import { isForModerators, type TemplateSection } from '@/lib/report/template'

/** What the page knows of the session besides its document. */
export type SessionInfo = Pick<
  ApiSession,
  'id' | 'event' | 'template' | 'state' | 'role' | 'me' | 'approval' | 'languages' | 'wordTemplate'
>

type SessionContextValue = {
  session: SessionInfo
  /** Asks the server again, after a step of one's own or somebody else's. */
  refresh: () => Promise<void>
}

const Context = createContext<SessionContextValue | undefined>(undefined)

export function SessionProvider({
  session,
  refresh,
  children,
}: SessionContextValue & { children: ReactNode }) {
  const value = useMemo(() => ({ session, refresh }), [session, refresh])
  return <Context value={value}>{children}</Context>
}

/** @throws outside of a SessionProvider */
export function useSession() {
  const value = useContext(Context)
  if (!value) throw new Error('useSession needs a SessionProvider around it')
  const { session } = value
  return {
    ...value,
    may: (action: Action) => may(session.role, action, session.state),
    /** Whether the reader may write this section now. */
    mayWrite: (section: TemplateSection) =>
      may(session.role, isForModerators(section) ? 'moderate' : 'write', session.state),
  }
}
