'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { NamedLanguage } from '@/components/events/language-names'
import type { ListedSession } from '@/components/events/session-list'
import { Form } from '@/components/shell/form'
import { Refused } from '@/components/shell/problem'
import { Button, Field, RadioGroup, Select } from '@/components/ui'
import { callApi } from '@/lib/api/call'
import type { BookFormat, BookInfo, BookRequest } from '@/lib/api/schemas'
import { SessionChoice } from './session-choice'

type BookFormProps = {
  event: string
  sessions: readonly ListedSession[]
  languages: readonly NamedLanguage[]
  /** A book was asked for. */
  onAsked: () => Promise<void>
}

/** Which reports in which format: all that are approved, or chosen ones, drafts too. */
export function BookForm({ event, sessions, languages, onAsked }: BookFormProps) {
  const t = useTranslations('books')
  const approved = sessions.filter(({ state }) => state === 'approved').map(({ id }) => id)
  const [which, setWhich] = useState<'approved' | 'chosen'>(approved.length > 0 ? 'approved' : 'chosen')
  const [chosen, setChosen] = useState<readonly string[]>(approved)
  const [format, setFormat] = useState<BookFormat>('pdf')
  const [language, setLanguage] = useState(languages[0]?.tag ?? 'en')

  async function submit(): Promise<'stay'> {
    if (which === 'chosen' && chosen.length === 0) throw new Refused(t('chooseOne'))
    const wanted: BookRequest = { language, ...(which === 'chosen' ? { sessions: [...chosen] } : {}) }
    await callApi<BookInfo>('POST', `/events/${event}/book.${format}`, wanted)
    await onAsked()
    return 'stay'
  }

  return (
    <Form submit={submit}>
      {({ busy }) => (
        <>
          <RadioGroup
            name="which"
            legend={t('which')}
            value={which}
            onChange={setWhich}
            options={[
              { value: 'approved', label: t('approved', { count: approved.length }) },
              { value: 'chosen', label: t('chosen'), hint: t('chosenHint') },
            ]}
          />
          {which === 'chosen' && <SessionChoice sessions={sessions} value={chosen} onChange={setChosen} />}
          <div className="grid items-start gap-5 sm:grid-cols-2">
            <RadioGroup
              name="format"
              legend={t('format')}
              value={format}
              onChange={setFormat}
              options={(['pdf', 'docx'] as const).map((value) => ({ value, label: t(`formats.${value}`) }))}
            />
            {languages.length > 1 && (
              <Field label={t('language')} hint={t('languageHint')}>
                <Select value={language} onChange={({ target }) => setLanguage(target.value)}>
                  {languages.map(({ tag, name }) => (
                    <option key={tag} value={tag}>
                      {name}
                    </option>
                  ))}
                </Select>
              </Field>
            )}
          </div>
          <Button type="submit" look="primary" busy={busy} className="self-start">
            {t('make')}
          </Button>
        </>
      )}
    </Form>
  )
}
