'use client'

import clsx from 'clsx'
import { FileUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type DragEvent, useEffect, useId, useRef, useState } from 'react'
import { Button } from '@/components/ui'

const ACCEPT = '.docx,.md,.markdown,.txt,.html,.htm,.json'

type FileDropProps = {
  /** The name of the file that is being read. */
  reading: string | undefined
  error: string | undefined
  /** Whether somebody comes back from what was found in another file, and goes on with the keyboard here. */
  focused: boolean
  onFile: (file: File) => void
}

/** Where a file is chosen or dropped. */
export function FileDrop({ reading, error, focused, onFile }: FileDropProps) {
  const t = useTranslations('imports')
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [over, setOver] = useState(false)
  useEffect(() => {
    if (focused) button.current?.focus()
  }, [focused])

  function drag(event: DragEvent, isOver: boolean) {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setOver(isOver && reading === undefined)
  }

  function drop(event: DragEvent) {
    drag(event, false)
    const file = event.dataTransfer.files[0]
    if (file && reading === undefined) onFile(file)
  }

  return (
    <section
      aria-label={t('choose')}
      onDragEnter={(event) => drag(event, true)}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={drop}
      className={clsx(
        'flex flex-col items-center gap-4 rounded-card border border-dashed px-6 py-12 text-center',
        over ? 'border-accent bg-accent-soft' : 'border-edge bg-surface',
      )}
    >
      <input
        ref={input}
        id={id}
        type="file"
        accept={ACCEPT}
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0]
          // The same file can be chosen again.
          event.target.value = ''
          if (file) onFile(file)
        }}
      />
      <FileUp aria-hidden className="size-8 text-ink-soft" />
      <div className="flex flex-wrap items-center justify-center gap-3">
        {/* It stays while a file is read: who pressed it does not lose their place. */}
        <Button
          ref={button}
          look="primary"
          busy={reading !== undefined}
          aria-describedby={`${id}-formats`}
          onClick={() => input.current?.click()}
        >
          {t('choose')}
        </Button>
        {reading === undefined && (
          <span className="text-ink-soft text-sm">{over ? t('dropNow') : t('drop')}</span>
        )}
      </div>
      <p role="status" className="wrap-anywhere max-w-md text-sm empty:hidden">
        {reading !== undefined && t('reading', { name: reading })}
      </p>
      <p
        id={`${id}-formats`}
        className={clsx('max-w-md text-ink-soft text-sm', reading !== undefined && 'hidden')}
      >
        {t('formats')}
      </p>
      <p role="alert" className="max-w-md text-danger text-sm empty:hidden">
        {error}
      </p>
    </section>
  )
}
