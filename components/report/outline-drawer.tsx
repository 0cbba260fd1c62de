'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Dialog as Radix } from 'radix-ui'
import { useRef } from 'react'
import { IconButton } from '@/components/ui'
import { goTo } from './jump'
import { Outline } from './outline'

type Props = { open: boolean; onOpenChange: (open: boolean) => void }

/** The outline where there is no room beside the paper. Choosing a section closes it and goes there. */
export function OutlineDrawer({ open, onOpenChange }: Props) {
  const t = useTranslations('editor.outline')
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
            <Radix.Title className="font-semibold">{t('label')}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label={t('close')} size="sm">
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
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
