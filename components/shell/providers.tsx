'use client'

import type { ReactNode } from 'react'
import { ToastProvider, TooltipProvider } from '@/components/ui'

/** What every page stands in. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <TooltipProvider delayDuration={400}>
      <ToastProvider>{children}</ToastProvider>
    </TooltipProvider>
  )
}
