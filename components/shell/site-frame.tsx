import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { AccountMenu, type Viewer } from './account-menu'
import { Mark } from './mark'

/** The frame of every page but the report's own: the product's name, the reader's menu, the content. */
export function SiteFrame({ viewer, children }: { viewer: Viewer | undefined; children: ReactNode }) {
  const t = useTranslations('shell')
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:top-3 focus:left-3 focus:z-50 focus:rounded-control focus:bg-surface focus:px-4 focus:py-2 focus:shadow-raised"
      >
        {t('skip')}
      </a>
      <header className="mx-auto flex w-full max-w-5xl items-center justify-between gap-4 px-5 py-4 sm:px-8">
        <Link href="/" className="flex min-h-11 items-center gap-2.5 rounded-control">
          <Mark />
          <span className="font-semibold font-serif text-xl tracking-tight">Rapporteur</span>
        </Link>
        <AccountMenu viewer={viewer} />
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto flex w-full max-w-5xl flex-1 flex-col px-5 pt-6 pb-20 outline-none sm:px-8 sm:pt-10"
      >
        {children}
      </main>
    </div>
  )
}
