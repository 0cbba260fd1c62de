'use client'

import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { useSession } from '../session-context'
import { type Findings, useFindings } from './use-findings'

const FindingsContext = createContext<Findings>({ kind: 'checking' })

type Panel = { isOpen: boolean; setOpen: (open: boolean) => void }
const PanelContext = createContext<Panel>({ isOpen: false, setOpen: () => {} })

/** The check goes on as long as the page is open; its panel is shown when somebody asks for it. */
export function CheckProvider({ children }: { children: ReactNode }) {
  const { session } = useSession()
  const findings = useFindings(session.template, session.event)
  const [isOpen, setOpen] = useState(false)
  const panel = useMemo(() => ({ isOpen, setOpen }), [isOpen])
  return (
    <PanelContext value={panel}>
      <FindingsContext value={findings}>{children}</FindingsContext>
    </PanelContext>
  )
}

export const useCheckFindings = () => useContext(FindingsContext)
export const useCheckPanel = () => useContext(PanelContext)

/** How many faults and notes there are. */
export function countOf(state: Findings): { faults: number; notes: number } {
  const findings = state.kind === 'found' ? state.findings : []
  const faults = findings.filter(({ severity }) => severity === 'fault').length
  return { faults, notes: findings.length - faults }
}
