'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button, Menu, MenuItem } from '@/components/ui'
import { afterMenu } from '../use-restore-focus'
import { useCapture } from './capture-context'
import { Keys } from './keys'
import { ACTIONS, ariaKeysOf, isMac, keysOf } from './shortcuts'

/** The shortcuts' actions for who has no keyboard at hand, or does not know them yet. */
export function AddMenu() {
  const t = useTranslations('editor.capture')
  const { start } = useCapture()
  const mac = isMac(navigator.platform)
  return (
    <Menu
      trigger={
        <Button look="quiet" size="sm" className="px-2! sm:px-3!" aria-label={t('button')}>
          <Plus aria-hidden className="size-4" />
          <span className="hidden md:inline">{t('button')}</span>
        </Button>
      }
    >
      {ACTIONS.map((action) => (
        <MenuItem
          key={action}
          aria-keyshortcuts={ariaKeysOf(action, mac)}
          onSelect={() => afterMenu(() => start(action))}
        >
          <span className="flex-1 pr-6">{t(`actions.${action}`)}</span>
          <Keys keys={keysOf(action, mac)} className="pointer-coarse:hidden" />
        </MenuItem>
      ))}
    </Menu>
  )
}
