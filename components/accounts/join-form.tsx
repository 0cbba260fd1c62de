'use client'

import { useTranslations } from 'next-intl'
import { Form, textOf } from '@/components/shell/form'
import { TaskCard } from '@/components/shell/page-head'
import { forgetSecret } from '@/components/shell/use-secret'
import { Button, Field, Input } from '@/components/ui'
import { callApi } from '@/lib/api/call'
import { LinkGate } from './link-gate'

/** Lets somebody into a session by a name, without an account; who is signed in comes as that account. */
export function JoinForm() {
  const t = useTranslations('pages.join')
  const role = useTranslations('pages.role')
  return (
    <LinkGate kind="join">
      {(link, secret) => (
        <TaskCard
          title={link.session?.title || t('untitled')}
          lead={
            <>
              <p>{link.event?.name}</p>
              <p className="mt-4 text-ink">{t('lead', { role: role(link.role) })}</p>
            </>
          }
        >
          <Form
            submit={async (data) => {
              const name = link.you?.kind === 'user' ? link.you.name : textOf(data, 'name')
              const request = { secret, name }
              const { session } = await callApi<{ session: string }>('POST', '/links/join', request)
              forgetSecret()
              window.location.assign(`/sessions/${session}`)
              return 'leaving'
            }}
          >
            {({ busy, fault }) =>
              link.you?.kind === 'user' ? (
                <Button type="submit" look="primary" busy={busy}>
                  {t('joinAs', { name: link.you.name })}
                </Button>
              ) : (
                <>
                  <Field label={t('name')} hint={t('nameHint')} error={fault('name')} required>
                    <Input name="name" autoComplete="name" defaultValue={link.you?.name} autoFocus />
                  </Field>
                  <Button type="submit" look="primary" busy={busy}>
                    {t('submit')}
                  </Button>
                </>
              )
            }
          </Form>
        </TaskCard>
      )}
    </LinkGate>
  )
}
