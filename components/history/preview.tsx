'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useRefusal } from '@/components/shell/problem'
import { Notice, Spinner } from '@/components/ui'
import { fetchFile } from '@/lib/api/call'

type State = { kind: 'loading' } | { kind: 'ready'; html: string } | { kind: 'refused'; sentence: string }

/** The report as its HTML export of that time shows it: nothing in it runs, and links open beside. */
export function Preview({ session, at }: { session: string; at: string }) {
  const t = useTranslations('pages.history')
  const refusalOf = useRefusal()
  const [state, setState] = useState<State>({ kind: 'loading' })

  useEffect(() => {
    const stopping = new AbortController()
    const path = `/sessions/${session}/report.html?at=${encodeURIComponent(at)}` as const
    fetchFile(path, stopping.signal)
      .then((file) => file.text())
      .then(
        (html) => !stopping.signal.aborted && setState({ kind: 'ready', html }),
        (error) =>
          !stopping.signal.aborted && setState({ kind: 'refused', sentence: refusalOf(error).sentence }),
      )
    return () => stopping.abort()
  }, [session, at, refusalOf])

  if (state.kind === 'refused')
    return (
      <Notice tone="danger" live="alert">
        {state.sentence}
      </Notice>
    )
  return (
    <div className="relative h-[75dvh] min-h-80 overflow-hidden rounded-card border border-line bg-surface">
      {state.kind === 'loading' ? (
        <p role="status" className="flex h-full items-center justify-center gap-3 text-ink-soft">
          <Spinner />
          {t('opening')}
        </p>
      ) : (
        <iframe
          title={t('preview')}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          srcDoc={state.html.replace('<head>', '<head><base target="_blank">')}
          className="size-full"
        />
      )}
    </div>
  )
}
