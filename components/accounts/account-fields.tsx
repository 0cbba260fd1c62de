'use client'

import { useTranslations } from 'next-intl'
import type { FormState } from '@/components/shell/form'
import { Field, Input } from '@/components/ui'

/** What a new account needs: name, e-mail address, password. */
export function AccountFields({ fault, email }: Pick<FormState, 'fault'> & { email?: string | undefined }) {
  const t = useTranslations('pages.account')
  return (
    <>
      <Field label={t('name')} hint={t('nameHint')} error={fault('name')} required>
        <Input name="name" autoComplete="name" />
      </Field>
      <Field label={t('email')} error={fault('email')} required>
        <Input name="email" type="email" autoComplete="username" defaultValue={email} />
      </Field>
      <Field label={t('password')} hint={t('passwordHint')} error={fault('password')} required>
        <Input name="password" type="password" autoComplete="new-password" minLength={10} />
      </Field>
    </>
  )
}
