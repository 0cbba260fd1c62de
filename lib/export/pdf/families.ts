/** Every family of a PDF; server/export/fonts.ts brings their files. */
export type Family =
  | 'Noto Serif'
  | 'Noto Sans'
  | 'Noto Serif KR'
  | 'Noto Sans KR'
  | 'Noto Sans S Chinese'
  | 'Noto Sans Japanese'
  | 'Amiri'
  | (typeof OTHERS)[number]

/** Scripts that one family each has, and signs. */
const OTHERS = [
  'Noto Sans Hebrew',
  'Noto Sans Thai',
  'Noto Sans Georgian',
  'Noto Sans Armenian',
  'Noto Sans Ethiopic',
  'Noto Sans Bengali',
  'Noto Sans Tamil',
  'Noto Sans Telugu',
  'Noto Sans Kannada',
  'Noto Sans Malayalam',
  'Noto Sans Gujarati',
  'Noto Sans Gurmukhi',
  'Noto Sans Sinhala',
  'Noto Sans Khmer',
  'Noto Sans Lao',
  'Noto Sans Myanmar',
  'Noto Emoji',
  'Noto Sans Math',
  'Noto Sans Symbols',
  'Noto Sans Symbols 2',
] as const

const CHINESE = 'Noto Sans S Chinese'
const JAPANESE = 'Noto Sans Japanese'

/** The order in which families are asked for a letter; the first two are those of the letters most reports have. */
const order = (own: Family, other: Family, korean: Family) => ({
  any: [own, CHINESE, korean, JAPANESE, 'Amiri', other, ...OTHERS] satisfies Family[],
  // A Korean font has not all Chinese characters, and a word in two fonts is ugly; so only Korean texts ask it first.
  ko: [own, korean, CHINESE, JAPANESE, 'Amiri', other, ...OTHERS] satisfies Family[],
  // Japanese draws many characters in another way than Chinese.
  ja: [own, JAPANESE, CHINESE, korean, 'Amiri', other, ...OTHERS] satisfies Family[],
})

/** The families for texts in a language (`any`: in any other). */
export const FACES = {
  serif: order('Noto Serif', 'Noto Sans', 'Noto Serif KR'),
  sans: order('Noto Sans', 'Noto Serif', 'Noto Sans KR'),
}

export type Face = keyof (typeof FACES)['serif']

/** Which faces a language is set in. */
export function faceOf(language: string): Face {
  return language === 'ko' || language === 'ja' ? language : 'any'
}
