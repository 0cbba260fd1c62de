'use client'
import type { Editor } from '@tiptap/core'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { linkAddress } from './link-address'

type Props = { editor: Editor; onClose: () => void }

/** Where the selection links to. With nothing selected the link at the caret is changed, or the address is written. */
export function LinkPanel({ editor, onClose }: Props) {
  const t = useTranslations('rich')
  const error = useId()
  const [before] = useState(() => (editor.getAttributes('link').href as string | undefined) ?? '')
  const [input, setInput] = useState(before)
  const [wrong, setWrong] = useState(false)

  const apply = () => {
    const href = linkAddress(input)
    if (!href) return setWrong(true)
    const chain = editor.chain().focus()
    if (before !== '') chain.extendMarkRange('link').setLink({ href }).run()
    else if (!editor.state.selection.empty) chain.setLink({ href }).run()
    else
      chain
        .insertContent({ type: 'text', text: input.trim(), marks: [{ type: 'link', attrs: { href } }] })
        .run()
    onClose()
  }
  const remove = () => {
    editor.chain().focus().extendMarkRange('link').unsetLink().run()
    onClose()
  }

  return (
    <form
      className="rich-panel"
      onSubmit={(event) => {
        event.preventDefault()
        apply()
      }}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <label className="rich-panel-row">
        <span>{t('address')}</span>
        <input
          // biome-ignore lint/a11y/noAutofocus: the panel opens because the writer asked for this very input
          autoFocus
          className="rich-input"
          inputMode="url"
          value={input}
          placeholder="https://"
          aria-invalid={wrong}
          aria-describedby={wrong ? error : undefined}
          onChange={(event) => {
            setInput(event.target.value)
            setWrong(false)
          }}
        />
      </label>
      {wrong && (
        <p id={error} role="alert" className="rich-panel-wrong">
          {t('noAddress')}
        </p>
      )}
      <div className="rich-panel-row">
        <button type="submit" className="rich-button">
          {t('setLink')}
        </button>
        {before !== '' && (
          <button type="button" className="rich-button" onClick={remove}>
            {t('removeLink')}
          </button>
        )}
      </div>
    </form>
  )
}
