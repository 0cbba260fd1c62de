'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useRecords } from '@/components/rich'
import { Button, Dialog, EmptyState } from '@/components/ui'
import { useSession } from '../session-context'
import { useRestoreFocus } from '../use-restore-focus'
import { type Deleted, listDeleted } from './deleted'
import { useActions } from './use-actions'

type Props = { open: boolean; onOpenChange: (open: boolean) => void }

/** What was deleted, by whom and when, and the way back. */
export function DeletedPanel({ open, onOpenChange }: Props) {
  useRestoreFocus(open)
  const t = useTranslations('editor.deleted')
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('title')} description={t('explain')}>
      {open && <List />}
    </Dialog>
  )
}

function List() {
  const t = useTranslations('editor')
  const { session, mayWrite } = useSession()
  const deleted = useRecords((doc) => listDeleted(doc, session.template))
  const { restore } = useActions()
  if (deleted.length === 0) return <EmptyState title={t('deleted.none')} />
  const may = (entry: Deleted) =>
    session.template.sections.some(
      (section) => (entry.section === undefined || section.id === entry.section) && mayWrite(section),
    )
  return (
    <ul className="divide-y divide-line">
      {deleted.map((entry) => (
        <Row
          key={`${entry.map}/${entry.key}`}
          entry={entry}
          {...(may(entry) && { onRestore: () => restore(entry) })}
        />
      ))}
    </ul>
  )
}

function Row({ entry, onRestore }: { entry: Deleted; onRestore?: () => void }) {
  const t = useTranslations('editor.deleted')
  const format = useFormatter()
  const what = t(`what.${entry.what}`, { name: entry.name || t('nobody') })
  return (
    <li className="flex items-start gap-3 py-3 text-sm">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{what}</p>
        {entry.words && <p className="mt-0.5 break-words font-serif text-ink-soft">{entry.words}</p>}
        <p className="mt-1 text-ink-soft text-xs">
          {t('by', {
            name: entry.deletedBy || t('nobody'),
            when: format.dateTime(entry.deletedAt, { dateStyle: 'medium', timeStyle: 'short' }),
          })}
        </p>
      </div>
      {onRestore && (
        <Button size="sm" aria-label={t('restoreWhat', { what })} onClick={onRestore}>
          {t('restore')}
        </Button>
      )}
    </li>
  )
}
