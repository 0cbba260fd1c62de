'use client'

import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Offline } from '@/components/save'
import type { Connection } from '@/lib/collab/connection'
import { useCheckPanel } from './check/check-context'
import { CheckPanel } from './check/check-panel'
import { goTo } from './jump'
import { Outline } from './outline'
import { OutlineDrawer } from './outline-drawer'
import { Paper } from './paper'
import { TopBar } from './top/top-bar'
import { useNoStrayDrops } from './use-no-stray-drops'

/** The page's three parts: the bar, the outline, the paper. */
export function Workspace({ connection, offline }: { connection: Connection; offline: Offline }) {
  const t = useTranslations('editor')
  const [drawer, setDrawer] = useState(false)
  const { isOpen } = useCheckPanel()
  useNoStrayDrops()
  return (
    <div className="min-h-dvh pb-32">
      <a
        href="#report"
        className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:rounded-control focus:bg-surface focus:px-4 focus:py-2 focus:shadow-raised"
      >
        {t('skip')}
      </a>
      <TopBar connection={connection} offline={offline} onOutline={() => setDrawer(true)} />
      <OutlineDrawer open={drawer} onOpenChange={setDrawer} />
      <div
        className={clsx(
          'mx-auto grid max-w-[88rem] lg:grid-cols-[16.5rem_minmax(0,1fr)]',
          isOpen ? 'xl:grid-cols-[16.5rem_minmax(0,1fr)_22rem]' : 'xl:grid-cols-[16.5rem_minmax(0,1fr)_6rem]',
        )}
      >
        <aside className="sticky top-14 hidden h-[calc(100dvh-3.5rem)] overflow-y-auto py-10 pl-4 lg:block">
          <Outline onGo={goTo} />
        </aside>
        <Paper />
        <CheckPanel />
      </div>
    </div>
  )
}
