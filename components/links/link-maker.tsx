'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { CopyField } from '@/components/shell/copy-field'
import { Form, textOf } from '@/components/shell/form'
import { useList } from '@/components/shell/use-list'
import { Button, Field, Input, Notice, Select } from '@/components/ui'
import { callApi } from '@/lib/api/call'
import type { LinkInfo, LinkMade } from '@/lib/api/schemas'
import type { Role } from '@/lib/report/access'
import { LinkList } from './link-list'

type LinkMakerProps = {
  /** Where its links are: `/sessions/<id>/links` or `/events/<id>/links`. */
  path: `/${string}`
  /** What one may be invited as. */
  roles: readonly Role[]
}

/** Makes links that let people in, shows each once, and lists those there are. */
export function LinkMaker({ path, roles }: LinkMakerProps) {
  const t = useTranslations('pages.links')
  const roleName = useTranslations('pages.role')
  const format = useFormatter()
  const { list, reload } = useList<LinkInfo>(path)
  const [role, setRole] = useState<Role>(roles[0]!)
  const [made, setMade] = useState<LinkMade>()

  return (
    <div className="flex flex-col gap-6">
      <Form
        submit={async (data) => {
          const email = textOf(data, 'email')
          const days = Number(textOf(data, 'days'))
          setMade(await callApi<LinkMade>('POST', path, { role, days, ...(email ? { email } : {}) }))
          await reload()
          return 'stay'
        }}
      >
        {({ busy, fault }) => (
          <>
            <div className="grid gap-4 sm:grid-cols-2">
              {roles.length > 1 && (
                <Field label={t('role')} error={fault('role')}>
                  <Select value={role} onChange={(event) => setRole(event.target.value as Role)}>
                    {roles.map((value) => (
                      <option key={value} value={value}>
                        {roleName(value)}
                      </option>
                    ))}
                  </Select>
                </Field>
              )}
              <Field label={t('days')} error={fault('days')}>
                <Select name="days" defaultValue="14">
                  {[1, 7, 14, 30, 90].map((days) => (
                    <option key={days} value={days}>
                      {t('daysCount', { days })}
                    </option>
                  ))}
                </Select>
              </Field>
              <Field
                label={t('email')}
                note={t('optional')}
                hint={t('emailHint')}
                error={fault('email')}
                className="sm:col-span-2"
              >
                <Input name="email" type="email" autoComplete="off" />
              </Field>
            </div>
            <p className="-mt-1 text-ink-soft text-sm">{t(`about.${role}`)}</p>
            <Button type="submit" look="primary" busy={busy} className="self-start">
              {t('make')}
            </Button>
          </>
        )}
      </Form>
      {made && (
        <Notice tone="accent" live="status" className="text-ink!">
          <p className="mb-2">
            {t('made', { role: roleName(made.role), date: format.dateTime(made.expiresAt, 'day') })}{' '}
            {made.mailed && t('mailed')}
          </p>
          <CopyField label={t('link')} value={made.url} />
        </Notice>
      )}
      <section>
        <h3 className="mb-1 font-medium text-sm">{t('list')}</h3>
        <LinkList list={list} path={path} reload={reload} />
      </section>
    </div>
  )
}
