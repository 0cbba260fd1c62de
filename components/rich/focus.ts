/*
 * Fields by root name, so that a shortcut, the outline or undo can go to one. A field that was just asked for by a new
 * record may not be on the page yet: it is waited for, until somebody focuses anything else.
 */

type Focusable = { element: () => HTMLElement | null; focus: () => void }

const fields = new Map<string, Focusable>()
let awaited: string | undefined

/**
 * Scrolls to the field with this root name, mounts its editor and puts the caret at its end, as soon as the field is on
 * the page; with `if-here` only if it is there now.
 */
export function focusField(name: string, when: 'as-soon-as-here' | 'if-here' = 'as-soon-as-here'): void {
  const field = fields.get(name)
  awaited = field || when === 'if-here' ? undefined : name
  if (!field) return
  field.element()?.scrollIntoView({ block: 'nearest' })
  field.focus()
}

/** The field's element, if it is on the page and can be written. */
export function fieldElement(name: string): HTMLElement | null {
  return fields.get(name)?.element() ?? null
}

/** Whether the caret is in the field. */
export function isFocused(name: string): boolean {
  const element = fields.get(name)?.element()
  return element?.contains(document.activeElement) === true
}

/** Makes a field known; returns the way to forget it. */
export function registerField(name: string, field: Focusable): () => void {
  fields.set(name, field)
  if (awaited === name) focusField(name)
  return () => {
    if (fields.get(name) === field) fields.delete(name)
  }
}

/** Somebody went somewhere else meanwhile: what was waited for would now be an interruption. */
export function forgetAwaited(): void {
  awaited = undefined
}
