'use client'

import clsx from 'clsx'
import { SpellCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button, MenuItem } from '@/components/ui'
import { afterMenu } from '../use-restore-focus'
import { countOf, useCheckFindings, useCheckPanel } from './check-context'

/** Opens and closes the check; its number is that of the faults. Notes alone show no number. */
export function CheckButton() {
  const t = useTranslations('check')
  const state = useCheckFindings()
  const { isOpen, setOpen } = useCheckPanel()
  const { faults, notes } = countOf(state)
  return (
    <Button
      look="quiet"
      size="sm"
      data-check-opener
      className="relative gap-1! px-2! xl:px-3!"
      aria-expanded={isOpen}
      title={t('title')}
      onClick={() => setOpen(!isOpen)}
    >
      <SpellCheck aria-hidden className="size-4" />
      <span className="max-xl:sr-only">{t('button')}</span>
      {state.kind === 'found' && (
        <span
          className={clsx(
            'min-w-5 rounded-full px-1.5 py-0.5 text-center font-medium text-xs tabular-nums leading-none',
            // A narrow bar has no room beside the sign.
            'max-lg:absolute max-lg:-top-0.5 max-lg:-right-1 max-lg:px-1 max-lg:text-[0.625rem]',
            faults > 0 ? 'bg-warn-soft text-warn' : 'bg-ok-soft text-ok',
          )}
        >
          <span aria-hidden>{faults > 99 ? '99+' : faults}</span>
          <span className="sr-only">{t('found', { faults, notes })}</span>
        </span>
      )}
    </Button>
  )
}

/** The same in the menu of a phone's bar, which has no room for one more button. */
export function CheckItem() {
  const t = useTranslations('check')
  const state = useCheckFindings()
  const { setOpen } = useCheckPanel()
  return (
    <MenuItem className="sm:hidden" onSelect={() => afterMenu(() => setOpen(true))}>
      <SpellCheck aria-hidden className="size-4" />
      <span className="flex-1">{t('button')}</span>
      {state.kind === 'found' && <span className="text-ink-soft text-xs">{t('found', countOf(state))}</span>}
    </MenuItem>
  )
}

/** Where the keyboard goes back to when the check is closed: the button, or the menu's. */
export function focusCheckOpener(): void {
  const openers = document.querySelectorAll<HTMLElement>('[data-check-opener]')
  const shown = [...openers].find((opener) => opener.checkVisibility())
  shown?.focus()
}
