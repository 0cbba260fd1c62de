'use client'

import { useTranslations } from 'next-intl'
import { useToast } from '@/components/ui'
import type { Finding, Fix } from '@/lib/check'
import { mend } from '@/lib/check/mend'
import { fixLabel } from '@/lib/check/sentence'
import { may, mayWriteRoot } from '@/lib/report/access'
import { useActions } from '../records/use-actions'
import { useSession } from '../session-context'
import { useReader } from './use-reader'

/** Doing what a finding offers, as a step of one's own in the undo; only where one may write. */
export function useMend() {
  const t = useTranslations('check')
  const { session } = useSession()
  const { doc, me, step } = useActions()
  const reader = useReader()
  const toast = useToast()
  return {
    mayMend: ({ fix }: Finding): boolean =>
      fix !== undefined &&
      may(session.role, 'write', session.state) &&
      mayWriteRoot(session.role, session.template, ...rootOf(fix)) === 'allowed',
    /** Whether it was done. */
    mend(finding: Finding, fix: Fix): boolean {
      const done = step(() => mend(doc, fix, me))
      const text = done ? t('fixed', { fix: fixLabel(fix, finding, reader) }) : t('notFixed')
      toast({ text, tone: done ? 'ok' : 'plain' })
      return done
    },
  }
}

/** The root, and in a root map the entry, that a fix writes to. */
function rootOf(fix: Fix): [name: string, key: string | null] {
  switch (fix.kind) {
    case 'replace':
    case 'mark':
      return [fix.field, null]
    case 'header':
      return ['meta', null]
    case 'ask':
      return ['links', `${fix.section}/${fix.item}/${fix.person}/asked`]
  }
}
