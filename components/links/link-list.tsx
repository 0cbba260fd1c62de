'use client'

import { useFormatter, useNow, useTranslations } from 'next-intl'
import { useRefusal } from '@/components/shell/problem'
import type { Listed } from '@/components/shell/use-list'
import { Badge, Button, Notice, Spinner, type Tone, useToast } from '@/components/ui'
import { callApi } from '@/lib/api/call'
import type { LinkInfo } from '@/lib/api/schemas'

type LinkListProps = { list: Listed<LinkInfo>; path: `/${string}`; reload: () => Promise<void> }

/** The links that were made, and what became of them. Revoking one puts out who came by it. */
export function LinkList({ list, path, reload }: LinkListProps) {
  const t = useTranslations('pages.links')
  const role = useTranslations('pages.role')
  const format = useFormatter()
  const now = useNow().getTime()
  const refusalOf = useRefusal()
  const toast = useToast()

  if (list.kind === 'loading') return <Spinner />
  if (list.kind === 'refused') return <Notice tone="danger">{list.sentence}</Notice>
  if (list.rows.length === 0) return <p className="text-ink-soft text-sm">{t('none')}</p>

  async function revoke(id: string) {
    try {
      await callApi('DELETE', `${path}/${id}`)
      toast({ text: t('revoked'), tone: 'ok' })
    } catch (error) {
      toast({ text: refusalOf(error).sentence, tone: 'danger' })
    }
    await reload()
  }

  return (
    <ul className="divide-y divide-line">
      {list.rows.map((link) => {
        const fate = fateOf(link, now)
        return (
          <li key={link.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3">
            <div className="min-w-0 flex-1">
              <p className="break-words">{link.email ?? t(link.kind === 'join' ? 'join' : 'invitation')}</p>
              <p className="text-ink-soft text-sm">
                {role(link.role)} · {t('expires', { date: format.dateTime(link.expiresAt, 'day') })}
              </p>
            </div>
            {link.mail && fate === 'open' && (
              <Badge tone={link.mail === 'failed' ? 'danger' : 'warn'}>{t(`mail.${link.mail}`)}</Badge>
            )}
            <Badge tone={TONE[fate]}>{t(`fate.${fate}`)}</Badge>
            {(fate === 'open' || fate === 'used') && (
              <Button size="sm" onClick={() => revoke(link.id)}>
                {t('revoke')}
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}

type Fate = 'open' | 'used' | 'expired' | 'revoked'
const TONE: Record<Fate, Tone> = { open: 'ok', used: 'accent', expired: 'plain', revoked: 'plain' }

function fateOf({ revokedAt, usedAt, expiresAt }: LinkInfo, now: number): Fate {
  if (revokedAt !== null) return 'revoked'
  if (usedAt !== null) return 'used'
  return expiresAt <= now ? 'expired' : 'open'
}
