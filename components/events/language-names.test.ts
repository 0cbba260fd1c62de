import { describe, expect, it } from 'vitest'
import { languageName, namedLanguages, OFFERED } from './language-names'

describe('the languages offered for reports', () => {
  it('are canonical tags, each once, and each has a name', () => {
    expect(Intl.getCanonicalLocales(OFFERED)).toEqual(OFFERED)
    for (const tag of OFFERED) expect(languageName(tag, 'en'), tag).not.toBe(tag)
  })

  it('are named and ordered in the language of who reads', () => {
    expect(namedLanguages(['fr', 'de', 'ko'], 'fr').map(({ name }) => name)).toEqual([
      'allemand',
      'coréen',
      'français',
    ])
    expect(namedLanguages(['fr', 'de', 'ko'], 'en').map(({ name }) => name)).toEqual([
      'French',
      'German',
      'Korean',
    ])
  })

  it('keep a tag that nobody knows', () => {
    expect(languageName('x', 'en')).toBe('x')
  })
})
