import { describe, expect, test } from 'vitest'
import { inkOn } from './carets'
import { historyStep } from './history-keys'
import { linkAddress } from './link-address'
import { languageName, languageTag, passageLanguages } from './passage-languages'

describe('the language of a passage', () => {
  test('offers the languages of the session first, each once', () => {
    expect(passageLanguages(['ko', 'fr', 'fr'])).toEqual(['ko', 'fr', 'en', 'es', 'ar', 'zh', 'pt', 'ru'])
  })

  test('may be any tag, and is spelt as the standard does', () => {
    expect(languageTag(' PT_br ')).toBe('pt-BR')
    expect(languageTag('wo')).toBe('wo')
    expect(languageTag('not a language')).toBe(undefined)
    expect(languageTag('')).toBe(undefined)
  })

  test('is named in the language of the reader', () => {
    expect(languageName('ko', 'fr')).toBe('coréen')
  })
})

describe('the address of a link', () => {
  test('gets its scheme where one is left out', () => {
    expect(linkAddress('example.org/a')).toBe('https://example.org/a')
    expect(linkAddress('localhost.test:3000/a')).toBe('https://localhost.test:3000/a')
    expect(linkAddress('ana@example.org')).toBe('mailto:ana@example.org')
    expect(linkAddress('http://example.org')).toBe('http://example.org')
  })

  test('is refused if it runs something or is none', () => {
    for (const input of [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'two words',
      'word',
      '',
    ])
      expect(linkAddress(input)).toBe(undefined)
  })
})

describe('the keys of undo', () => {
  const key = (key: string, ...held: ('ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey')[]) => ({
    key,
    ctrlKey: held.includes('ctrlKey'),
    metaKey: held.includes('metaKey'),
    shiftKey: held.includes('shiftKey'),
    altKey: held.includes('altKey'),
  })
  test('are Mod-Z, Mod-Shift-Z and Mod-Y', () => {
    expect(historyStep(key('z', 'ctrlKey'))).toBe('undo')
    expect(historyStep(key('Z', 'metaKey', 'shiftKey'))).toBe('redo')
    expect(historyStep(key('y', 'ctrlKey'))).toBe('redo')
    expect(historyStep(key('z'))).toBe(undefined)
    expect(historyStep(key('z', 'ctrlKey', 'altKey'))).toBe(undefined)
  })
})

test('a name stands on its colour in the ink that reads better', () => {
  expect([inkOn('#ffe08a'), inkOn('#1f5fbf')]).toEqual(['#000000', '#ffffff'])
})
