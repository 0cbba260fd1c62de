'use client'

import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import { focusField } from '@/components/rich'

type CaptureDialogProps = {
  title: string
  explain: string
  onClose: () => void
  /** `leaveTo(root)` closes it and takes the keyboard to that field; closing otherwise brings it back. */
  children: (leaveTo: (field: string) => void) => ReactNode
}

/** A small panel at the top of the page for one quick question, with the keyboard in its field. */
export function CaptureDialog({ title, explain, onClose, children }: CaptureDialogProps) {
  const goal = useRef<string>(undefined)
  const before = useRef(document.activeElement)
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/30" />
        <Radix.Content
          data-capture
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (goal.current !== undefined) focusField(goal.current)
            else if (before.current instanceof HTMLElement) before.current.focus()
          }}
          className="fixed inset-x-3 top-[8dvh] z-50 mx-auto flex max-h-[80dvh] max-w-md animate-appear flex-col overflow-y-auto rounded-card bg-surface p-5 shadow-raised"
        >
          <Radix.Title className="font-semibold">{title}</Radix.Title>
          <Radix.Description className="mt-0.5 mb-3 text-ink-soft text-sm">{explain}</Radix.Description>
          {children((field) => {
            goal.current = field
            onClose()
          })}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
