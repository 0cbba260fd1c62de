'use client'

import { CircleCheck, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Dialog as Radix } from 'radix-ui'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { IconButton, Spinner } from '@/components/ui'
import type { Place } from '@/lib/check'
import { focusCheckOpener } from './check-button'
import { countOf, useCheckFindings, useCheckPanel } from './check-context'
import { FindingList } from './finding-list'
import { goToFinding } from './go-to-finding'

/** The check beside the paper where there is room for it, else over it. */
export function CheckPanel() {
  const { isOpen } = useCheckPanel()
  const isWide = useIsWide()
  if (isWide) return isOpen ? <Beside /> : null
  return <Over />
}

function Beside() {
  const t = useTranslations('check')
  const { setOpen } = useCheckPanel()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const close = () => {
    setOpen(false)
    focusCheckOpener()
  }
  return (
    <aside
      data-check
      aria-label={t('title')}
      onKeyDown={(event) => event.key === 'Escape' && close()}
      className="sticky top-14 h-[calc(100dvh-3.5rem)] animate-appear overflow-y-auto border-line border-l px-5 pt-5 pb-10"
    >
      <div className="flex items-start justify-between gap-2">
        <h2 ref={heading} tabIndex={-1} className="font-semibold text-base outline-none">
          {t('title')}
        </h2>
        <IconButton label={t('close')} size="sm" className="-mt-1 -mr-2" onClick={close}>
          <X aria-hidden className="size-4" />
        </IconButton>
      </div>
      <Content onGo={goToFinding} />
    </aside>
  )
}

/** On a narrow screen: choosing a finding closes it and goes there. */
function Over() {
  const t = useTranslations('check')
  const { isOpen, setOpen } = useCheckPanel()
  const goal = useRef<Place>(undefined)
  return (
    <Radix.Root open={isOpen} onOpenChange={setOpen}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Radix.Content
          data-check
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (goal.current) goToFinding(goal.current)
            else focusCheckOpener()
            goal.current = undefined
          }}
          className="fixed inset-x-0 bottom-0 z-50 max-h-[85dvh] overflow-y-auto rounded-t-card bg-surface px-5 pt-4 pb-8 shadow-raised sm:inset-y-0 sm:right-0 sm:left-auto sm:max-h-none sm:w-96 sm:rounded-none"
        >
          <div className="flex items-start justify-between gap-2">
            <Radix.Title asChild>
              <h2 tabIndex={-1} className="font-semibold text-base outline-none">
                {t('title')}
              </h2>
            </Radix.Title>
            <Radix.Close asChild>
              <IconButton label={t('close')} size="sm" className="-mt-1 -mr-2">
                <X aria-hidden className="size-4" />
              </IconButton>
            </Radix.Close>
          </div>
          <Content
            onGo={(place) => {
              goal.current = place
              setOpen(false)
            }}
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function Content({ onGo }: { onGo: (place: Place) => void }) {
  const t = useTranslations('check')
  const state = useCheckFindings()
  if (state.kind === 'failed') return <p className="mt-2 text-sm">{t('failed')}</p>
  if (state.kind === 'checking')
    return (
      <p role="status" className="mt-3 flex items-center gap-2.5 text-ink-soft text-sm">
        <Spinner /> {t('checking')}
      </p>
    )
  if (state.findings.length === 0)
    return (
      <div role="status" className="mt-4 flex items-start gap-2.5 text-sm">
        <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />
        <div>
          <p>{t('clean')}</p>
          <p className="mt-1 text-ink-soft">{t('cleanExplain')}</p>
        </div>
      </div>
    )
  return (
    <>
      <p role="status" className="text-sm">
        {t('found', countOf(state))}
      </p>
      <p className="mt-1 mb-5 text-ink-soft text-xs">{t('explain')}</p>
      <FindingList findings={state.findings} onGo={onGo} fixes />
    </>
  )
}

/** Where outline, paper and check have room side by side. */
const WIDE = '(min-width: 80rem)'

function useIsWide(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(WIDE)
      query.addEventListener('change', changed)
      return () => query.removeEventListener('change', changed)
    },
    () => matchMedia(WIDE).matches,
    () => false,
  )
}
