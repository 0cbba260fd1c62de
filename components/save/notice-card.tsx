import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'

/** Where notices lie: over the page's lower edge, over no text. Out of the bar, whose own layer would catch them. */
export function NoticePlace({ children }: { children: ReactNode }) {
  return createPortal(
    <div className="pointer-events-none fixed inset-x-3 bottom-3 z-50 mx-auto flex max-w-3xl flex-col gap-3">
      {children}
    </div>,
    document.body,
  )
}

/** A sentence that must be read (`alert`), or may be (`status`), and what can be done about it. */
export function NoticeCard({
  role,
  sentence,
  children,
}: {
  role: 'alert' | 'status'
  sentence: string
  children: ReactNode
}) {
  return (
    <div
      role={role}
      className="pointer-events-auto flex flex-wrap items-center gap-3 rounded-card border border-edge bg-surface p-4 text-ink text-sm shadow-raised"
    >
      <p className="min-w-56 flex-1 basis-full sm:basis-0">{sentence}</p>
      <div className="flex flex-wrap gap-3">{children}</div>
    </div>
  )
}
