'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { CopyField } from '@/components/shell/copy-field'
import { Form, textOf } from '@/components/shell/form'
import { useRefusal } from '@/components/shell/problem'
import { useList } from '@/components/shell/use-list'
import { Button, EmptyState, Field, Input, Notice, Select, Spinner, useToast } from '@/components/ui'
import { callApi } from '@/lib/api/call'
import type { TokenInfo, TokenMade } from '@/lib/api/schemas'

/** Makes, lists and revokes the reader's API tokens. A token is shown once. */
export function TokenList() {
  const t = useTranslations('pages.tokens')
  const format = useFormatter()
  const toast = useToast()
  const refusalOf = useRefusal()
  const { list, reload } = useList<TokenInfo>('/tokens')
  const [made, setMade] = useState<TokenMade>()

  async function revoke(id: string) {
    try {
      await callApi('DELETE', `/tokens/${id}`)
      if (made?.id === id) setMade(undefined)
      toast({ text: t('revoked'), tone: 'ok' })
    } catch (error) {
      toast({ text: refusalOf(error).sentence, tone: 'danger' })
    }
    await reload()
  }

  return (
    <div className="flex max-w-2xl flex-col gap-8">
      <Form
        submit={async (data) => {
          const label = textOf(data, 'label')
          const days = Number(textOf(data, 'days'))
          setMade(await callApi<TokenMade>('POST', '/tokens', { days, ...(label ? { label } : {}) }))
          await reload()
          return 'stay'
        }}
      >
        {({ busy, fault }) => (
          <div className="flex flex-wrap items-end gap-4">
            <Field label={t('label')} error={fault('label')} className="flex-1 basis-56">
              <Input name="label" maxLength={100} autoComplete="off" />
            </Field>
            <Field label={t('days')} error={fault('days')} className="basis-36">
              <Select name="days" defaultValue="90">
                {[1, 30, 90, 365].map((days) => (
                  <option key={days} value={days}>
                    {t('daysCount', { days })}
                  </option>
                ))}
              </Select>
            </Field>
            <Button type="submit" look="primary" busy={busy}>
              {t('make')}
            </Button>
          </div>
        )}
      </Form>
      {made && (
        <Notice tone="accent" live="status" className="text-ink!">
          <p className="mb-2">{t('made')}</p>
          <CopyField label={t('token')} value={made.token} />
        </Notice>
      )}
      {list.kind === 'loading' && <Spinner />}
      {list.kind === 'refused' && <Notice tone="danger">{list.sentence}</Notice>}
      {list.kind === 'ready' && list.rows.length === 0 && <EmptyState title={t('none')} />}
      {list.kind === 'ready' && list.rows.length > 0 && (
        <ul className="divide-y divide-line border-line border-y">
          {list.rows.map((token) => (
            <li key={token.id} className="flex items-center gap-4 py-3">
              <div className="min-w-0 flex-1">
                <p className="break-words font-medium">{token.label}</p>
                <p className="text-ink-soft text-sm">
                  {t('expires', { date: format.dateTime(token.expiresAt, 'day') })} ·{' '}
                  {token.lastUsedAt === null
                    ? t('unused')
                    : t('used', { date: format.dateTime(token.lastUsedAt, 'day') })}
                </p>
              </div>
              <Button
                size="sm"
                aria-label={t('revokeNamed', { label: token.label })}
                onClick={() => revoke(token.id)}
              >
                {t('revoke')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
