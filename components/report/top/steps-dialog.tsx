'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useList } from '@/components/shell/use-list'
import { Dialog, Notice, Spinner } from '@/components/ui'
import { RoleName, type StepInfo } from '@/lib/api/schemas'
import { useSession } from '../session-context'
import { useRestoreFocus } from '../use-restore-focus'

type Props = { open: boolean; onOpenChange: (open: boolean) => void }

/** The log: each step of this report, who took it and when. */
export function StepsDialog({ open, onOpenChange }: Props) {
  useRestoreFocus(open)
  const t = useTranslations('editor.steps')
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('title')}>
      {open && <Steps />}
    </Dialog>
  )
}

function Steps() {
  const t = useTranslations('editor.steps')
  const roles = useTranslations('editor.roles')
  const format = useFormatter()
  const { session } = useSession()
  const { list } = useList<StepInfo>(`/sessions/${session.id}/steps`)
  if (list.kind === 'loading') return <Spinner />
  if (list.kind === 'refused') return <Notice tone="danger">{list.sentence}</Notice>
  const known = (action: string) =>
    t.has(`actions.${action}` as never) ? t(`actions.${action}` as never) : action
  const detail = ({ action, detail }: StepInfo) => {
    const role = RoleName.safeParse(detail)
    if (role.success) return roles(role.data)
    if (action === 'restored') {
      const [at = '', ...reason] = detail.split(' ')
      const date = format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' })
      return t('restored', { date, reason: reason.join(' ') })
    }
    return action === 'approved' ? detail.slice(0, 12) : detail
  }
  return (
    <ol className="flex flex-col">
      {list.rows.toReversed().map((step, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: the log only grows, and two steps may be alike
          key={list.rows.length - index}
          className="relative border-line border-l-2 py-2 pl-5 text-sm before:absolute before:top-4 before:-left-[5px] before:size-2 before:rounded-full before:bg-edge"
        >
          <p>
            <span className="font-medium">{step.actor}</span> {known(step.action)}
          </p>
          {step.detail && <p className="break-words text-ink-soft">{detail(step)}</p>}
          <time dateTime={new Date(step.at).toISOString()} className="text-ink-soft text-xs">
            {format.dateTime(step.at, { dateStyle: 'medium', timeStyle: 'short' })}
          </time>
        </li>
      ))}
    </ol>
  )
}
