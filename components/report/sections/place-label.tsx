'use client'

import { PencilLine } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { focusField, LineField, useLine } from '@/components/rich'

type PlaceLabelProps = {
  name: string
  person: string
  canWrite: boolean
  lang: string
  /** Says what it is, where it does not stand beside the name. */
  titled?: boolean
}

/**
 * What stands after the name in this one place, instead of the affiliation. A quiet button until somebody wants it;
 * an emptied caption is gone when one leaves it.
 */
export function PlaceLabel({ name, person, canWrite, lang, titled = false }: PlaceLabelProps) {
  const t = useTranslations('editor')
  const [open, setOpen] = useState(false)
  const label = useLine(name)
  if (!canWrite) return null
  if (open || label)
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: it only watches the keyboard leave
      <span className="flex min-w-0 grow basis-48 items-baseline gap-3" onBlur={() => setOpen(false)}>
        {titled && (
          <span aria-hidden className="shrink-0 font-sans text-ink-soft text-xs">
            {t('caption.button')}
          </span>
        )}
        <LineField
          name={name}
          label={t('caption.label', { name: person })}
          placeholder={t('caption.placeholder')}
          lang={lang}
          className="line w-full text-ink-soft"
        />
      </span>
    )
  return (
    <button
      type="button"
      aria-label={t('caption.open', { name: person })}
      title={t('caption.why')}
      className="reveal inline-flex items-center gap-1 rounded-sm px-1 font-sans text-ink-soft text-xs hover:bg-sunken hover:text-ink pointer-coarse:min-h-11"
      onClick={() => {
        setOpen(true)
        focusField(name)
      }}
    >
      <PencilLine aria-hidden className="size-3" />
      {t('caption.button')}
    </button>
  )
}
