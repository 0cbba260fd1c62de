'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Dialog } from '@/components/ui'
import { useRestoreFocus } from '../use-restore-focus'
import { Keys } from './keys'
import { ACTIONS, isMac, keysOf } from './shortcuts'

type Props = { open: boolean; onOpenChange: (open: boolean) => void }

/** Every shortcut of the page. */
export function HelpSheet({ open, onOpenChange }: Props) {
  const t = useTranslations('editor')
  useRestoreFocus(open)
  const mac = isMac(navigator.platform)
  const mod = mac ? '⌘' : 'Ctrl'
  const shift = mac ? '⇧' : 'Shift'
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('help.title')} description={t('help.explain')}>
      <Group title={t('help.capture')}>
        {ACTIONS.map((action) => (
          <Line key={action} keys={keysOf(action, mac)}>
            {t(`capture.actions.${action}`)}
          </Line>
        ))}
      </Group>
      <Group title={t('help.records')}>
        <Line keys={['Alt', '↑']}>{t('record.up')}</Line>
        <Line keys={['Alt', '↓']}>{t('record.down')}</Line>
        <Line keys={[mac ? '↵' : 'Enter']}>{t('help.nextSpeaker')}</Line>
      </Group>
      <Group title={t('help.text')}>
        <Line keys={[mod, 'B']}>{t('help.bold')}</Line>
        <Line keys={[mod, 'I']}>{t('help.italic')}</Line>
        <Line keys={[mod, 'Z']}>{t('help.undo')}</Line>
        <Line keys={mac ? [mod, shift, 'Z'] : [mod, 'Y']}>{t('help.redo')}</Line>
      </Group>
      <Group title={t('help.page')}>
        <Line keys={['?']}>{t('help.this')}</Line>
        <Line keys={['Esc']}>{t('help.escape')}</Line>
      </Group>
    </Dialog>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-5 first:mt-1">
      <h3 className="mb-1 font-medium text-ink-soft text-xs">{title}</h3>
      <ul className="divide-y divide-line">{children}</ul>
    </section>
  )
}

function Line({ keys, children }: { keys: string[]; children: ReactNode }) {
  return (
    <li className="flex items-center justify-between gap-4 py-2 text-sm">
      <span>{children}</span>
      <Keys keys={keys} />
    </li>
  )
}
