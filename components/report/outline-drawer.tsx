'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Dialog as Radix } from 'radix-ui'
import { useRef } from 'react'
import { Mark } from '@/components/shell/mark'
import { IconButton } from '@/components/ui'
import { goTo } from './jump'
import { Outline } from './outline'
import { useSession } from './session-context'
import { AccountOf } from './top/account-of'

type Props = { open: boolean; onOpenChange: (open: boolean) => void }

/** The outline where there is no room beside the paper. Choosing a section closes it and goes there. */
export function OutlineDrawer({ open, onOpenChange }: Props) {
  const t = useTranslations('editor')
  const { session } = useSession()
  const goal = useRef<string>(undefined)
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            if (goal.current === undefined) return
            event.preventDefault()
            goTo(goal.current)
            goal.current = undefined
          }}
          className="fixed inset-y-0 left-0 z-50 w-80 max-w-[85vw] overflow-y-auto bg-paper p-4 shadow-raised"
        >
          <div className="mb-3 flex items-center justify-between pl-2.5">
            <Radix.Title className="font-semibold">{t('outline.label')}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label={t('outline.close')} size="sm">
                <X aria-hidden className="size-4" />
              </IconButton>
            </Radix.Close>
          </div>
          <Outline
            onGo={(place) => {
              goal.current = place
              onOpenChange(false)
            }}
          />
          {/* What the bar has no room for on a phone. */}
          <div className="mt-6 flex items-center justify-between gap-2 border-line border-t pt-4 sm:hidden">
            <a
              href={`/events/${session.event.id}`}
              className="flex min-h-11 min-w-0 items-center gap-2.5 rounded-control px-2.5 text-sm"
            >
              <Mark className="size-6 shrink-0" />
              <span className="truncate">{session.event.name}</span>
            </a>
            <AccountOf />
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
