'use client'

export type RichFieldProps = {
  /** The root's name (lib/report/roots.ts). */
  name: string
  /** Read aloud as the field's name. */
  label: string
  /** The template's hint: shown while the field is empty, never exported. */
  hint?: string
  placeholder?: string
  readOnly?: boolean
  /** Length limit in words. */
  limit?: number
  /** The language of the text, for spelling and speech. */
  lang?: string
  onFocus?: () => void
  className?: string
}

export function RichField({ name, label }: RichFieldProps) {
  return <div data-field={name} role="textbox" aria-label={label} aria-multiline tabIndex={0} />
}
