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
      className="gap-1! px-2! xl:px-3!"
      aria-expanded={isOpen}
      aria-label={state.kind === 'found' ? t('buttonCount', { faults, notes }) : t('button')}
      title={t('title')}
      onClick={() => setOpen(!isOpen)}
    >
      <SpellCheck aria-hidden className="size-4" />
      <span className="hidden xl:inline">{t('button')}</span>
      {state.kind === 'found' && (
        <span
          className={clsx(
            'min-w-5 rounded-full px-1.5 py-0.5 text-center font-medium text-xs tabular-nums leading-none',
            faults > 0 ? 'bg-warn-soft text-warn' : 'bg-ok-soft text-ok',
          )}
        >
          {faults > 99 ? '99+' : faults}
        </span>
      )}
    </Button>
  )
}

/** Where the keyboard goes back to when the check is closed. */
export function focusCheckButton(): void {
  document.querySelector<HTMLElement>('[data-check-button]')?.focus()
}
