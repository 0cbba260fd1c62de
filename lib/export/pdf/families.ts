/** The Chinese font; it has the Japanese letters too. */
const CHINESE = 'Noto Sans S Chinese'
const OTHERS = ['Noto Sans Hebrew', 'Noto Sans Thai', 'Noto Emoji']

/**
 * The families in the order in which a letter is looked for, for texts in a language (`any`: in any other);
 * server/export/fonts.ts brings the files. Only a Korean text takes Chinese characters from a Korean font, which has
 * not all of them: a word in two fonts is ugly.
 */
export const FACES = {
  serif: {
    any: ['Noto Serif', CHINESE, 'Noto Serif KR', 'Amiri', 'Noto Sans', ...OTHERS],
    ko: ['Noto Serif', 'Noto Serif KR', CHINESE, 'Amiri', 'Noto Sans', ...OTHERS],
  },
  sans: {
    any: ['Noto Sans', CHINESE, 'Noto Sans KR', 'Amiri', 'Noto Serif', ...OTHERS],
    ko: ['Noto Sans', 'Noto Sans KR', CHINESE, 'Amiri', 'Noto Serif', ...OTHERS],
  },
} as const

export type Face = keyof (typeof FACES)['serif']

/** Which faces a language is set in. */
export function faceOf(language: string): Face {
  return language === 'ko' ? 'ko' : 'any'
}
