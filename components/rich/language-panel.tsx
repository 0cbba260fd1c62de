'use client'
import type { Editor } from '@tiptap/core'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useId, useRef, useState } from 'react'
import { languageName, languageTag, passageLanguages } from './passage-languages'
import { useRecords } from './use-records'

type Props = { editor: Editor; onClose: () => void }

/** In which language the selected passage is written; with nothing selected, what is typed next or stands there. */
export function LanguagePanel({ editor, onClose }: Props) {
  const t = useTranslations('rich')
  const reader = useLocale()
  const error = useId()
  const list = useRef<HTMLDivElement>(null)
  const [other, setOther] = useState('')
  const [wrong, setWrong] = useState(false)
  const tags = passageLanguages(useRecords((doc) => languagesOf(doc.getMap('meta').toJSON())))
  const current = editor.getAttributes('language').lang as string | undefined
  useEffect(() => list.current?.querySelector('button')?.focus(), [])

  const choose = (lang: string | undefined) => {
    if (!lang) return setWrong(true)
    const chain = editor.chain().focus()
    if (current && editor.state.selection.empty) chain.extendMarkRange('language')
    chain.setPassageLanguage({ lang }).run()
    onClose()
  }
  const remove = () => {
    editor.chain().focus().extendMarkRange('language').unsetPassageLanguage().run()
    onClose()
  }

  return (
    <form
      className="rich-panel"
      aria-label={t('language')}
      onSubmit={(event) => {
        event.preventDefault()
        choose(languageTag(other))
      }}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <div ref={list} className="rich-panel-list">
        {tags.map((tag) => (
          <button
            key={tag}
            type="button"
            aria-pressed={tag === current}
            className="rich-button"
            onClick={() => choose(tag)}
          >
            {languageName(tag, reader)}
          </button>
        ))}
      </div>
      <label className="rich-panel-row">
        <span>{t('otherLanguage')}</span>
        <input
          className="rich-input"
          value={other}
          placeholder="pt-BR"
          maxLength={35}
          autoCapitalize="none"
          spellCheck={false}
          aria-invalid={wrong}
          aria-describedby={wrong ? error : undefined}
          onChange={(event) => {
            setOther(event.target.value)
            setWrong(false)
          }}
        />
        <button type="submit" className="rich-button">
          {t('setLanguage')}
        </button>
      </label>
      {wrong && (
        <p id={error} role="alert" className="rich-panel-wrong">
          {t('noLanguage')}
        </p>
      )}
      {current && (
        <button type="button" className="rich-button" onClick={remove}>
          {t('removeLanguage', { language: languageName(current, reader) })}
        </button>
      )}
    </form>
  )
}

function languagesOf(meta: Record<string, unknown>): string[] {
  const spoken = Array.isArray(meta.languages) ? meta.languages : []
  return [...spoken, meta.language].filter((tag) => typeof tag === 'string')
}
