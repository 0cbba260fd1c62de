import type * as Y from 'yjs'
import { APP } from '@/lib/report/document'
import { applySplice, type Delta, movedBy, rebase, spliceBetween } from './line-diff'

/**
 * Keeps a textarea and a Y.Text the same. What is typed is written as one small replacement; what others type appears
 * without moving the caret away. While an input method composes, the textarea is left alone, and what others wrote
 * meanwhile comes in when it is done.
 */
export class LineInput {
  readonly #element: HTMLTextAreaElement
  readonly #text: Y.Text
  readonly #kind: 'line' | 'lines'
  /** What the textarea was in step with last. */
  #shown: string
  #composing = false
  #writing = false
  /** The edits of others since a composition began. */
  #waiting: Delta[] = []

  constructor(element: HTMLTextAreaElement, text: Y.Text, kind: 'line' | 'lines') {
    this.#element = element
    this.#text = text
    this.#kind = kind
    this.#shown = text.toString()
    element.value = this.#shown
    this.#grow()
    text.observe(this.#changed)
    element.addEventListener('input', this.#typed)
    element.addEventListener('compositionstart', this.#start)
    element.addEventListener('compositionend', this.#end)
  }

  destroy(): void {
    this.#text.unobserve(this.#changed)
    this.#element.removeEventListener('input', this.#typed)
    this.#element.removeEventListener('compositionstart', this.#start)
    this.#element.removeEventListener('compositionend', this.#end)
  }

  #typed = () => {
    if (!this.#composing) this.#write()
    this.#grow()
  }

  #start = () => {
    this.#composing = true
  }

  #end = () => {
    this.#composing = false
    this.#write()
    this.#grow()
  }

  #write() {
    const element = this.#element
    const { selectionStart, selectionEnd } = element
    // A pasted line break becomes a space of the same length, so the caret stays right.
    const value = this.#kind === 'line' ? element.value.replace(/[\r\n\t]/g, ' ') : element.value
    const own = spliceBetween(this.#shown, value, selectionEnd) ?? { index: 0, remove: 0, insert: '' }
    const { splice, caret } = rebase(own, this.#waiting.splice(0))
    this.#writing = true
    try {
      applySplice(this.#text, splice, APP)
    } finally {
      this.#writing = false
    }
    this.#shown = this.#text.toString()
    if (element.value === this.#shown) return
    element.value = this.#shown
    if (document.activeElement === element)
      element.setSelectionRange(caret(selectionStart), caret(selectionEnd))
  }

  #changed = ({ delta }: Y.YTextEvent) => {
    if (this.#writing) return
    if (this.#composing) {
      this.#waiting.push(delta)
      return
    }
    const element = this.#element
    const { selectionStart, selectionEnd, selectionDirection } = element
    this.#shown = this.#text.toString()
    element.value = this.#shown
    if (document.activeElement === element)
      element.setSelectionRange(
        movedBy(delta, selectionStart),
        movedBy(delta, selectionEnd),
        selectionDirection,
      )
    this.#grow()
  }

  /** Where the browser cannot size a textarea by its content (field-sizing in rich.css). */
  #grow() {
    if (CSS.supports('field-sizing', 'content')) return
    this.#element.style.height = 'auto'
    this.#element.style.height = `${this.#element.scrollHeight}px`
  }
}
