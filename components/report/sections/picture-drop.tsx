'use client'

import clsx from 'clsx'
import { ImageUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { Button, Notice, Spinner } from '@/components/ui'
import type { Upload } from './use-upload'

/** Where a picture is dropped, pasted or chosen; says why one was refused. */
export function PictureDrop({
  upload,
  over,
  small = false,
}: {
  upload: Upload
  over: boolean
  small?: boolean
}) {
  const t = useTranslations('editor.picture')
  const input = useRef<HTMLInputElement>(null)
  const busy = upload.state.kind === 'sending'
  return (
    <div className="w-full">
      <div
        className={clsx(
          'flex flex-wrap items-center gap-3 rounded-card border border-dashed px-4 font-sans text-sm transition-colors',
          small ? 'py-3' : 'py-5',
          over ? 'border-accent bg-accent-soft' : 'border-line',
        )}
      >
        {busy ? <Spinner /> : <ImageUp aria-hidden className="size-5 shrink-0 text-ink-soft" />}
        <span role="status" className="min-w-0 flex-1 basis-48 text-ink-soft">
          {busy ? t('sending') : t('drop')}
        </span>
        <Button size="sm" disabled={busy} onClick={() => input.current?.click()}>
          {t('choose')}
        </Button>
        <input
          ref={input}
          type="file"
          accept="image/jpeg,image/png,image/webp"
          hidden
          onChange={(event) => {
            const file = event.target.files?.[0]
            event.target.value = ''
            if (file) void upload.send(file)
          }}
        />
      </div>
      {upload.state.kind === 'refused' && (
        <Notice tone="danger" live="alert" className="mt-2">
          {upload.state.sentence}
        </Notice>
      )}
    </div>
  )
}
