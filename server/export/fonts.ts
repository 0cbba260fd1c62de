import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Family } from '@/lib/export/pdf/families'

/*
 * The fonts of every PDF, from the packages that ship them: the machine's own are never looked at, so that the
 * same report looks the same everywhere. Only the files named here are read.
 */

const { resolve } = createRequire(import.meta.url)

const STYLES = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic']

/** Of the packages of Expo, which hold a folder for each style. */
const expo = (name: string, styles = STYLES) => {
  const family = name.replace(/(?:^|-)(\w+)/g, (_, word: string) => WORDS[word] ?? capital(word))
  return styles.map((style) => resolve(`@expo-google-fonts/${name}/${style}/${family}_${style}.ttf`))
}
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
const WORDS: Record<string, string> = { kr: 'KR' }

/** Of the packages of EmbedPDF, which let only their script be resolved; the fonts lie in a folder beside its own. */
const embedpdf = (name: string, ...files: string[]) =>
  files.map((file) => join(dirname(resolve(`@embedpdf/${name}`)), '..', 'fonts', file))

const UPRIGHT = ['400Regular', '700Bold']
const script = (name: string) => expo(`noto-sans-${name}`, UPRIGHT)

const FILES: Record<Family, string[]> = {
  'Noto Serif': expo('noto-serif'),
  'Noto Sans': expo('noto-sans'),
  'Noto Serif KR': expo('noto-serif-kr', UPRIGHT),
  'Noto Sans KR': expo('noto-sans-kr', UPRIGHT),
  'Noto Sans S Chinese': embedpdf('fonts-sc', 'NotoSansHans-Regular.otf', 'NotoSansHans-Bold.otf'),
  'Noto Sans Japanese': embedpdf('fonts-jp', 'NotoSansJP-Regular.otf', 'NotoSansJP-Bold.otf'),
  Amiri: expo('amiri'),
  'Noto Sans Hebrew': embedpdf('fonts-hebrew', 'NotoSansHebrew-Regular.ttf', 'NotoSansHebrew-Bold.ttf'),
  'Noto Sans Thai': script('thai'),
  'Noto Sans Georgian': script('georgian'),
  'Noto Sans Armenian': script('armenian'),
  'Noto Sans Ethiopic': script('ethiopic'),
  'Noto Sans Bengali': script('bengali'),
  'Noto Sans Tamil': script('tamil'),
  'Noto Sans Telugu': script('telugu'),
  'Noto Sans Kannada': script('kannada'),
  'Noto Sans Malayalam': script('malayalam'),
  'Noto Sans Gujarati': script('gujarati'),
  'Noto Sans Gurmukhi': script('gurmukhi'),
  'Noto Sans Sinhala': script('sinhala'),
  'Noto Sans Khmer': script('khmer'),
  'Noto Sans Lao': script('lao'),
  'Noto Sans Myanmar': script('myanmar'),
  'Noto Emoji': expo('noto-emoji', UPRIGHT),
  'Noto Sans Math': expo('noto-sans-math', ['400Regular']),
  'Noto Sans Symbols': expo('noto-sans-symbols', UPRIGHT),
  'Noto Sans Symbols 2': expo('noto-sans-symbols-2', ['400Regular']),
}

/** The bytes of the font files, family by family. */
export function readFonts(): Buffer[][] {
  return Object.values(FILES).map((files) => files.map((file) => readFileSync(file)))
}
