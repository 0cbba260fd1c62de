import clsx from 'clsx'
import type { ReactNode } from 'react'
import { TONES, type Tone } from './badge'

/** A sentence or two that belong to the page. `live` announces it when it appears. */
export function Notice({
  tone = 'plain',
  live,
  className,
  children,
}: {
  tone?: Tone
  live?: 'status' | 'alert'
  className?: string
  children: ReactNode
}) {
  return (
    <div role={live} className={clsx('rounded-control px-4 py-3 text-sm', TONES[tone], className)}>
      {children}
    </div>
  )
}
