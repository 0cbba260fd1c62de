/*
 * One shortcut for each thing that is captured while a session runs. They must work while typing, in every browser
 * and on every keyboard, which rules most keys out:
 *
 * - Alt + letter and Ctrl + Alt + letter type characters (Option on a Mac, AltGr elsewhere: œ, ñ, ą, @).
 * - Ctrl/Cmd + Shift + N, T, W, P, Q belong to the browser or the system, which never hand them over; A, M, Y and
 *   digits are taken by macOS services, screenshots and the editor's lists; F switches Chinese input methods; U
 *   starts a code point on Linux; B, C, I, J, K, R, V, Z mean something everywhere.
 * - Punctuation sits elsewhere on every layout.
 *
 * Enter with modifiers is on every keyboard at the same place, types nothing, and no browser wants it in a page. So
 * the three things that are captured share it, and the two rarer ones have a letter that is free (L and E).
 */

export const ACTIONS = ['answer', 'question', 'remark', 'summary', 'person'] as const
export type CaptureAction = (typeof ACTIONS)[number]

type Combination = { key: 'Enter' | 'l' | 'e'; shift: boolean; alt: boolean }

/** Each with Ctrl or Cmd. */
export const SHORTCUTS: Record<CaptureAction, Combination> = {
  answer: { key: 'Enter', shift: false, alt: false },
  question: { key: 'Enter', shift: true, alt: false },
  remark: { key: 'Enter', shift: false, alt: true },
  summary: { key: 'l', shift: true, alt: false },
  person: { key: 'e', shift: true, alt: false },
}

export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'isComposing'
>

/** What a key press asks for; nothing while an input method composes (there Enter confirms a word). */
export function actionOf(press: KeyPress): CaptureAction | undefined {
  if (press.isComposing || press.ctrlKey === press.metaKey) return undefined
  const key = keyOf(press)
  return ACTIONS.find((action) => {
    const wanted = SHORTCUTS[action]
    return wanted.key === key && wanted.shift === press.shiftKey && wanted.alt === press.altKey
  })
}

/** The letter on the key; on a layout without Latin letters, the letter at that place. */
function keyOf({ key, code }: KeyPress): string {
  if (key === 'Enter' || code === 'NumpadEnter') return 'Enter'
  if (/^[a-z]$/i.test(key)) return key.toLowerCase()
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key
}

/** The keys to print, in the order in which they are pressed. */
export function keysOf(action: CaptureAction, mac: boolean): string[] {
  const { key, shift, alt } = SHORTCUTS[action]
  return [
    mac ? '⌘' : 'Ctrl',
    ...(alt ? [mac ? '⌥' : 'Alt'] : []),
    ...(shift ? [mac ? '⇧' : 'Shift'] : []),
    key === 'Enter' ? (mac ? '↵' : 'Enter') : key.toUpperCase(),
  ]
}

/** The same for `aria-keyshortcuts`. */
export function ariaKeysOf(action: CaptureAction, mac: boolean): string {
  const { key, shift, alt } = SHORTCUTS[action]
  const keys = [mac ? 'Meta' : 'Control', ...(alt ? ['Alt'] : []), ...(shift ? ['Shift'] : [])]
  return [...keys, key === 'Enter' ? key : key.toUpperCase()].join('+')
}

/** Whether this is a Mac or iPad keyboard, where Cmd stands for Ctrl. */
export function isMac(platform: string): boolean {
  return /mac|iphone|ipad/i.test(platform)
}
