import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/*
 * The fonts of every PDF, from the packages that ship them: the machine's own are never looked at, so that the
 * same report looks the same everywhere. lib/export/pdf/families.ts names the families.
 */

const { resolve } = createRequire(import.meta.url)
const expo = (file: string) => resolve(`@expo-google-fonts/${file}.ttf`)
/** These packages let only their script be resolved; the fonts lie in a folder beside its own. */
const embedpdf = (name: string, file: string) =>
  join(dirname(resolve(`@embedpdf/${name}`)), '..', 'fonts', file)

const FILES = [
  expo('noto-serif/400Regular/NotoSerif_400Regular'),
  expo('noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic'),
  expo('noto-serif/700Bold/NotoSerif_700Bold'),
  expo('noto-serif/700Bold_Italic/NotoSerif_700Bold_Italic'),
  expo('noto-sans/400Regular/NotoSans_400Regular'),
  expo('noto-sans/400Regular_Italic/NotoSans_400Regular_Italic'),
  expo('noto-sans/700Bold/NotoSans_700Bold'),
  expo('noto-sans/700Bold_Italic/NotoSans_700Bold_Italic'),
  expo('noto-serif-kr/400Regular/NotoSerifKR_400Regular'),
  expo('noto-serif-kr/700Bold/NotoSerifKR_700Bold'),
  expo('noto-sans-kr/400Regular/NotoSansKR_400Regular'),
  expo('noto-sans-kr/700Bold/NotoSansKR_700Bold'),
  embedpdf('fonts-sc', 'NotoSansHans-Regular.otf'),
  embedpdf('fonts-sc', 'NotoSansHans-Bold.otf'),
  expo('amiri/400Regular/Amiri_400Regular'),
  expo('amiri/400Regular_Italic/Amiri_400Regular_Italic'),
  expo('amiri/700Bold/Amiri_700Bold'),
  expo('amiri/700Bold_Italic/Amiri_700Bold_Italic'),
  embedpdf('fonts-hebrew', 'NotoSansHebrew-Regular.ttf'),
  embedpdf('fonts-hebrew', 'NotoSansHebrew-Bold.ttf'),
  expo('noto-sans-thai/400Regular/NotoSansThai_400Regular'),
  expo('noto-sans-thai/700Bold/NotoSansThai_700Bold'),
  expo('noto-emoji/400Regular/NotoEmoji_400Regular'),
  expo('noto-emoji/700Bold/NotoEmoji_700Bold'),
]

/** The bytes of the font files. */
export function readFonts(): Buffer[] {
  return FILES.map((file) => readFileSync(file))
}
