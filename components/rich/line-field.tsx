'use client'

export type LineFieldProps = {
  /** The root's name (lib/report/roots.ts). */
  name: string
  label: string
  placeholder?: string
  multiline?: boolean
  readOnly?: boolean
  lang?: string
  className?: string
  /** Enter in a one-line field. It never inserts a line break there. */
  onEnter?: () => void
  onFocus?: () => void
}

export function LineField({ name, label }: LineFieldProps) {
  return <textarea data-field={name} aria-label={label} rows={1} />
}
