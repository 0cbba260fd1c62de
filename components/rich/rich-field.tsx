'use client'
import './rich.css'
import type { Editor } from '@tiptap/core'
import { clsx } from 'clsx'
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { APP } from '@/lib/report/document'
import { isEmptyRich, type Rich } from '@/lib/report/rich'
import { useDocument } from './document-context'
import { focusEnd } from './editor'
import { EditorView } from './editor-view'
import { fits, rewrite } from './fits'
import { forgetAwaited, registerField } from './focus'
import { LengthLimit } from './length-limit'
import { RichText } from './rich-text'
import { Toolbar } from './toolbar'
import { useNearView } from './use-near-view'
import { useRichText } from './use-records'
import { WriterNames } from './writer-names'

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

/** A rich text of the document: static until it is near the view or somebody goes to it, then an editor. */
export function RichField({ readOnly, ...props }: RichFieldProps) {
  const { canWrite } = useDocument()
  return readOnly || !canWrite ? <RichReading {...props} /> : <RichWriting {...props} />
}

/** Read-only fields never become editors: what is not mounted can write nothing. */
function RichReading({ name, hint, lang, className }: RichFieldProps) {
  const rich = useRichText(name)
  return (
    <div data-field={name} lang={lang} className={clsx('rich-field', className)}>
      {hint && isBlank(rich) && <Hint text={hint} />}
      <div className="rich-text">
        <RichText rich={rich} />
      </div>
      <WriterNames name={name} />
    </div>
  )
}

function RichWriting({ name, label, hint, placeholder, limit, lang, onFocus, className }: RichFieldProps) {
  const { doc, undo } = useDocument()
  const box = useRef<HTMLDivElement>(null)
  const near = useNearView(box)
  const [active, setActive] = useState(false)
  const [wanted, setWanted] = useState(false)
  /** Counts the editors that ended because others brought in what no editor can show. */
  const [ended, setEnded] = useState(0)
  const [editor, setEditor] = useState<Editor>()
  const rich = useRichText(name)
  // What no editor can show stays text until somebody goes there to write.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `rich` is a new one whenever the fragment has changed
  const fitting = useMemo(() => fits(doc.getXmlFragment(name)), [doc, name, rich])
  const mounted = (near || active || wanted) && fitting
  const prompt = hint ?? placeholder
  const empty = isBlank(rich)

  const go = useEffectEvent(() => {
    if (editor) return focusEnd(editor)
    const fragment = doc.getXmlFragment(name)
    if (!fits(fragment)) doc.transact(() => rewrite(fragment), APP)
    setWanted(true)
  })
  useEffect(() => registerField(name, { element: () => box.current, focus: go }), [name])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches where the focus within it is
    <div
      ref={box}
      data-field={name}
      className={clsx('rich-field', className)}
      onFocus={() => {
        setActive(true)
        if (active) return
        forgetAwaited()
        undo.stop()
        onFocus?.()
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (currentTarget.contains(relatedTarget)) return
        setActive(false)
        setWanted(false)
      }}
    >
      {active && editor && <Toolbar editor={editor} field={box} />}
      {prompt && empty && <Hint text={prompt} />}
      {mounted ? (
        <EditorView
          key={`${name} ${ended}`}
          name={name}
          attributes={{
            class: 'rich-text',
            'aria-label': label,
            'aria-multiline': 'true',
            ...(lang && { lang }),
            ...(prompt && { 'aria-placeholder': prompt }),
          }}
          focus={wanted}
          onEditor={setEditor}
          onMisfit={() => setEnded((count) => count + 1)}
        />
      ) : (
        // biome-ignore lint/a11y/useSemanticElements: it stands for an editor, which it becomes when it is focused
        <div
          role="textbox"
          tabIndex={0}
          aria-label={label}
          aria-multiline
          lang={lang}
          className="rich-text"
          onFocus={go}
        >
          <RichText rich={rich} />
        </div>
      )}
      {(!mounted || empty) && <WriterNames name={name} />}
      {limit && <LengthLimit rich={rich} limit={limit} />}
    </div>
  )
}

function Hint({ text }: { text: string }) {
  return (
    <div className="rich-hint" aria-hidden>
      {text}
    </div>
  )
}

function isBlank(rich: Rich): boolean {
  return rich.every((block) => block.type === 'paragraph') && isEmptyRich(rich)
}
