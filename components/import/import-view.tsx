'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { NamedLanguage } from '@/components/events/language-names'
import { useRefusal } from '@/components/shell/problem'
import { callApi } from '@/lib/api/call'
import type { ImportAnswer } from '@/lib/api/import'
import { FileDrop } from './file-drop'
import { Review } from './review'

const MAX_BYTES = 32 * 1024 * 1024

type State =
  | { kind: 'choosing'; error?: string; isBack?: true }
  | { kind: 'reading'; name: string }
  | { kind: 'review'; name: string; answer: ImportAnswer }

type ImportViewProps = {
  event: string
  /** The languages that reports may be written in, by their names in the reader's language. */
  languages: readonly NamedLanguage[]
}

/** A file is chosen, read, and looked at; only then a session is created. */
export function ImportView({ event, languages }: ImportViewProps) {
  const t = useTranslations('imports')
  const refusalOf = useRefusal()
  const [state, setState] = useState<State>({ kind: 'choosing' })

  async function read(file: File) {
    if (file.size > MAX_BYTES) return setState({ kind: 'choosing', error: t('tooLarge') })
    setState({ kind: 'reading', name: file.name })
    const query = new URLSearchParams({ event, name: file.name })
    try {
      const answer = await callApi<ImportAnswer>('POST', `/import?${query}`, file)
      setState({ kind: 'review', name: file.name, answer })
    } catch (error) {
      setState({ kind: 'choosing', error: refusalOf(error).sentence })
    }
  }

  if (state.kind === 'review')
    return (
      <Review
        event={event}
        file={state.name}
        answer={state.answer}
        languages={languages}
        onAgain={() => setState({ kind: 'choosing', isBack: true })}
      />
    )
  return (
    <FileDrop
      reading={state.kind === 'reading' ? state.name : undefined}
      error={state.kind === 'choosing' ? state.error : undefined}
      focused={state.kind === 'choosing' && state.isBack === true}
      onFile={(file) => void read(file)}
    />
  )
}
