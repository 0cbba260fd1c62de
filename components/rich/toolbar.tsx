'use client'
import type { Editor } from '@tiptap/core'
import { clsx } from 'clsx'
import { Bold, Italic, Languages, Link, List, ListOrdered, type LucideIcon, TextQuote } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { LanguagePanel } from './language-panel'
import { LinkPanel } from './link-panel'

type Tool = {
  id: 'bold' | 'italic' | 'link' | 'bulletList' | 'orderedList' | 'blockquote' | 'language'
  icon: LucideIcon
  /** As aria-keyshortcuts writes it, for Control; a Mac's Command is told in the tooltip. */
  keys?: string
  run: (editor: Editor) => void
}
type Panel = 'link' | 'language'

const TOOLS: Tool[] = [
  { id: 'bold', icon: Bold, keys: 'Control+B', run: (editor) => editor.chain().focus().toggleBold().run() },
  {
    id: 'italic',
    icon: Italic,
    keys: 'Control+I',
    run: (editor) => editor.chain().focus().toggleItalic().run(),
  },
  { id: 'link', icon: Link, keys: 'Control+K', run: () => {} },
  {
    id: 'bulletList',
    icon: List,
    keys: 'Control+Shift+8',
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    id: 'orderedList',
    icon: ListOrdered,
    keys: 'Control+Shift+7',
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    id: 'blockquote',
    icon: TextQuote,
    keys: 'Control+Shift+9',
    run: (editor) => editor.chain().focus().toggleBlockquote().run(),
  },
  { id: 'language', icon: Languages, run: () => {} },
]

/**
 * The tools of the field that has the focus, beside it and over nothing that is written. Alt-F10 goes to them, the
 * arrow keys go along them, Escape goes back to the text.
 */
export function Toolbar({ editor, field }: { editor: Editor; field: RefObject<HTMLElement | null> }) {
  const t = useTranslations('rich')
  const bar = useRef<HTMLDivElement>(null)
  const [panel, setPanel] = useState<Panel>()
  const [current, setCurrent] = useState(0)
  const active = useActive(editor)

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const mod = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
      if (event.altKey && event.key === 'F10')
        leave(() => bar.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus())
      else if (mod && event.key.toLowerCase() === 'k') leave(() => setPanel('link'))
      else return
      event.preventDefault()
      event.stopPropagation()
    }
    const element = field.current
    element?.addEventListener('keydown', onKey)
    return () => element?.removeEventListener('keydown', onKey)
  }, [field])

  const close = () => {
    setPanel(undefined)
    editor.commands.focus()
  }
  const go = (event: KeyboardEvent, index: number) => {
    event.preventDefault()
    const next = (index + TOOLS.length) % TOOLS.length
    setCurrent(next)
    bar.current?.querySelectorAll<HTMLElement>('[data-tool]')[next]?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowRight' || event.key === 'ArrowDown') go(event, current + 1)
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') go(event, current - 1)
    else if (event.key === 'Home') go(event, 0)
    else if (event.key === 'End') go(event, TOOLS.length - 1)
    else if (event.key === 'Escape') close()
  }

  return (
    <div className="rich-tools">
      <div className="rich-tools-float">
        <div
          ref={bar}
          role="toolbar"
          aria-label={t('tools')}
          aria-keyshortcuts="Alt+F10"
          className="rich-bar"
          onKeyDown={onKeyDown}
        >
          {TOOLS.map(({ id, icon: Icon, keys, run }, index) => {
            const opens = id === 'link' || id === 'language' ? id : undefined
            return (
              <button
                key={id}
                type="button"
                data-tool={id}
                tabIndex={index === current ? 0 : -1}
                title={keys ? `${t(id)} (${shortcut(keys)})` : t(id)}
                aria-label={t(id)}
                aria-keyshortcuts={keys}
                aria-pressed={opens ? undefined : active.includes(id)}
                aria-expanded={opens && panel === opens}
                className={clsx('rich-tool', active.includes(id) && 'rich-tool-on')}
                // The caret stays in the text.
                onMouseDown={(event) => event.preventDefault()}
                onFocus={() => setCurrent(index)}
                onClick={() => (opens ? setPanel(panel === opens ? undefined : opens) : run(editor))}
              >
                <Icon aria-hidden size={17} strokeWidth={2} />
              </button>
            )
          })}
        </div>
        {panel === 'link' && <LinkPanel editor={editor} onClose={close} />}
        {panel === 'language' && <LanguagePanel editor={editor} onClose={close} />}
      </div>
    </div>
  )
}

/** The browser tells of a selection with the next frame: an editor that has lost the focus by then never hears of it. */
function leave(go: () => void) {
  requestAnimationFrame(go)
}

/** The tools that apply at the caret. */
function useActive(editor: Editor): string[] {
  const joined = useSyncExternalStore(
    (listener) => {
      editor.on('transaction', listener)
      return () => editor.off('transaction', listener)
    },
    () =>
      TOOLS.filter(({ id }) => editor.isActive(id))
        .map(({ id }) => id)
        .join(' '),
  )
  return joined === '' ? [] : joined.split(' ')
}

function shortcut(keys: string): string {
  const mac = /mac|iphone|ipad/i.test(navigator.platform)
  return mac ? keys.replace('Control+', '⌘').replace('Shift+', '⇧') : keys.replace('Control', 'Ctrl')
}
