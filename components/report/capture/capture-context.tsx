'use client'

import { useTranslations } from 'next-intl'
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { focusField, useDocument } from '@/components/rich'
import { useToast } from '@/components/ui'
import { addItem } from '@/lib/report/document'
import { itemText } from '@/lib/report/roots'
import { useActions } from '../records/use-actions'
import { useSession } from '../session-context'
import { AddPersonDialog } from './add-person-dialog'
import { HelpSheet } from './help-sheet'
import { PickSummaryDialog } from './pick-summary-dialog'
import { actionOf, type CaptureAction } from './shortcuts'
import { type Answerable, answerable, sectionOf } from './targets'
import { VoiceDialog } from './voice-dialog'

type Open =
  | { kind: 'nothing' }
  | { kind: 'help' }
  | { kind: 'person' }
  | { kind: 'answer'; to: Answerable }
  | { kind: 'remark'; section: string }
  | { kind: 'summary'; section: string }

type Capture = { start: (action: CaptureAction) => void; help: () => void }

const Context = createContext<Capture>({ start: () => {}, help: () => {} })

/** Starts what the shortcuts start, for buttons. */
export function useCapture(): Capture {
  return useContext(Context)
}

/** Fast capture: its shortcuts work everywhere on the page, also while typing, and its dialogs stand over it. */
export function CaptureProvider({ children }: { children: ReactNode }) {
  const t = useTranslations('editor.capture')
  const { doc } = useDocument()
  const { step } = useActions()
  const { session, mayWrite } = useSession()
  const toast = useToast()
  const focused = useFocusedItem()
  const [open, setOpen] = useState<Open>({ kind: 'nothing' })

  const start = useCallback(
    (action: CaptureAction) => {
      const writable = session.template.sections.filter(mayWrite)
      const nowhere = () => toast({ text: t(`nowhere.${action}`) })
      if (action === 'person') return writable.length > 0 ? setOpen({ kind: 'person' }) : nowhere()
      if (action === 'answer') {
        const to = answerable(doc, writable, focused.current)
        return to ? setOpen({ kind: 'answer', to }) : nowhere()
      }
      const kinds = { question: 'questions', remark: 'remarks', summary: 'summaries' } as const
      const candidates = action === 'summary' ? session.template.sections : writable
      const section = sectionOf(candidates, kinds[action])
      if (section === undefined) return nowhere()
      if (action !== 'question') return setOpen({ kind: action, section })
      setOpen({ kind: 'nothing' })
      focusField(
        itemText(
          section,
          step(() => addItem(doc, section)),
        ),
      )
    },
    [session, mayWrite, doc, step, toast, t, focused],
  )
  const help = useCallback(() => setOpen({ kind: 'help' }), [])
  useKeys(start, help)

  const close = () => setOpen({ kind: 'nothing' })
  const value = useMemo(() => ({ start, help }), [start, help])
  return (
    <Context value={value}>
      {children}
      {open.kind === 'answer' && <VoiceDialog kind="answer" {...open.to} onClose={close} />}
      {open.kind === 'remark' && <VoiceDialog kind="remark" section={open.section} onClose={close} />}
      {open.kind === 'summary' && <PickSummaryDialog section={open.section} onClose={close} />}
      {open.kind === 'person' && <AddPersonDialog onClose={close} />}
      <HelpSheet open={open.kind === 'help'} onOpenChange={(next) => !next && close()} />
    </Context>
  )
}

/** The key of the question or prompt in which the keyboard was last. */
function useFocusedItem() {
  const focused = useRef<string>(undefined)
  useEffect(() => {
    const onFocus = (event: FocusEvent) => {
      const element = event.target instanceof Element ? event.target : undefined
      // A dialog or menu is not on the paper: what was in focus before it stays the one that is meant.
      if (element?.closest('[data-report]'))
        focused.current = element.closest<HTMLElement>('[data-item]')?.dataset.item
    }
    document.addEventListener('focusin', onFocus)
    return () => document.removeEventListener('focusin', onFocus)
  }, [])
  return focused
}

function useKeys(start: (action: CaptureAction) => void, help: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const action = actionOf(event)
      if (action && !modalElsewhere()) {
        event.preventDefault()
        event.stopPropagation()
        start(action)
      } else if (event.key === '?' && !event.ctrlKey && !event.metaKey && !isField(event.target)) {
        event.preventDefault()
        help()
      }
    }
    // While capturing: the editors have their own meaning for some of these keys.
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [start, help])
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}

/** Whether a dialog asks for an answer first. Popovers, which leave the page in reach, do not count. */
function modalElsewhere(): boolean {
  return [...document.querySelectorAll('[role="dialog"][data-state="open"]')].some(
    (dialog) =>
      !dialog.closest('[data-radix-popper-content-wrapper]') && !dialog.hasAttribute('data-capture'),
  )
}
