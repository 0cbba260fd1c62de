import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/*
 * The fonts of every PDF, from the packages that ship them: the machine's own are never looked at, so that the
 * same report looks the same everywhere. lib/export/pdf/source.ts names the families.
 */

const FILES = [
  'noto-serif/400Regular/NotoSerif_400Regular',
  'noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic',
  'noto-serif/700Bold/NotoSerif_700Bold',
  'noto-serif/700Bold_Italic/NotoSerif_700Bold_Italic',
  'noto-sans/400Regular/NotoSans_400Regular',
  'noto-sans/400Regular_Italic/NotoSans_400Regular_Italic',
  'noto-sans/700Bold/NotoSans_700Bold',
  'noto-sans/700Bold_Italic/NotoSans_700Bold_Italic',
  'noto-serif-kr/400Regular/NotoSerifKR_400Regular',
  'noto-serif-kr/700Bold/NotoSerifKR_700Bold',
  'noto-sans-kr/400Regular/NotoSansKR_400Regular',
  'noto-sans-kr/700Bold/NotoSansKR_700Bold',
  'amiri/400Regular/Amiri_400Regular',
  'amiri/400Regular_Italic/Amiri_400Regular_Italic',
  'amiri/700Bold/Amiri_700Bold',
  'amiri/700Bold_Italic/Amiri_700Bold_Italic',
  'noto-emoji/400Regular/NotoEmoji_400Regular',
  'noto-emoji/700Bold/NotoEmoji_700Bold',
] as const

/** The bytes of the font files. */
export function readFonts(): Buffer[] {
  const { resolve } = createRequire(import.meta.url)
  return FILES.map((file) => readFileSync(resolve(`@expo-google-fonts/${file}.ttf`)))
}
