'use client'

import './globals.css'
import { useEffect, useState } from 'react'
import { LOCALE_COOKIE, type Locale, pickLocale } from '@/lib/i18n/locale'
import en from '@/lib/i18n/messages/en/broken.json'
import fr from '@/lib/i18n/messages/fr/broken.json'

const WORDS: Record<Locale, typeof en> = { en, fr }

/** When even the frame of the pages cannot be shown: there is no catalogue, and no component to lean on. */
export default function FrameError({ retry }: { error: unknown; retry: () => void }) {
  const [locale, setLocale] = useState<Locale>('en')
  useEffect(() => {
    const chosen = new RegExp(`(?:^|; )${LOCALE_COOKIE}=(\\w+)`).exec(document.cookie)?.[1]
    setLocale(pickLocale(chosen, navigator.languages.join(',')))
  }, [])
  const { title, text, again } = WORDS[locale]
  return (
    <html lang={locale}>
      <body>
        <title>Rapporteur</title>
        <main className="mx-auto max-w-lg px-5 py-20">
          <h1 className="font-semibold font-serif text-2xl">{title}</h1>
          <p className="mt-3 mb-7 text-ink-soft">{text}</p>
          <button
            type="button"
            onClick={() => retry()}
            className="min-h-11 rounded-control border border-edge px-4"
          >
            {again}
          </button>
        </main>
      </body>
    </html>
  )
}
