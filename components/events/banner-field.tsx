'use client'

import { ImageUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useId, useRef, useState } from 'react'
import { Button } from '@/components/ui'

const TYPES = ['image/jpeg', 'image/png', 'image/webp']
const MAX_BYTES = 10 * 1024 * 1024

/** What becomes of the banner when the form is sent. */
export type BannerChange = { kind: 'keep' } | { kind: 'remove' } | { kind: 'set'; file: File }

type BannerFieldProps = {
  /** Address of the banner that the event has. */
  current: string | undefined
  change: BannerChange
  onChange: (change: BannerChange) => void
  error: string | undefined
}

/** The picture at the top of the event's page and of its reports. */
export function BannerField({ current, change, onChange, error }: BannerFieldProps) {
  const t = useTranslations('pages.event')
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState<'bannerType' | 'bannerSize'>()
  const chosen = useObjectUrl(change.kind === 'set' ? change.file : undefined)
  const preview = chosen ?? (change.kind === 'keep' ? current : undefined)
  const fault = refused ? t(refused) : error

  function choose(file: File | undefined) {
    if (!file) return
    const fault = !TYPES.includes(file.type) ? 'bannerType' : file.size > MAX_BYTES ? 'bannerSize' : undefined
    setRefused(fault)
    if (!fault) onChange({ kind: 'set', file })
  }

  function remove() {
    setRefused(undefined)
    // The same file can be chosen again.
    if (input.current) input.current.value = ''
    onChange({ kind: current && change.kind === 'keep' ? 'remove' : 'keep' })
  }

  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="font-medium text-sm">
        {t('banner')} <span className="font-normal text-ink-soft">{t('optional')}</span>
      </label>
      <p id={`${id}-hint`} className="-mt-1 text-ink-soft text-sm">
        {t('bannerHint')}
      </p>
      {preview && (
        // biome-ignore lint/performance/noImgElement: a local file or a private picture, which Next cannot optimise
        <img src={preview} alt="" className="max-h-40 w-full rounded-card border border-line object-cover" />
      )}
      <input
        ref={input}
        id={id}
        type="file"
        accept={TYPES.join(',')}
        aria-describedby={`${id}-hint`}
        aria-invalid={Boolean(fault) || undefined}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => choose(event.target.files?.[0])}
      />
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => input.current?.click()}>
          <ImageUp aria-hidden className="size-4" />
          {preview ? t('bannerReplace') : t('bannerChoose')}
        </Button>
        {preview && (
          <Button look="quiet" onClick={remove}>
            {t('bannerRemove')}
          </Button>
        )}
      </div>
      <p role="alert" className="text-danger text-sm empty:hidden">
        {fault}
      </p>
    </div>
  )
}

function useObjectUrl(file: File | undefined): string | undefined {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!file) return setUrl(undefined)
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return url
}
