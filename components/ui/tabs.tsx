'use client'

import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

type TabsProps = {
  label: string
  tabs: readonly { id: string; label: ReactNode; content: ReactNode }[]
  initial?: string
}

/** Panels of which one is in view. */
export function Tabs({ label, tabs, initial = tabs[0]?.id }: TabsProps) {
  return (
    <Radix.Root defaultValue={initial}>
      <Radix.List aria-label={label} className="-mx-2 flex gap-3 overflow-x-auto border-line border-b">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.id}
            value={tab.id}
            className="-mb-px min-h-10 px-2 shrink-0 whitespace-nowrap border-transparent border-b-2 font-medium text-ink-soft text-sm outline-offset-[-2px] hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink pointer-coarse:min-h-11"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.id} value={tab.id} className="pt-6">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
