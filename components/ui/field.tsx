'use client'

import clsx from 'clsx'
import { createContext, type ReactNode, useContext, useId } from 'react'

type FieldIds = { id: string; describedBy: string | undefined; invalid: boolean; required: boolean }

const FieldContext = createContext<FieldIds | undefined>(undefined)

type FieldProps = {
  label: ReactNode
  hint?: ReactNode
  error?: ReactNode
  required?: boolean
  /** Words after the label, e.g. that the field may stay empty. */
  note?: ReactNode
  className?: string
  children: ReactNode
}

/** A label, one control of ./input, a hint and an error, tied together for assistive technology. */
export function Field({ label, hint, error, required = false, note, className, children }: FieldProps) {
  const id = useId()
  const parts = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <FieldContext value={{ id, describedBy: parts || undefined, invalid: Boolean(error), required }}>
      <div className={clsx('flex min-w-0 flex-col gap-1.5', className)}>
        <label htmlFor={id} className="font-medium text-sm">
          {label}
          {note && <span className="ml-1.5 font-normal text-ink-soft">{note}</span>}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="-mt-0.5 text-ink-soft text-sm">
            {hint}
          </p>
        )}
        {children}
        {error && (
          <p id={`${id}-error`} className="text-danger text-sm">
            {error}
          </p>
        )}
      </div>
    </FieldContext>
  )
}

/** What a control takes from the Field around it; its own props win. */
export function useFieldControl() {
  const field = useContext(FieldContext)
  return field
    ? {
        id: field.id,
        'aria-describedby': field.describedBy,
        'aria-invalid': field.invalid || undefined,
        required: field.required || undefined,
      }
    : {}
}
