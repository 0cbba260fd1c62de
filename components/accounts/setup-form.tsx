'use client'

import { useTranslations } from 'next-intl'
import { Form, textOf } from '@/components/shell/form'
import { TaskCard } from '@/components/shell/page-head'
import { forgetSecret } from '@/components/shell/use-secret'
import { Button, Checkbox } from '@/components/ui'
import { callApi } from '@/lib/api/call'
import type { SetupRequest } from '@/lib/api/schemas'
import { AccountFields } from './account-fields'
import { LinkGate } from './link-gate'

/** Makes the first organiser's account, with the link that the server's console printed. */
export function SetupForm() {
  const t = useTranslations('pages.setup')
  return (
    <LinkGate kind="setup">
      {(_, secret) => (
        <TaskCard title={t('title')} lead={t('lead')}>
          <Form
            submit={async (data) => {
              const request: SetupRequest = {
                secret,
                name: textOf(data, 'name'),
                email: textOf(data, 'email'),
                password: String(data.get('password') ?? ''),
                example: data.get('example') === 'on',
              }
              const made = await callApi<{ event?: string }>('POST', '/setup', request)
              forgetSecret()
              window.location.assign(made.event ? `/events/${made.event}` : '/')
              return 'leaving'
            }}
          >
            {({ busy, fault }) => (
              <>
                <AccountFields fault={fault} />
                <Checkbox name="example" defaultChecked label={t('example')} hint={t('exampleHint')} />
                <Button type="submit" look="primary" busy={busy}>
                  {t('submit')}
                </Button>
              </>
            )}
          </Form>
        </TaskCard>
      )}
    </LinkGate>
  )
}
