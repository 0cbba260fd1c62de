'use client'

import { Check, Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { Button, Input } from '@/components/ui'

/** Text that is shown to be copied. The button says so when it is done; the field can be copied by hand. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const t = useTranslations('shell')
  const field = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState(false)

  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 3000)
    return () => clearTimeout(timer)
  }, [copied])

  async function copy() {
    field.current?.select()
    // Without https the clipboard is out of reach; the text is selected, so the keyboard's own copy works.
    await navigator.clipboard?.writeText(value)
    setCopied(navigator.clipboard !== undefined)
  }

  return (
    <div className="flex gap-2">
      <Input
        ref={field}
        readOnly
        aria-label={label}
        value={value}
        onFocus={(event) => event.target.select()}
        className="font-mono text-sm"
      />
      <Button onClick={copy}>
        {copied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
        <span aria-live="polite">{copied ? t('copied') : t('copy')}</span>
      </Button>
    </div>
  )
}
