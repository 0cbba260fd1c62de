'use client'

import { Ellipsis } from 'lucide-react'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { useNearView } from '@/components/rich'
import { IconButton, Menu } from '@/components/ui'

type Props = {
  label: string
  /** As `aria-keyshortcuts` writes them. */
  keys: string | undefined
  children: ReactNode
}

/**
 * A record's menu. Far from the view it is only its button: every menu listens to the whole page's keys, and hundreds
 * of them would be felt in each letter that is typed.
 */
export function RecordMenu({ label, keys, children }: Props) {
  const box = useRef<HTMLSpanElement>(null)
  const near = useNearView(box)
  /** Its button was pressed before it came near the view. */
  const [wanted, setWanted] = useState(false)
  const focused = useRef(false)
  const mounted = near || wanted

  // biome-ignore lint/correctness/useExhaustiveDependencies: another button has just taken the place of the one in focus
  useLayoutEffect(() => {
    if (focused.current) box.current?.querySelector('button')?.focus({ preventScroll: true })
  }, [mounted])

  const look = {
    label,
    size: 'sm',
    children: <Ellipsis aria-hidden className="size-4" />,
    ...(keys && { 'aria-keyshortcuts': keys }),
  } as const
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches where the focus within it is
    <span
      ref={box}
      className="reveal -my-1 shrink-0"
      onFocus={() => {
        focused.current = true
      }}
      onBlur={() => {
        focused.current = false
      }}
    >
      {mounted ? (
        <Menu trigger={<IconButton {...look} />} defaultOpen={wanted}>
          {children}
        </Menu>
      ) : (
        <IconButton {...look} aria-haspopup="menu" aria-expanded={false} onClick={() => setWanted(true)} />
      )}
    </span>
  )
}
