'use client'

import { signIn } from 'next-auth/react'
import { useTranslations } from 'next-intl'
import { Form, textOf } from '@/components/shell/form'
import { Refused } from '@/components/shell/problem'
import { Button, Field, Input, Notice } from '@/components/ui'
import { useSignInSentence } from './sign-in-sentence'

type SignInFormProps = {
  /** The organisation's own sign-in, if there is one. */
  oidc: string | undefined
  /** Where to go afterwards. */
  next: string
  /** Why the last try was refused, when that is said by the address. */
  error?: string | undefined
}

export function SignInForm({ oidc, next, error }: SignInFormProps) {
  const t = useTranslations('pages.signIn')
  const sentenceOf = useSignInSentence()
  return (
    <div className="flex flex-col gap-5">
      {error && (
        <Notice tone="danger" live="alert">
          {sentenceOf(error)}
        </Notice>
      )}
      {oidc && (
        <>
          <Button look="secondary" className="w-full" onClick={() => signIn('oidc', { callbackUrl: next })}>
            {t('with', { name: oidc })}
          </Button>
          <div className="flex items-center gap-3 text-ink-soft text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
            {t('or')}
          </div>
        </>
      )}
      <Form
        submit={async (data) => {
          const email = textOf(data, 'email')
          const password = String(data.get('password') ?? '')
          if (!email || !password) throw new Refused(t('incomplete'))
          const answer = await signIn('credentials', { email, password, redirect: false })
          if (answer?.error) throw new Refused(sentenceOf(answer.error))
          window.location.assign(next)
          return 'leaving'
        }}
      >
        {({ busy }) => (
          <>
            <Field label={t('email')} required>
              <Input name="email" type="email" autoComplete="username" />
            </Field>
            <Field label={t('password')} required>
              <Input name="password" type="password" autoComplete="current-password" />
            </Field>
            <Button type="submit" look="primary" busy={busy}>
              {t('submit')}
            </Button>
          </>
        )}
      </Form>
    </div>
  )
}
