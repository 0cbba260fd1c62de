import { tokens } from './words'

/*
 * In which language a passage is written. Letters that belong to one language say it; the rest is asked of a detector,
 * which is given (detector.ts): it is large, and only who checks should load it.
 */

/** How well a text fits each language, best first: ISO 639-1 codes and scores from 0 to 1. */
export type Detect = (text: string) => [language: string, score: number][]

/** Fewer words than this say too little. */
const FEWEST_WORDS = 4
const FEWEST_LETTERS = 18
/** How much better than the expected language another one must fit, and how well. */
const MARGIN = 0.1
const FITS = 0.6
/** The same for a language that nobody said is spoken in the session, by the number of words. */
const unexpectedMargin = (words: number) => (words < 6 ? 1 : words < 10 ? 0.16 : 0.09)

export type Guess = { language: string; sure: boolean }

const base = (tag: string) => tag.split('-')[0]!

/** Scripts that are one language's own, among those a report is likely to hold. */
const SCRIPTS: [language: string, letter: RegExp, fewest: number][] = [
  ['ko', /\p{Script=Hangul}/gu, 5],
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 5],
  ['zh', /\p{Script=Han}/gu, 6],
  ['el', /\p{Script=Greek}/gu, 12],
  ['he', /\p{Script=Hebrew}/gu, 12],
  ['th', /\p{Script=Thai}/gu, 12],
  ['hi', /\p{Script=Devanagari}/gu, 12],
]
/** Scripts of several languages: the detector says which, else the first. */
const SHARED: [languages: string[], letter: RegExp][] = [
  [['ar', 'fa', 'ur'], /\p{Script=Arabic}/gu],
  [['ru', 'uk', 'bg', 'sr', 'be'], /\p{Script=Cyrillic}/gu],
]

const count = (text: string, letter: RegExp) => text.match(letter)?.length ?? 0

/**
 * The language of `text` if it is clearly another one than `expected`; undefined if it is that, too short, or names.
 * `spoken`: the languages of the session, which are believed more readily.
 */
export function otherLanguage(
  text: string,
  expected: string,
  spoken: readonly string[],
  detect: Detect,
): Guess | undefined {
  const letters = count(text, /\p{L}/gu)
  const written = scriptOf(text, letters, detect)
  if (written === 'too-short' || written === base(expected)) return undefined
  if (written)
    return sameScript(written, expected) ? undefined : { language: tagOf(written, spoken), sure: true }
  const words = tokens(text)
  if (words.length < FEWEST_WORDS || letters < FEWEST_LETTERS || isName(words.map((word) => word.text)))
    return undefined
  const scores = detect(text)
  const [best, score] = scores[0] ?? ['', 0]
  const own = scores.find(([language]) => language === base(expected))?.[1] ?? 0
  if (!best || best === base(expected) || score < FITS) return undefined
  const isSpoken = spoken.some((tag) => base(tag) === best)
  // The detector does not know every language, nor all it knows equally well.
  if (!isSpoken && !(KNOWN.has(base(expected)) && KNOWN.has(best))) return undefined
  if (score - own < (isSpoken ? MARGIN : unexpectedMargin(words.length))) return undefined
  return { language: tagOf(best, spoken), sure: isSpoken || COMMON.has(best) }
}

function scriptOf(text: string, letters: number, detect: Detect): string | 'too-short' | undefined {
  for (const [language, letter, fewest] of SCRIPTS) {
    const own = count(text, letter)
    if (own * 2 > letters || (language === 'ja' && own * 5 > letters))
      return own >= fewest || (own >= 3 && tokens(text).length > 1) ? language : 'too-short'
  }
  for (const [languages, letter] of SHARED) {
    const own = count(text, letter)
    if (own * 2 <= letters) continue
    if (own < 8) return 'too-short'
    const best = detect(text)[0]?.[0] ?? ''
    return languages.includes(best) ? best : languages[0]!
  }
  return undefined
}

/** Languages of one script that short passages cannot tell apart: of these only the longer say something. */
function sameScript(language: string, expected: string): boolean {
  return SHARED.some(([languages]) => languages.includes(language) && languages.includes(base(expected)))
}

/** Names of organisations and works stay in their language: most of their longer words are capitalised. */
function isName(words: string[]): boolean {
  const long = words.filter((word) => word.length > 3)
  const capitalised = long.filter((word) => /^[\p{Lu}\p{N}]/u.test(word))
  return long.length > 0 && capitalised.length * 2 > long.length
}

/** The tag that the session has for the language, as `pt-BR`; else the language itself. */
function tagOf(language: string, spoken: readonly string[]): string {
  return spoken.find((tag) => base(tag) === language) ?? language
}

/** What the detector tells apart well in a sentence. */
const KNOWN = new Set('ar de el en es fa fr he it ja ko nl pl pt ro ru sv th tr uk zh'.split(' '))
/** Languages that sessions are often held in. */
const COMMON = new Set(['ar', 'de', 'en', 'es', 'fr', 'it', 'ko', 'ja', 'pt', 'ru', 'zh'])
