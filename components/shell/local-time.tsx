'use client'

import { NextIntlClientProvider, useLocale } from 'next-intl'
import type { ReactNode } from 'react'

/**
 * Inside it, times of day are those of the reader's own clock. Only around what is rendered in the browser alone: the
 * server does not know the reader's zone and says UTC.
 */
export function LocalTime({ children }: { children: ReactNode }) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  return (
    <NextIntlClientProvider locale={useLocale()} timeZone={timeZone}>
      {children}
    </NextIntlClientProvider>
  )
}
