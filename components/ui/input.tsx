'use client'

import clsx from 'clsx'
import { ChevronDown } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { useFieldControl } from './field'

const CONTROL = clsx(
  'w-full min-w-0 rounded-control border border-edge bg-surface px-3 text-base text-ink',
  'placeholder:text-ink-soft aria-invalid:border-danger',
  'focus-visible:border-accent focus-visible:outline-offset-0',
  'disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-soft',
)

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return (
    <input
      {...useFieldControl()}
      {...rest}
      className={clsx(CONTROL, 'h-10 pointer-coarse:h-11', className)}
    />
  )
}

export function Textarea({ className, rows = 3, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea {...useFieldControl()} rows={rows} {...rest} className={clsx(CONTROL, 'py-2', className)} />
  )
}

/** The browser's own list, styled: it works with every keyboard, phone and screen reader. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={clsx('relative block', className)}>
      <select
        {...useFieldControl()}
        {...rest}
        className={clsx(CONTROL, 'h-10 appearance-none pr-9 pointer-coarse:h-11')}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute inset-y-0 right-3 my-auto size-4 text-ink-soft"
      />
    </span>
  )
}

type CheckProps = Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode; hint?: ReactNode }

export function Checkbox(props: CheckProps) {
  return <Choice {...props} type="checkbox" />
}

export function Radio(props: CheckProps) {
  return <Choice {...props} type="radio" />
}

function Choice({ label, hint, className, ...rest }: CheckProps & { type: 'checkbox' | 'radio' }) {
  return (
    <label className={clsx('flex items-start gap-3 py-1 pointer-coarse:py-2.5', className)}>
      <input {...rest} className="mt-1 size-4 shrink-0" />
      <span className="min-w-0">
        <span className="block">{label}</span>
        {hint && <span className="block text-ink-soft text-sm">{hint}</span>}
      </span>
    </label>
  )
}

type RadioGroupProps<T extends string> = {
  name: string
  legend: ReactNode
  value: T
  onChange: (value: T) => void
  options: readonly { value: T; label: ReactNode; hint?: ReactNode }[]
}

/** One choice of a few, all in view. */
export function RadioGroup<T extends string>({ name, legend, value, onChange, options }: RadioGroupProps<T>) {
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 font-medium text-sm">{legend}</legend>
      {options.map((option) => (
        <Radio
          key={option.value}
          name={name}
          value={option.value}
          checked={option.value === value}
          onChange={() => onChange(option.value)}
          label={option.label}
          hint={option.hint}
        />
      ))}
    </fieldset>
  )
}
