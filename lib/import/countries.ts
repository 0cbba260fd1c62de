import { once } from './dates'
import { keyOf } from './key'
import { LANGUAGES } from './words/languages'

const OTHER_NAMES = [
  'USA',
  'UK',
  'UAE',
  'DRC',
  'Republic of Korea',
  'Korea',
  'Ivory Coast',
  'Palestine',
  'Palestina',
  'فلسطين',
  'سوريا',
  'The Netherlands',
  'Czech Republic',
  'England',
  'Scotland',
  'Wales',
  'République de Corée',
  'Corée',
  'RDC',
  'Burkina',
  'República de Corea',
  'Corea',
  'Estados Unidos de América',
  '한국',
  '미합중국',
  'Quebec',
  'Québec',
  'Catalonia',
  'Basque Country',
  'Euskadi',
  'كوريا',
  'أمريكا',
]

const countries = once(() => {
  const names = new Set(OTHER_NAMES.map(keyOf))
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const codes = letters.flatMap((first) => letters.map((second) => first + second))
  for (const language of LANGUAGES) {
    const display = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
    for (const code of codes) {
      const name = display.of(code)
      if (name) names.add(keyOf(name))
    }
  }
  return names
})

/** Whether this is the name of a country in one of our languages. */
export const isCountry = (text: string): boolean => countries().has(keyOf(text))
