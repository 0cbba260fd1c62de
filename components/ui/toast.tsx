'use client'

import clsx from 'clsx'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Toast as Radix } from 'radix-ui'
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react'
import { IconButton } from './button'

export type ToastInput = {
  text: ReactNode
  tone?: 'plain' | 'ok' | 'danger'
  /** What can be done about it; `alt` says how else, for who cannot reach the button in time. */
  action?: { label: string; alt: string; run: () => void }
}
type ToastEntry = ToastInput & { id: number }

const ToastContext = createContext<(toast: ToastInput) => void>(() => {})

/** Returns `toast({ text })`: words that appear, are announced, and leave by themselves. */
export function useToast(): (toast: ToastInput) => void {
  return useContext(ToastContext)
}

const EDGES = { plain: 'border-l-edge', ok: 'border-l-ok', danger: 'border-l-danger' }

export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useTranslations('shell')
  const [toasts, setToasts] = useState<ToastEntry[]>([])
  const next = useRef(0)
  const add = useCallback((toast: ToastInput) => {
    next.current += 1
    const id = next.current
    setToasts((all) => [...all.slice(-2), { ...toast, id }])
  }, [])
  const drop = (id: number) => setToasts((all) => all.filter((toast) => toast.id !== id))
  return (
    <ToastContext value={add}>
      <Radix.Provider label={t('notification')} duration={6000} swipeDirection="right">
        {children}
        {toasts.map(({ id, text, tone = 'plain', action }) => (
          <Radix.Root
            key={id}
            type={tone === 'danger' ? 'foreground' : 'background'}
            onOpenChange={(open) => !open && drop(id)}
            className={clsx(
              'flex animate-appear items-center gap-3 rounded-control border-l-4 bg-surface py-2 pr-2 pl-4 text-sm shadow-raised',
              EDGES[tone],
            )}
          >
            <Radix.Description className="flex-1">{text}</Radix.Description>
            {action && (
              <Radix.Action asChild altText={action.alt}>
                <button
                  type="button"
                  onClick={action.run}
                  className="min-h-8 rounded-control px-2 font-medium text-accent hover:bg-sunken"
                >
                  {action.label}
                </button>
              </Radix.Action>
            )}
            <Radix.Close asChild>
              <IconButton label={t('close')} size="sm">
                <X aria-hidden className="size-4" />
              </IconButton>
            </Radix.Close>
          </Radix.Root>
        ))}
        <Radix.Viewport
          label={t('notifications', { hotkey: '{hotkey}' })}
          className="fixed right-0 bottom-0 z-50 flex w-96 max-w-full flex-col gap-2 p-4 outline-none"
        />
      </Radix.Provider>
    </ToastContext>
  )
}
