import { describe, expect, it } from 'vitest'
import { ACTIONS, actionOf, ariaKeysOf, type KeyPress, keysOf } from './shortcuts'

describe('the shortcuts', () => {
  it('answer to Ctrl and to Cmd alike, but not to both at once', () => {
    expect(actionOf(press('Enter', { ctrlKey: true }))).toBe('answer')
    expect(actionOf(press('Enter', { metaKey: true }))).toBe('answer')
    expect(actionOf(press('Enter', { ctrlKey: true, metaKey: true }))).toBeUndefined()
    expect(actionOf(press('Enter', {}))).toBeUndefined()
  })

  it('tell the three kinds of Enter apart', () => {
    expect(actionOf(press('Enter', { ctrlKey: true, shiftKey: true }))).toBe('question')
    expect(actionOf(press('Enter', { ctrlKey: true, altKey: true }))).toBe('remark')
    expect(actionOf(press('Enter', { ctrlKey: true, altKey: true, shiftKey: true }))).toBeUndefined()
  })

  it('follow the letter on the key, and its place where the layout has no Latin letters', () => {
    expect(actionOf(press('L', { ctrlKey: true, shiftKey: true, code: 'KeyP' }))).toBe('summary')
    expect(actionOf(press('Д', { ctrlKey: true, shiftKey: true, code: 'KeyL' }))).toBe('summary')
    expect(actionOf(press('E', { metaKey: true, shiftKey: true, code: 'KeyE' }))).toBe('person')
  })

  it('leave what AltGr types, and the Enter that ends a composed word, alone', () => {
    expect(actionOf(press('ę', { ctrlKey: true, altKey: true, code: 'KeyE' }))).toBeUndefined()
    expect(actionOf(press('Enter', { ctrlKey: true, isComposing: true }))).toBeUndefined()
  })

  it('are all different', () => {
    const printed = ACTIONS.map((action) => keysOf(action, false).join('+'))
    expect(new Set(printed).size).toBe(ACTIONS.length)
  })

  it('are printed as the machine writes them', () => {
    expect(keysOf('question', false)).toEqual(['Ctrl', 'Shift', 'Enter'])
    expect(keysOf('remark', true)).toEqual(['⌘', '⌥', '↵'])
    expect(ariaKeysOf('summary', false)).toBe('Control+Shift+L')
  })
})

function press(key: string, more: Partial<KeyPress>): KeyPress {
  const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, isComposing: false }
  return { key, code: '', ...none, ...more }
}
