'use client'

import { Download, FileUp } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useId, useRef, useState } from 'react'
import { useRefusal } from '@/components/shell/problem'
import { Button, buttonClass, useToast } from '@/components/ui'
import { callApi } from '@/lib/api/call'
import type { WordTemplateInfo } from '@/lib/api/word-template'
import { WordTemplateRow } from './word-template-row'

const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const MAX_BYTES = 10 * 1024 * 1024

/** The Word templates of an event: upload one, see what was found in it, take it away. */
export function WordTemplatePanel({ event, templates }: { event: string; templates: WordTemplateInfo[] }) {
  const t = useTranslations('word')
  const locale = useLocale()
  const router = useRouter()
  const toast = useToast()
  const refusalOf = useRefusal()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const [step, setStep] = useState<'idle' | 'uploading'>('idle')
  const [fault, setFault] = useState<string>()
  const path = `/events/${event}/templates` as const

  async function upload(file: File | undefined) {
    if (!file) return
    setFault(undefined)
    if (file.size > MAX_BYTES) return setFault(t('tooBig'))
    setStep('uploading')
    try {
      const name = encodeURIComponent(file.name.slice(0, 200))
      const { findings } = await callApi<WordTemplateInfo>('POST', `${path}?name=${name}`, file)
      const faults = (['unknown', 'missing'] as const)
        .filter((what) => findings[what].length > 0)
        .map((what) => `${t(what, { count: findings[what].length })}.`)
      toast({
        text: [t('uploaded', { name: file.name }), ...faults].join(' '),
        tone: faults.length > 0 ? 'plain' : 'ok',
      })
      router.refresh()
    } catch (error) {
      setFault(refusalOf(error).sentence)
    } finally {
      setStep('idle')
      // The same file, mended, can be chosen again.
      if (input.current) input.current.value = ''
    }
  }

  async function remove({ id, name }: WordTemplateInfo) {
    try {
      await callApi('DELETE', `${path}/${id}`)
      toast({ text: t('removed', { name }), tone: 'ok' })
    } catch (error) {
      toast({ text: refusalOf(error).sentence, tone: 'danger' })
    }
    router.refresh()
    // The button that was pressed leaves with its row.
    heading.current?.focus()
  }

  return (
    <section aria-labelledby={`${id}-title`} className="mt-12 max-w-3xl border-line border-t pt-8">
      <h2 ref={heading} id={`${id}-title`} tabIndex={-1} className="font-semibold text-lg outline-none">
        {t('title')}
      </h2>
      <p id={`${id}-lead`} className="mt-1 text-ink-soft">
        {t('lead', { example: '{{title}}' })}
      </p>
      <div className="mt-4 flex flex-wrap items-center gap-2">
        <input
          ref={input}
          type="file"
          accept={`.docx,.dotx,${TYPE}`}
          aria-label={t('title')}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => void upload(event.target.files?.[0])}
        />
        <Button
          aria-describedby={`${id}-lead`}
          busy={step === 'uploading'}
          onClick={() => input.current?.click()}
        >
          {step === 'idle' && <FileUp aria-hidden className="size-4" />}
          {step === 'uploading' ? t('uploading') : templates.length > 0 ? t('replace') : t('choose')}
        </Button>
        <a
          href={`/api/v1${path}/sample.docx?language=${locale}`}
          download="sample.docx"
          className={buttonClass('quiet')}
        >
          <Download aria-hidden className="size-4" />
          {t('sample')}
        </a>
        <Link href={`/events/${event}/word-template`} className={buttonClass('quiet')}>
          {t('guide')}
        </Link>
      </div>
      <p role="alert" className="mt-3 text-danger text-sm empty:hidden">
        {fault}
      </p>
      {templates.length === 0 ? (
        <p className="mt-4 text-ink-soft text-sm">{t('none')}</p>
      ) : (
        <ul className="mt-5 divide-y divide-line border-line border-y">
          {templates.map((template) => (
            <WordTemplateRow
              key={template.id}
              template={template}
              href={`/api/v1${path}/${template.id}`}
              onRemove={() => remove(template)}
            />
          ))}
        </ul>
      )}
    </section>
  )
}
