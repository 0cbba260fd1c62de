'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useRefusal } from '@/components/shell/problem'
import type { Listed } from '@/components/shell/use-list'
import { Badge, Button, Notice, Spinner, useToast } from '@/components/ui'
import { callApi } from '@/lib/api/call'
import type { LinkInfo } from '@/lib/api/schemas'
import { useSession } from '../session-context'

type Props = { list: Listed<LinkInfo>; reload: () => Promise<void>; onRevoked: () => Promise<void> }

/** The links that still work, and the way to end them; who came by one loses access at once. */
export function LinkList({ list, reload, onRevoked }: Props) {
  const t = useTranslations('editor.share')
  const format = useFormatter()
  const { session } = useSession()
  const toast = useToast()
  const refusalOf = useRefusal()
  if (list.kind === 'loading') return <Spinner />
  if (list.kind === 'refused') return <Notice tone="danger">{list.sentence}</Notice>
  const now = Date.now()
  const open = list.rows.filter(
    (link) =>
      link.revokedAt === null && link.expiresAt > now && (link.kind === 'join' || link.usedAt === null),
  )
  if (open.length === 0) return null
  const revoke = async (link: LinkInfo) => {
    try {
      await callApi('DELETE', `/sessions/${session.id}/links/${link.id}`)
      toast({ text: t('revoked'), tone: 'ok' })
    } catch (error) {
      toast({ text: refusalOf(error).sentence, tone: 'danger' })
    }
    await Promise.all([reload(), onRevoked()])
  }
  return (
    <section>
      <h3 className="mb-1 font-medium text-sm">{t('open')}</h3>
      <ul className="divide-y divide-line">
        {open.map((link) => (
          <li key={link.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2 text-sm">
            <span className="min-w-0 flex-1">
              <span className="block truncate">
                {t(`kinds.${link.kind}`, { role: link.role })}
                {link.email && <span className="text-ink-soft"> · {link.email}</span>}
              </span>
              <span className="block text-ink-soft text-xs">
                {t('until', { date: format.dateTime(link.expiresAt, { dateStyle: 'medium' }) })}
              </span>
            </span>
            {link.mail && (
              <Badge tone={link.mail === 'failed' ? 'danger' : 'warn'}>{t(`mail.${link.mail}`)}</Badge>
            )}
            <Button size="sm" look="quiet" onClick={() => void revoke(link)}>
              {t('revoke')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
