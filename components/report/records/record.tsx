'use client'

import clsx from 'clsx'
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { MenuItem, MenuSeparator } from '@/components/ui'
import { useAnnounce } from '../announce'
import { isMac } from '../capture/shortcuts'
import { afterMenu } from '../use-restore-focus'
import { RecordMenu } from './record-menu'

export type Place = { index: number; count: number; move: (index: number) => void }

type RecordProps = {
  /** What it is, for its menu and for announcements: “Question 2”, a person's name. */
  label: string
  as?: 'li' | 'article' | 'div'
  /** Its place among its neighbours; without one it cannot be moved. */
  place?: Place | undefined
  onRemove?: (() => void) | undefined
  /** More entries of its menu, above move and delete. */
  menu?: ReactNode
  canWrite: boolean
  /** `<section>/<item>`: what “the question in focus” is found by. */
  item?: string | undefined
  className?: string
  children: (menu: ReactNode) => ReactNode
}

/** Something in the report that can be moved and deleted: by its menu, and moved with Alt and the arrows. */
export function RecordFrame({
  label,
  as: Tag = 'li',
  place,
  onRemove,
  menu,
  canWrite,
  item,
  className,
  children,
}: RecordProps) {
  const t = useTranslations('editor')
  const say = useAnnounce()
  const frame = useRef<HTMLElement>(null)
  const moveTo = (index: number) => {
    if (!place || index < 0 || index >= place.count) return
    place.move(index)
    say(t('record.moved', { what: label, place: index + 1, count: place.count }))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const delta = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (!delta || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const target = event.target as HTMLElement
    // An answer's keys are not its question's.
    if (target.closest('.record') !== event.currentTarget) return
    // On a Mac, Option and an arrow is how one walks through paragraphs.
    const inText = target.isContentEditable && isMac(navigator.platform)
    if (!canWrite || !place || inText) return
    event.preventDefault()
    event.stopPropagation()
    moveTo(place.index + delta)
  }
  const controls = canWrite && (place || onRemove || menu) && (
    <RecordMenu
      label={t('record.menu', { what: label })}
      keys={place ? 'Alt+ArrowUp Alt+ArrowDown' : undefined}
    >
      {menu}
      {menu && (place || onRemove) && <MenuSeparator />}
      {place && (
        <>
          <MenuItem disabled={place.index === 0} onSelect={() => moveTo(place.index - 1)}>
            <ArrowUp aria-hidden className="size-4" />
            <span className="flex-1">{t('record.up')}</span>
            <kbd className="font-sans text-ink-soft text-xs">Alt ↑</kbd>
          </MenuItem>
          <MenuItem disabled={place.index === place.count - 1} onSelect={() => moveTo(place.index + 1)}>
            <ArrowDown aria-hidden className="size-4" />
            <span className="flex-1">{t('record.down')}</span>
            <kbd className="font-sans text-ink-soft text-xs">Alt ↓</kbd>
          </MenuItem>
        </>
      )}
      {onRemove && (
        <MenuItem
          tone="danger"
          onSelect={() => {
            const next = neighbourOf(frame.current)
            onRemove()
            afterMenu(() => next?.focus())
          }}
        >
          <Trash2 aria-hidden className="size-4" />
          {t('record.delete')}
        </MenuItem>
      )}
    </RecordMenu>
  )
  return (
    // While capturing: the menu's button would take an arrow as the wish to open it.
    <Tag
      ref={frame as never}
      data-item={item}
      onKeyDownCapture={onKeyDown}
      className={clsx('record', className)}
    >
      {children(controls)}
    </Tag>
  )
}

/** Where the keyboard goes when this is deleted: to the record after or before it, else to the section's heading. */
function neighbourOf(frame: HTMLElement | null): HTMLElement | undefined {
  const beside = [frame?.nextElementSibling, frame?.previousElementSibling].find((element) =>
    element?.matches('.record'),
  )
  const buttons = beside?.querySelectorAll<HTMLElement>('.reveal button[aria-haspopup]')
  return [...(buttons ?? [])][0] ?? frame?.closest('section')?.querySelector('h2') ?? undefined
}
