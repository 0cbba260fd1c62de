'use client'

import clsx from 'clsx'
import { SpellCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui'
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
      data-check-button
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
            // A phone's bar has no room beside the sign.
            'max-sm:absolute max-sm:-top-0.5 max-sm:-right-1 max-sm:px-1 max-sm:text-[0.625rem]',
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

/** Where the keyboard goes back to when the check is closed. */
export function focusCheckButton(): void {
  document.querySelector<HTMLElement>('[data-check-button]')?.focus()
}
