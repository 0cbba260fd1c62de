'use client'
import './rich.css'
import { clsx } from 'clsx'
import { useEffect, useRef } from 'react'
import { useDocument } from './document-context'
import { forgetAwaited, registerField } from './focus'
import { LineInput } from './line-input'
import { useLine } from './use-records'
import { WriterNames } from './writer-names'

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

/** One line of the document (or several, with `multiline`), which several people may type into at once. */
export function LineField({ readOnly, ...props }: LineFieldProps) {
  const { canWrite } = useDocument()
  return readOnly || !canWrite ? <LineText {...props} /> : <LineEditor {...props} />
}

function LineText({ name, lang, className }: LineFieldProps) {
  return (
    <div className="line-field-box">
      <div data-field={name} lang={lang} dir="auto" className={clsx('line-field', className)}>
        {useLine(name)}
      </div>
      <WriterNames name={name} />
    </div>
  )
}

function LineEditor({
  name,
  label,
  placeholder,
  multiline = false,
  lang,
  className,
  onEnter,
  onFocus,
}: LineFieldProps) {
  const { doc, undo, carets } = useDocument()
  const element = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    const input = new LineInput(element.current!, doc.getText(name), multiline ? 'lines' : 'line')
    return () => input.destroy()
  }, [doc, name, multiline])
  useEffect(
    () =>
      registerField(name, {
        element: () => element.current,
        focus: () => {
          element.current?.focus({ preventScroll: true })
          element.current?.setSelectionRange(element.current.value.length, element.current.value.length)
        },
      }),
    [name],
  )
  useEffect(() => () => carets.leave(name), [carets, name])
  return (
    <div className="line-field-box">
      <textarea
        ref={element}
        data-field={name}
        aria-label={label}
        aria-multiline={multiline}
        placeholder={placeholder}
        lang={lang}
        dir="auto"
        rows={1}
        className={clsx('line-field', className)}
        onFocus={() => {
          forgetAwaited()
          undo.stop()
          carets.enter(name)
          onFocus?.()
        }}
        onBlur={() => carets.leave(name)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || multiline || event.nativeEvent.isComposing) return
          event.preventDefault()
          onEnter?.()
        }}
      />
      <WriterNames name={name} />
    </div>
  )
}
