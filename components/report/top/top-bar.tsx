'use client'

import { CircleQuestionMark, EllipsisVertical, ListTree, Redo2, Trash2, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useSyncExternalStore } from 'react'
import { useDocument, useLine } from '@/components/rich'
import { type Offline, SaveIndicator } from '@/components/save'
import { Mark } from '@/components/shell/mark'
import { IconButton, Menu, MenuItem } from '@/components/ui'
import type { Connection } from '@/lib/collab/connection'
import { AddMenu } from '../capture/add-menu'
import { useCapture } from '../capture/capture-context'
import { CheckButton, CheckItem } from '../check/check-button'
import { DeletedPanel } from '../records/deleted-panel'
import { useSession } from '../session-context'
import { afterMenu } from '../use-restore-focus'
import { AccountOf } from './account-of'
import { ExportMenu } from './export-menu'
import { PeopleHere } from './people-here'
import { ShareDialog } from './share-dialog'
import { StateMenu } from './state-menu'

type Props = { connection: Connection; offline: Offline; onOutline: () => void }

/** What belongs to the whole report: whether it is saved, its state, who is here, and what can be done with it. */
export function TopBar({ connection, offline, onOutline }: Props) {
  const t = useTranslations('editor')
  const { doc, canWrite } = useDocument()
  const { session, may } = useSession()
  return (
    <header className="sticky top-0 z-20 border-line border-b bg-paper/95 backdrop-blur">
      <div className="mx-auto flex min-h-14 max-w-[88rem] flex-wrap items-center gap-x-1 px-2 max-sm:py-1 sm:flex-nowrap sm:px-4 lg:gap-x-2">
        <div className="flex min-w-0 grow items-center gap-1 lg:gap-2">
          <IconButton label={t('outline.open')} onClick={onOutline} className="lg:hidden">
            <ListTree aria-hidden className="size-5" />
          </IconButton>
          {/* Plain links lead out of the report: only so the browser asks before one leaves with unsaved text. */}
          <a
            href={`/events/${session.event.id}`}
            aria-label={t('toEvent', { name: session.event.name })}
            title={t('toEvent', { name: session.event.name })}
            className="hidden shrink-0 rounded-control p-1 sm:block"
          >
            <Mark className="size-7" />
          </a>
          <Title />
          <StateMenu />
          <div className="shrink-0">
            <SaveIndicator
              connection={connection}
              doc={doc}
              session={{ id: session.id, template: session.template }}
              offline={offline}
            />
          </div>
        </div>
        <div className="ml-auto flex shrink-0 items-center gap-1 lg:gap-2">
          <PeopleHere />
          <span className="hidden items-center lg:flex">{canWrite && <UndoButtons />}</span>
          {canWrite && <AddMenu />}
          <span className="max-sm:hidden">
            <CheckButton />
          </span>
          <ExportMenu />
          {may('invite') && <ShareDialog />}
          <MoreMenu />
          <span className="hidden sm:block">
            <AccountOf />
          </span>
        </div>
      </div>
    </header>
  )
}

/** The title again, once it may have been scrolled away. */
function Title() {
  const title = useLine('title')
  return (
    <span aria-hidden className="hidden min-w-0 max-w-72 truncate font-medium font-serif xl:block">
      {title}
    </span>
  )
}

function UndoButtons() {
  const t = useTranslations('editor')
  const { undo } = useDocument()
  const canUndo = useSyncExternalStore(undo.subscribe, undo.canUndo)
  const canRedo = useSyncExternalStore(undo.subscribe, undo.canRedo)
  return (
    <>
      <IconButton label={t('help.undo')} size="sm" disabled={!canUndo} onClick={() => undo.undo()}>
        <Undo2 aria-hidden className="size-4" />
      </IconButton>
      <IconButton label={t('help.redo')} size="sm" disabled={!canRedo} onClick={() => undo.redo()}>
        <Redo2 aria-hidden className="size-4" />
      </IconButton>
    </>
  )
}

function MoreMenu() {
  const t = useTranslations('editor')
  const { help } = useCapture()
  const [deleted, setDeleted] = useState(false)
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t('more')} size="sm" data-check-opener>
            <EllipsisVertical aria-hidden className="size-4" />
          </IconButton>
        }
      >
        <CheckItem />
        <MenuItem onSelect={() => afterMenu(() => setDeleted(true))}>
          <Trash2 aria-hidden className="size-4" />
          {t('deleted.title')}
        </MenuItem>
        <MenuItem onSelect={() => afterMenu(help)}>
          <CircleQuestionMark aria-hidden className="size-4" />
          <span className="flex-1">{t('help.title')}</span>
          <kbd className="font-sans text-ink-soft text-xs">?</kbd>
        </MenuItem>
      </Menu>
      <DeletedPanel open={deleted} onOpenChange={setDeleted} />
    </>
  )
}
