'use client'

import { useTranslations } from 'next-intl'
import { readRefusal } from '@/lib/api/sign-in'

/** Turns next-auth's `error` into a sentence. */
export function useSignInSentence(): (error: string) => string {
  const t = useTranslations('pages.signIn')
  return (error) => {
    const refusal = readRefusal(error)
    return refusal.kind === 'wait'
      ? t('refused.wait', { minutes: Math.ceil(refusal.seconds / 60) })
      : t(`refused.${refusal.kind}`)
  }
}
