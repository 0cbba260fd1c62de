'use client'

import { ImageUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useId, useRef, useState } from 'react'
import { Button } from '@/components/ui'

const TYPES = ['image/jpeg', 'image/png', 'image/webp']
const MAX_BYTES = 10 * 1024 * 1024

type BannerFieldProps = {
  /** Address of the banner that the event has. */
  current: string | undefined
  file: File | undefined
  onChange: (file: File | undefined) => void
  error: string | undefined
}

/** The picture at the top of the event's page and of its reports. */
export function BannerField({ current, file, onChange, error }: BannerFieldProps) {
  const t = useTranslations('pages.event')
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState<'bannerType' | 'bannerSize'>()
  const preview = useObjectUrl(file) ?? current
  const fault = refused ? t(refused) : error

  function choose(chosen: File | undefined) {
    if (!chosen) return
    const fault = !TYPES.includes(chosen.type)
      ? 'bannerType'
      : chosen.size > MAX_BYTES
        ? 'bannerSize'
        : undefined
    setRefused(fault)
    if (!fault) onChange(chosen)
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
      <Button className="self-start" onClick={() => input.current?.click()}>
        <ImageUp aria-hidden className="size-4" />
        {preview ? t('bannerReplace') : t('bannerChoose')}
      </Button>
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
