import { fieldElement, focusField } from '@/components/rich'
import type { Place, Range } from '@/lib/check'
import { voiceText } from '@/lib/report/roots'
import { goTo } from '../jump'

/** Brings the page and the keyboard to where a finding is, and selects the passage that it is about. */
export function goToFinding(place: Place): void {
  const { section, field, range } = place
  const target = targetOf(place)
  if (field !== undefined && fieldElement(field)) {
    focusField(field, 'if-here')
    // The editor comes with the focus, and draws itself before the next frame but one.
    requestAnimationFrame(() => requestAnimationFrame(() => select(field, range)))
  } else if (target) show(target)
  else goTo(section)
}

/** What stands for the place, where it is no text that can be written. */
function targetOf({ section, field, value, item, person }: Place): HTMLElement | null | undefined {
  const find = (selector: string, name: string) =>
    document.querySelector<HTMLElement>(`[${selector}="${CSS.escape(name)}"]`)
  if (value !== undefined) return find('data-meta', value)
  const read = field === undefined ? null : find('data-field', field)
  if (read) return read
  // A person's lines are in the card that their name opens.
  const voice = person === undefined ? null : find('data-field', voiceText(section, person, item))
  const name = voice?.closest('.record')?.querySelector<HTMLElement>(':is(h3, h4) button')
  return name ?? voice ?? (item === undefined ? null : find('data-item', `${section}/${item}`))
}

/** The keyboard goes there even if nothing can be written there, so that Tab goes on from it. */
function show(element: HTMLElement): void {
  if (element.tabIndex < 0) element.tabIndex = -1
  element.scrollIntoView({ block: 'center' })
  element.focus({ preventScroll: true })
}

function select(field: string, range: Range | undefined): void {
  const element = fieldElement(field)
  if (!element) return
  element.scrollIntoView({ block: 'center' })
  if (!range) return
  if (element instanceof HTMLTextAreaElement) {
    const lines = element.value.split('\n').slice(0, range.block)
    const start = lines.reduce((sum, { length }) => sum + length + 1, 0)
    element.setSelectionRange(start + range.from, start + range.to)
    return
  }
  const paragraph = element.querySelectorAll<HTMLElement>('.rich-text p')[range.block]
  const [from, to] = paragraph ? [pointIn(paragraph, range.from), pointIn(paragraph, range.to)] : []
  if (!from || !to) return
  // The editor takes the browser's selection for its own.
  getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset)
  paragraph?.scrollIntoView({ block: 'center' })
}

/** The place in the page of a position in a paragraph's text; a line break counts as one. */
function pointIn(paragraph: HTMLElement, position: number): { node: Node; offset: number } | undefined {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
  let left = position
  let end: { node: Node; offset: number } | undefined
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof HTMLBRElement) left--
    if (!(node instanceof Text)) continue
    if (left <= node.length) return { node, offset: Math.max(0, left) }
    left -= node.length
    end = { node, offset: node.length }
  }
  return end
}
