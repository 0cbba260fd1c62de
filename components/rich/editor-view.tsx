'use client'
import type { Editor } from '@tiptap/core'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { useDocument } from './document-context'
import { createEditor, focusEnd } from './editor'

type Props = {
  name: string
  /** Of the editable element. */
  attributes: Record<string, string>
  /** Whether to take the focus, the caret at the end. */
  focus: boolean
  onEditor: (editor: Editor | undefined) => void
  /** The editor ended, since others brought in what it cannot show. */
  onMisfit: () => void
}

/** A mounted editor of one rich text. It is there before the browser paints, so that nothing flickers or moves. */
export function EditorView({ name, attributes, focus, onEditor, onMisfit }: Props) {
  const { doc, carets } = useDocument()
  const host = useRef<HTMLDivElement>(null)
  const [editor, setEditor] = useState<Editor>()
  const announce = useEffectEvent((mounted: Editor | undefined) => onEditor(mounted))
  const misfit = useEffectEvent(() => onMisfit())
  const current = useEffectEvent(() => attributes)

  useLayoutEffect(() => {
    const mounted = createEditor({
      element: host.current!,
      doc,
      name,
      carets,
      attributes: current(),
      onMisfit: () => misfit(),
    })
    setEditor(mounted)
    announce(mounted)
    return () => {
      announce(undefined)
      carets.leave(name)
      mounted.destroy()
    }
  }, [doc, name, carets])

  const asJson = JSON.stringify(attributes)
  useEffect(() => {
    editor?.setOptions({ editorProps: { ...editor.options.editorProps, attributes: JSON.parse(asJson) } })
  }, [editor, asJson])

  useLayoutEffect(() => {
    if (focus && editor && !editor.isFocused) focusEnd(editor)
  }, [editor, focus])

  return <div ref={host} className="rich-host" />
}
