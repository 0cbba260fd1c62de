'use client'

import { Link2, UserPlus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CopyField } from '@/components/shell/copy-field'
import { useRefusal } from '@/components/shell/problem'
import { useList } from '@/components/shell/use-list'
import { Button, Dialog, Field, Input, Notice, Tabs } from '@/components/ui'
import { callApi } from '@/lib/api/call'
import type { LinkInfo, LinkMade, PersonInfo } from '@/lib/api/schemas'
import { useSession } from '../session-context'
import { LinkList } from './link-list'
import { PeopleList } from './people-list'

/** Who may come in: links to hand out, and the people who have come. */
export function ShareDialog() {
  const t = useTranslations('editor.share')
  return (
    <Dialog
      title={t('title')}
      trigger={
        <Button look="secondary" size="sm" className="px-2! sm:px-3!" aria-label={t('button')}>
          <UserPlus aria-hidden className="size-4" />
          <span className="hidden lg:inline">{t('button')}</span>
        </Button>
      }
    >
      <ShareTabs />
    </Dialog>
  )
}

function ShareTabs() {
  const t = useTranslations('editor.share')
  const { session } = useSession()
  const links = useList<LinkInfo>(`/sessions/${session.id}/links`)
  const people = useList<PersonInfo>(`/sessions/${session.id}/people`)
  return (
    <Tabs
      label={t('title')}
      tabs={[
        {
          id: 'links',
          label: t('links'),
          content: (
            <div className="flex flex-col gap-6">
              <MakeLink as="rapporteur" onMade={links.reload} />
              <MakeLink as="moderator" onMade={links.reload} />
              <LinkList {...links} onRevoked={people.reload} />
            </div>
          ),
        },
        { id: 'people', label: t('people'), content: <PeopleList {...people} /> },
      ]}
    />
  )
}

type Made =
  | { kind: 'none' }
  | { kind: 'making' }
  | { kind: 'made'; link: LinkMade }
  | { kind: 'refused'; sentence: string }

/** A join link for rapporteurs, who need no account; an invitation for a moderator, who makes one. */
function MakeLink({ as: role, onMade }: { as: 'rapporteur' | 'moderator'; onMade: () => Promise<void> }) {
  const t = useTranslations('editor.share')
  const { session } = useSession()
  const refusalOf = useRefusal()
  const [email, setEmail] = useState('')
  const [made, setMade] = useState<Made>({ kind: 'none' })
  const make = async () => {
    setMade({ kind: 'making' })
    try {
      const body = { role, ...(email.trim() && { email: email.trim() }) }
      setMade({
        kind: 'made',
        link: await callApi<LinkMade>('POST', `/sessions/${session.id}/links`, body),
      })
      setEmail('')
      await onMade()
    } catch (error) {
      setMade({ kind: 'refused', sentence: refusalOf(error).sentence })
    }
  }
  return (
    <section>
      <h3 className="font-medium text-sm">{t(`${role}.title`)}</h3>
      <p className="mt-0.5 text-ink-soft text-sm">{t(`${role}.explain`)}</p>
      <form
        className="mt-3 flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          void make()
        }}
      >
        {role === 'moderator' && (
          <Field label={t('email')} note={t('optional')} className="grow basis-48">
            <Input
              type="email"
              autoComplete="off"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          </Field>
        )}
        <Button type="submit" busy={made.kind === 'making'}>
          <Link2 aria-hidden className="size-4" />
          {t(`${role}.make`)}
        </Button>
      </form>
      {made.kind === 'made' && (
        <div role="status" className="mt-3 flex flex-col gap-1.5">
          <CopyField label={t(`${role}.title`)} value={made.link.url} />
          <p className="text-ink-soft text-sm">{made.link.mailed ? t('mailed') : t('once')}</p>
        </div>
      )}
      {made.kind === 'refused' && (
        <Notice tone="danger" live="alert" className="mt-3">
          {made.sentence}
        </Notice>
      )}
    </section>
  )
}
