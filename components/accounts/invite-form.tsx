'use client'

import { signIn, signOut } from 'next-auth/react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Viewer } from '@/components/shell/account-menu'
import { Form, textOf } from '@/components/shell/form'
import { TaskCard } from '@/components/shell/page-head'
import { Refused } from '@/components/shell/problem'
import { forgetSecret } from '@/components/shell/use-secret'
import { Button, Field, Input, RadioGroup } from '@/components/ui'
import { callApi } from '@/lib/api/call'
import type { Accepted, LookedAt } from '@/lib/api/schemas'
import { AccountFields } from './account-fields'
import { LinkGate } from './link-gate'
import { useSignInSentence } from './sign-in-sentence'

type InviteFormProps = {
  /** Who is signed in, and could accept at once. */
  viewer: Viewer | undefined
  oidc: string | undefined
}

/** Accepts an invitation: as who is signed in, with an account that exists, or with a new one. */
export function InviteForm({ viewer, oidc }: InviteFormProps) {
  const t = useTranslations('pages.invite')
  const role = useTranslations('pages.role')
  return (
    <LinkGate kind="invite">
      {(link, secret) => (
        <TaskCard
          title={link.session?.title || link.event?.name || t('title')}
          lead={
            <>
              {link.session && <p>{link.event?.name}</p>}
              <p className="mt-4 text-ink">{t('lead', { role: role(link.role) })}</p>
            </>
          }
        >
          {viewer?.kind === 'user' ? (
            <AcceptAs name={viewer.name} secret={secret} />
          ) : (
            <SignInOrUp link={link} secret={secret} oidc={oidc} />
          )}
        </TaskCard>
      )}
    </LinkGate>
  )
}

function AcceptAs({ name, secret }: { name: string; secret: string }) {
  const t = useTranslations('pages.invite')
  return (
    <Form submit={() => accept({ secret })}>
      {({ busy }) => (
        <>
          <Button type="submit" look="primary" busy={busy}>
            {t('acceptAs', { name })}
          </Button>
          {/* The link stays with this tab, so that signing out leads back to it. */}
          <Button look="quiet" onClick={() => signOut({ callbackUrl: window.location.pathname })}>
            {t('another')}
          </Button>
        </>
      )}
    </Form>
  )
}

function SignInOrUp({ link, secret, oidc }: { link: LookedAt; secret: string; oidc: string | undefined }) {
  const t = useTranslations('pages.invite')
  const [account, setAccount] = useState<'new' | 'existing'>('new')
  return (
    <div className="flex flex-col gap-6">
      {oidc && (
        <Button onClick={() => signIn('oidc', { callbackUrl: window.location.pathname })}>
          {t('with', { name: oidc })}
        </Button>
      )}
      <RadioGroup
        name="account"
        legend={t('account')}
        value={account}
        onChange={setAccount}
        options={[
          { value: 'new', label: t('new') },
          { value: 'existing', label: t('existing') },
        ]}
      />
      {account === 'new' ? (
        <NewAccount secret={secret} email={link.email} />
      ) : (
        <ExistingAccount secret={secret} email={link.email} />
      )}
    </div>
  )
}

function NewAccount({ secret, email }: { secret: string; email: string | undefined }) {
  const t = useTranslations('pages.invite')
  return (
    <Form
      submit={(data) =>
        accept({
          secret,
          name: textOf(data, 'name'),
          email: textOf(data, 'email'),
          password: String(data.get('password') ?? ''),
        })
      }
    >
      {({ busy, fault }) => (
        <>
          <AccountFields fault={fault} email={email} />
          <Button type="submit" look="primary" busy={busy}>
            {t('acceptNew')}
          </Button>
        </>
      )}
    </Form>
  )
}

function ExistingAccount({ secret, email }: { secret: string; email: string | undefined }) {
  const t = useTranslations('pages.signIn')
  const invite = useTranslations('pages.invite')
  const sentenceOf = useSignInSentence()
  return (
    <Form
      submit={async (data) => {
        const given = { email: textOf(data, 'email'), password: String(data.get('password') ?? '') }
        if (!given.email || !given.password) throw new Refused(t('incomplete'))
        const answer = await signIn('credentials', { ...given, redirect: false })
        if (answer?.error) throw new Refused(sentenceOf(answer.error))
        return accept({ secret })
      }}
    >
      {({ busy }) => (
        <>
          <Field label={t('email')} required>
            <Input name="email" type="email" autoComplete="username" defaultValue={email} />
          </Field>
          <Field label={t('password')} required>
            <Input name="password" type="password" autoComplete="current-password" />
          </Field>
          <Button type="submit" look="primary" busy={busy}>
            {invite('acceptExisting')}
          </Button>
        </>
      )}
    </Form>
  )
}

async function accept(request: { secret: string; name?: string; email?: string; password?: string }) {
  const { session, event } = await callApi<Accepted>('POST', '/links/accept', request)
  forgetSecret()
  window.location.assign(session ? `/sessions/${session}` : event ? `/events/${event}` : '/')
  return 'leaving' as const
}
