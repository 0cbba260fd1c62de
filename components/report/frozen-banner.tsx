'use client'

import { BadgeCheck } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useSession } from './session-context'

/** Over an approved report: who approved which version, and when. */
export function FrozenBanner() {
  const t = useTranslations('editor.frozen')
  const format = useFormatter()
  const { session, may } = useSession()
  const { approval } = session
  if (session.state !== 'approved' || !approval) return null
  return (
    <div role="status" className="mb-10 flex gap-3 rounded-card bg-ok-soft px-5 py-4 font-sans text-sm">
      <BadgeCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-ok" />
      <div className="min-w-0">
        <p className="font-medium text-ok">
          {t('who', {
            name: approval.byName,
            when: format.dateTime(approval.at, { dateStyle: 'long', timeStyle: 'short' }),
          })}
        </p>
        <p className="mt-1 text-ink-soft">
          {t.rich('version', {
            seq: approval.seq,
            sha: approval.sha256.slice(0, 12),
            code: (chunks) => <code className="text-[0.8125rem]">{chunks}</code>,
          })}{' '}
          {may('reopen') ? t('mayReopen') : t('mayNot')}
        </p>
      </div>
    </div>
  )
}
