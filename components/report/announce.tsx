'use client'

import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'

const Context = createContext<(text: string) => void>(() => {})

/** Says something to screen readers that the eye sees anyway, e.g. where a record was moved to. */
export function useAnnounce(): (text: string) => void {
  return useContext(Context)
}

export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ text: '', turn: 0 })
  const say = useCallback((text: string) => setSaid(({ turn }) => ({ text, turn: turn + 1 })), [])
  return (
    <Context value={say}>
      {children}
      {/* The same sentence twice in a row is only read again if it is a new element. */}
      <div role="status" className="sr-only">
        <span key={said.turn}>{said.text}</span>
      </div>
    </Context>
  )
}
