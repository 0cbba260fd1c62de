import { regional } from '@/lib/export/docx/language'

/*
 * The languages of a Word document's runs. mammoth does not read them; it reads highlights, and what somebody
 * highlighted means nothing here: so each run's highlight is replaced by its language, as `lang-fr`.
 */

const RUN = /(<w:r(?: [^>]*)?>)(\s*<w:rPr>([\s\S]*?)<\/w:rPr>)?([\s\S]*?)(?=<\/w:r>)/g
const SCRIPTS: [RegExp, string[]][] = [
  [/\p{Script=Hangul}/u, ['ko']],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, ['ja']],
  [/\p{Script=Han}/u, ['zh', 'ja', 'ko']],
  [/\p{Script=Arabic}/u, ['ar', 'fa', 'ur', 'ps', 'ku']],
  [/\p{Script=Hebrew}/u, ['he', 'yi']],
  [/\p{Script=Cyrillic}/u, ['ru', 'uk', 'bg', 'sr', 'mk', 'be', 'kk', 'mn']],
  [/\p{Script=Greek}/u, ['el']],
  [/\p{Script=Thai}/u, ['th']],
]

/** The document with its languages marked, and the language that most of it is in. */
export function markLanguages(
  xml: string,
  styles: string,
): { xml: string; language: string | undefined; tags: string[] } {
  const defaults = /<w:docDefaults>[\s\S]*?<\/w:docDefaults>/.exec(styles)?.[0] ?? ''
  const standard = attribute(defaults, 'val')
  const letters = new Map<string, number>()
  const tags = new Set<string>()
  const text = xml.replace(/<w:highlight\b[^>]*\/>/g, '')
  const marked = text.replace(
    RUN,
    (_, open: string, properties: string | undefined, inner = '', rest: string) => {
      const words = rest.replace(/<[^>]*>/g, '')
      const said = /\p{L}/u.test(words) ? languageOf(words, inner) : undefined
      const base = baseOf(said ?? standard)
      if (base) letters.set(base, (letters.get(base) ?? 0) + words.length)
      if (said) tags.add(shortTag(said))
      else return `${open}${properties ?? ''}${rest}`
      return `${open}<w:rPr>${inner}<w:highlight w:val="lang-${said}"/></w:rPr>${rest}`
    },
  )
  const language = [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? baseOf(standard)
  const foreign = marked.replace(/<w:highlight w:val="lang-([\w-]+)"\/>/g, (mark, tag: string) =>
    baseOf(tag) === language ? '' : mark.replace(tag, shortTag(tag)),
  )
  return { xml: foreign, language, tags: [...tags] }
}

/** What most of a document is in, without the country: that is of the machine on which it was written. */
const baseOf = (tag: string | undefined) =>
  tag && (tag.startsWith('zh') ? shortTag(tag) : new Intl.Locale(tag).language)

/** Word names a country with every language. The one that it would name anyway says nothing. */
function shortTag(tag: string): string {
  const { language, script } = new Intl.Locale(tag)
  const short = script ? `${language}-${script}` : language
  return regional(short) === tag ? short : tag
}

/** The language of a run's letters, if it is said and can be: Word marks what is typed with the keyboard's. */
function languageOf(words: string, properties: string): string | undefined {
  const lang = /<w:lang\b[^>]*\/>/.exec(properties)?.[0]
  if (!lang) return undefined
  const script = SCRIPTS.find(([letters]) => letters.test(words))
  if (!script) {
    const tag = attribute(lang, 'val')
    return tag && !SCRIPTS.some(([, tags]) => tags.includes(tag.split('-')[0]!)) ? tag : undefined
  }
  return (['val', 'eastAsia', 'bidi'] as const)
    .map((name) => attribute(lang, name))
    .find((tag) => tag !== undefined && script[1].includes(tag.split('-')[0]!))
}

function attribute(xml: string, name: 'val' | 'eastAsia' | 'bidi'): string | undefined {
  const tag = new RegExp(`<w:lang\\b[^>]*\\bw:${name}="([A-Za-z0-9-]{2,35})"`).exec(xml)?.[1]
  return tag === undefined || tag === 'x-none' ? undefined : Intl.getCanonicalLocales(tag)[0]
}
