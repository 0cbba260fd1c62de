'use client'

import { ChevronDown, History, ListChecks } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useRefusal } from '@/components/shell/problem'
import { Menu, MenuItem, MenuLabel, MenuSeparator, TONES, type Tone, useToast } from '@/components/ui'
import { callApi } from '@/lib/api/call'
import type { SessionState } from '@/lib/report/access'
import { useSession } from '../session-context'
import { afterMenu } from '../use-restore-focus'
import { ApproveDialog } from './approve-dialog'
import { ReopenDialog } from './reopen-dialog'
import { StepsDialog } from './steps-dialog'

const STATE_TONES: Record<SessionState, Tone> = { draft: 'plain', review: 'accent', approved: 'ok' }

type Open = 'nothing' | 'approve' | 'reopen' | 'steps'

/** The state of the report, what can be done about it, and what was done so far. */
export function StateMenu() {
  const t = useTranslations('editor.state')
  const { session, may, refresh } = useSession()
  const toast = useToast()
  const refusalOf = useRefusal()
  const [open, setOpen] = useState<Open>('nothing')
  const { state } = session
  const step = async (name: 'submit' | 'withdraw') => {
    try {
      await callApi('POST', `/sessions/${session.id}/${name}`)
      toast({ text: t(`${name}Done`), tone: 'ok' })
    } catch (error) {
      toast({ text: refusalOf(error).sentence, tone: 'danger' })
    }
    await refresh()
  }
  const openLater = (what: Open) => afterMenu(() => setOpen(what))
  const close = (next: boolean) => !next && setOpen('nothing')
  return (
    <>
      <Menu
        trigger={
          <button
            type="button"
            aria-label={t('button', { state: t(`names.${state}`) })}
            className={`inline-flex min-h-8 shrink-0 items-center gap-1 whitespace-nowrap rounded-full px-3 font-medium text-xs pointer-coarse:min-h-11 ${TONES[STATE_TONES[state]]}`}
          >
            {t(`names.${state}`)}
            <ChevronDown aria-hidden className="size-3.5" />
          </button>
        }
      >
        <MenuLabel>{t(`explained.${state}`)}</MenuLabel>
        {state === 'draft' && may('submit') && (
          <MenuItem onSelect={() => void step('submit')}>{t('submit')}</MenuItem>
        )}
        {state === 'review' && may('submit') && (
          <MenuItem onSelect={() => void step('withdraw')}>{t('withdraw')}</MenuItem>
        )}
        {may('approve') && <MenuItem onSelect={() => openLater('approve')}>{t('approve')}…</MenuItem>}
        {may('reopen') && <MenuItem onSelect={() => openLater('reopen')}>{t('reopen')}…</MenuItem>}
        <MenuSeparator />
        <MenuItem onSelect={() => openLater('steps')}>
          <ListChecks aria-hidden className="size-4" />
          {t('steps')}
        </MenuItem>
        <MenuItem asChild>
          <a href={`/sessions/${session.id}/history`}>
            <History aria-hidden className="size-4" />
            {t('history')}
          </a>
        </MenuItem>
      </Menu>
      <ApproveDialog open={open === 'approve'} onOpenChange={close} />
      <ReopenDialog open={open === 'reopen'} onOpenChange={close} />
      <StepsDialog open={open === 'steps'} onOpenChange={close} />
    </>
  )
}
