'use client'

import { useTranslations } from 'next-intl'
import { readRefusal } from '@/lib/api/sign-in'

/** Turns next-auth's `error` into a sentence. */
export function useSignInSentence(): (error: string) => string {
  const t = useTranslations('pages.signIn')
  return (error) => {
    const refusal = readRefusal(error)
    if (refusal.kind !== 'wait') return t(`refused.${refusal.kind}`)
    const { seconds } = refusal
    return seconds < 100
      ? t('refused.wait', { seconds })
      : t('refused.waitLong', { minutes: Math.ceil(seconds / 60) })
  }
}
