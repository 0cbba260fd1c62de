import { Editor, Extension } from '@tiptap/core'
import { Fragment, Slice } from '@tiptap/pm/model'
import { Selection } from '@tiptap/pm/state'
import { yCursorPlugin, ySyncPlugin, ySyncPluginKey } from '@tiptap/y-tiptap'
import type * as Y from 'yjs'
import { isSafeUrl } from '@/lib/report/rich'
import { richExtensions } from '@/lib/report/rich-schema'
import { type Carets, inkOn } from './carets'
import { FieldMapping } from './field-mapping'
import { fits, mend } from './fits'

/** The origin of repairs that no one did by hand and no one should undo. */
const MEND = Symbol.for('rapporteur.mend')

/** Pixels that stay free around the caret when the page follows it: above, the bar of the page and the tools. */
const AROUND_CARET = { top: 112, right: 8, bottom: 48, left: 8 }

type Options = {
  element: HTMLElement
  doc: Y.Doc
  name: string
  carets: Carets
  attributes: Record<string, string>
  /** Others brought in what the editor cannot show: it no longer follows the document and must be destroyed. */
  onMisfit: () => void
}

/** An editor on the rich text `name`, which must fit (fits.ts). Opening it changes nothing in the document. */
export function createEditor({ element, doc, name, carets, attributes, onMisfit }: Options): Editor {
  const fragment = doc.getXmlFragment(name)
  const mapping = new FieldMapping(() => editor.schema)
  const collaboration = Extension.create({
    name: 'collaboration',
    priority: 1000,
    addProseMirrorPlugins: () => [
      ySyncPlugin(fragment, { mapping: mapping as never }),
      yCursorPlugin(carets.forEditor(name), { cursorBuilder: caretElement, selectionBuilder }),
    ],
  })
  const editor: Editor = new Editor({
    element,
    extensions: [...richExtensions, Keys, collaboration],
    injectCSS: false,
    editorProps: {
      attributes,
      handlePaste: linkOnPaste(() => editor),
      handleClick: followLink,
      scrollThreshold: AROUND_CARET,
      scrollMargin: AROUND_CARET,
    },
  })
  const { binding } = ySyncPluginKey.getState(editor.state)
  show()

  const guard = (transaction: Y.Transaction) => {
    if (transaction.origin === ySyncPluginKey || !transaction.changedParentTypes.has(fragment as never))
      return
    doc.transact(() => mend(fragment), MEND)
    if (fits(fragment)) return
    binding.destroy()
    queueMicrotask(onMisfit)
  }
  doc.on('beforeObserverCalls', guard)
  editor.on('destroy', () => doc.off('beforeObserverCalls', guard))
  return editor

  /** The first rendering, which y-tiptap leaves to whoever brings a mapping. */
  function show() {
    const nodes = mapping.nodes(fragment)
    if (nodes.length === 0) return
    const { tr, doc: shown } = editor.state
    tr.replace(0, shown.content.size, new Slice(Fragment.from(nodes), 0, 0))
    tr.setMeta('addToHistory', false).setMeta(ySyncPluginKey, { isChangeOrigin: true })
    binding.mux(() => editor.view.dispatch(tr))
  }
}

/** Puts the caret at the end, at once: what is typed next arrives there. */
export function focusEnd({ view, state }: Editor): void {
  view.dispatch(state.tr.setSelection(Selection.atEnd(state.doc)).scrollIntoView())
  view.focus()
}

const Keys = Extension.create({
  name: 'keys',
  addKeyboardShortcuts() {
    return { 'Mod-Shift-9': () => this.editor.commands.toggleBlockquote() }
  },
})

/** An address pasted over selected words becomes their link. */
function linkOnPaste(editor: () => Editor) {
  return (_: unknown, event: ClipboardEvent): boolean => {
    const text = event.clipboardData?.getData('text/plain').trim() ?? ''
    if (editor().state.selection.empty || /\s/.test(text) || !isSafeUrl(text)) return false
    return editor().commands.setLink({ href: text })
  }
}

/** A click with Control or Command follows a link; a plain one puts the caret there. */
function followLink(_: unknown, __: number, event: MouseEvent): boolean {
  if (!event.ctrlKey && !event.metaKey) return false
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || !isSafeUrl(link.href)) return false
  window.open(link.href, '_blank', 'noopener')
  return true
}

/** The name is drawn by the style sheet, so that it is no part of the text to whoever reads that. */
function caretElement({ name, color }: { name: string; color: string }): HTMLElement {
  const caret = document.createElement('span')
  caret.className = 'rich-caret'
  caret.dataset.name = name
  caret.style.setProperty('--caret', color)
  caret.style.setProperty('--caret-ink', inkOn(color))
  return caret
}

function selectionBuilder({ color }: { color: string }) {
  return { style: `background-color: ${color}33` }
}
