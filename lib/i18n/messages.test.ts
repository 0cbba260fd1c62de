import { describe, expect, it } from 'vitest'
import { LOCALES, pickLocale } from './locale'
import { MESSAGES } from './messages'

describe('the message catalogues', () => {
  const english = flat(MESSAGES.en)

  for (const locale of LOCALES) {
    it(`have the same keys, with the same placeholders and tags, in ${locale}`, () => {
      const other = flat(MESSAGES[locale])
      expect([...other.keys()].sort()).toEqual([...english.keys()].sort())
      for (const [key, text] of other)
        expect(placeholders(text), key).toEqual(placeholders(english.get(key) ?? ''))
    })

    it(`have no empty text in ${locale}`, () => {
      const empty = [...flat(MESSAGES[locale])].filter(([, text]) => text.trim() === '')
      expect(empty.map(([key]) => key)).toEqual([])
    })
  }
})

describe('the language of the interface', () => {
  it('is the one that was chosen, whatever the browser likes', () => {
    expect(pickLocale('fr', 'en')).toBe('fr')
  })

  it('is otherwise the known one that the browser likes best', () => {
    expect(pickLocale(undefined, 'ko, en;q=0.5, fr-CA;q=0.8')).toBe('fr')
    expect(pickLocale('xx', 'FR')).toBe('fr')
    expect(pickLocale(undefined, 'fr;q=0, en;q=0.1')).toBe('en')
  })

  it('is English when nothing is known', () => {
    expect(pickLocale(undefined, null)).toBe('en')
    expect(pickLocale(undefined, 'ko')).toBe('en')
  })
})

function flat(tree: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'string'
        ? [[`${path}${key}`, value] as const]
        : [...flat(value as object, `${path}${key}.`)],
    ),
  )
}

/** The names in `{name}`, `{name, plural, …}` and `<name>`, each once. */
function placeholders(text: string): string[] {
  const names = [...text.matchAll(/\{\s*([a-zA-Z]\w*)\s*[,}]|<([a-zA-Z]\w*)>/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  )
  return [...new Set(names)].sort()
}
