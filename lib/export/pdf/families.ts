/** The Chinese font; it has the Japanese letters too. */
const CHINESE = 'Noto Sans S Chinese'
const OTHERS = ['Noto Sans Hebrew', 'Noto Sans Thai', 'Noto Emoji']

/**
 * The families, in the order in which a letter is looked for; server/export/fonts.ts brings the files. Only a Korean
 * text takes Chinese characters from a Korean font, which has not all of them: a word in two fonts is ugly.
 */
export const FONTS = {
  serif: ['Noto Serif', CHINESE, 'Noto Serif KR', 'Amiri', 'Noto Sans', ...OTHERS],
  'serif-ko': ['Noto Serif', 'Noto Serif KR', CHINESE, 'Amiri', 'Noto Sans', ...OTHERS],
  sans: ['Noto Sans', CHINESE, 'Noto Sans KR', 'Amiri', 'Noto Serif', ...OTHERS],
  'sans-ko': ['Noto Sans', 'Noto Sans KR', CHINESE, 'Amiri', 'Noto Serif', ...OTHERS],
}
