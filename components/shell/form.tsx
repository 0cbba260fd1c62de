'use client'

import clsx from 'clsx'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Notice } from '@/components/ui'
import { type Refusal, useRefusal } from './problem'

export type FormState = { busy: boolean; fault: (field: string) => string | undefined }

type FormProps = {
  /** Sends the form. It may throw what useRefusal understands; `leaving` keeps it busy while the next page loads. */
  submit: (data: FormData) => Promise<'leaving' | 'stay'>
  className?: string
  children: (state: FormState) => ReactNode
}

/**
 * A form that says what was refused, above itself and at each field, and takes the reader to the first of them. The
 * server is the one that checks.
 */
export function Form({ submit, className, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null)
  const refusalOf = useRefusal()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()

  useEffect(() => {
    if (!refusal) return
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    field?.focus()
    if (!field && refusal.faults.size > 0 && refusal.detail)
      setRefusal({ sentence: refusal.detail, faults: new Map() })
  }, [refusal])

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setRefusal(undefined)
    try {
      if ((await submit(new FormData(event.currentTarget))) === 'stay') setBusy(false)
    } catch (error) {
      setBusy(false)
      setRefusal(refusalOf(error))
    }
  }

  return (
    // post: what is sent before the page is ready must not put a password into the address
    <form
      ref={form}
      method="post"
      noValidate
      onSubmit={onSubmit}
      className={clsx('flex flex-col gap-5', className)}
    >
      {refusal && (
        <Notice tone="danger" live="alert">
          {refusal.sentence}
        </Notice>
      )}
      {children({ busy, fault: (field) => refusal?.faults.get(field) })}
    </form>
  )
}

/** The text of a field, trimmed. */
export function textOf(data: FormData, name: string): string {
  const value = data.get(name)
  return typeof value === 'string' ? value.trim() : ''
}
