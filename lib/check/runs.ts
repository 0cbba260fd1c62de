import { type Detect, otherLanguage } from './languages'
import type { Passage } from './passages'
import { type Token, tokens } from './words'

/*
 * The parts of a paragraph that are in another language: words of another script, quotations and sentences, and runs of
 * words within a sentence.
 */

export type Run = { from: number; to: number; language: string; sure: boolean }

/** Where one voice may end and another begin: quotation marks, brackets, and the ends of sentences. */
const SEAM = /[«»“”„"‹›()[\]（）「」『』\n]|[.!?…。؟;:](?=\s|$)/gu

export function foreignRuns(
  { text, marked }: Passage,
  expected: string,
  spoken: readonly string[],
  detect: Detect,
): Run[] {
  const found: Run[] = []
  for (const segment of segmentsOf(text)) {
    if (marked.some(({ from, to }) => from < segment.to && to > segment.from)) continue
    const words = tokens(text.slice(segment.from, segment.to))
    const scripts = scriptRuns(words, expected)
    const whole =
      scripts.length > 0
        ? undefined
        : otherLanguage(text.slice(segment.from, segment.to), expected, spoken, detect)
    const parts = whole
      ? [{ from: words[0]!.from, to: words.at(-1)!.to }]
      : scripts.length > 0
        ? scripts
        : windowRuns(words, expected, spoken, detect)
    for (const { from, to } of parts) {
      const guess = otherLanguage(
        text.slice(segment.from + from, segment.from + to),
        expected,
        spoken,
        detect,
      )
      if (!guess) continue
      // Where within a sentence a run begins and ends is a guess too.
      const sure = guess.sure && (whole !== undefined || scripts.length > 0)
      found.push({ from: segment.from + from, to: segment.from + to, language: guess.language, sure })
    }
  }
  return joined(text, found)
}

function segmentsOf(text: string): { from: number; to: number }[] {
  const ends = [...text.matchAll(SEAM)].map(({ index, 0: seam }) => ({
    at: index,
    next: index + seam.length,
  }))
  const starts = [0, ...ends.map(({ next }) => next)]
  return starts
    .map((from, index) => ({ from, to: ends[index]?.at ?? text.length }))
    .filter(({ from, to }) => /\p{L}/u.test(text.slice(from, to)))
}

/** Neighbouring runs of one language become one, with the stop between them and the one after. */
function joined(text: string, found: Run[]): Run[] {
  const out: Run[] = []
  for (const run of found) {
    const before = out.at(-1)
    const between = before ? text.slice(before.to, run.from) : 'x'
    if (before?.language === run.language && !/[\p{L}\p{N}]/u.test(between)) before.to = run.to
    else out.push({ ...run })
  }
  return out
}

const SCRIPT = {
  hangul: /\p{Script=Hangul}/u,
  arabic: /\p{Script=Arabic}/u,
  cyrillic: /\p{Script=Cyrillic}/u,
  kana: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
  latin: /\p{Script=Latin}/u,
}
type Script = keyof typeof SCRIPT
const OWN: Record<string, Script> = {
  ko: 'hangul',
  ar: 'arabic',
  fa: 'arabic',
  ur: 'arabic',
  ru: 'cyrillic',
  uk: 'cyrillic',
  bg: 'cyrillic',
  zh: 'kana',
  ja: 'kana',
}

const scriptOf = ({ text }: Token): Script | undefined =>
  (Object.keys(SCRIPT) as Script[]).find((script) => SCRIPT[script].test(text))

/** Runs of words in another script than the expected language's; numbers between them belong to them. */
function scriptRuns(words: Token[], expected: string): { from: number; to: number }[] {
  const own = OWN[expected.split('-')[0]!] ?? 'latin'
  const runs: { from: number; to: number; script: Script }[] = []
  let isOpen = false
  for (const word of words) {
    const script = scriptOf(word)
    if (script === undefined) continue
    const last = runs.at(-1)
    if (script === own) isOpen = false
    else if (isOpen && last?.script === script) last.to = word.to
    else {
      runs.push({ from: word.from, to: word.to, script })
      isOpen = true
    }
  }
  return runs
}

/** Words that are looked at together, how many such windows must agree, and how few words a sentence may have for it. */
const WINDOW = 6
const AGREE = 3
/** How many words a window that agrees may reach over the edge of a run. */
const OVER = 2
/** A sentence of more words than this is none; looking through it would take seconds. */
const LONGEST = 2000

/** Runs of words within a sentence that are clearly in another language that is spoken in the session. */
function windowRuns(
  words: Token[],
  expected: string,
  spoken: readonly string[],
  detect: Detect,
): { from: number; to: number }[] {
  if (words.length < WINDOW + AGREE || words.length > LONGEST) return []
  const textOf = (first: number, last: number) =>
    words
      .slice(first, last + 1)
      .map(({ text }) => text)
      .join(' ')
  const guesses = words
    .slice(0, 1 - WINDOW)
    .map((_, first) => otherLanguage(textOf(first, first + WINDOW - 1), expected, spoken, detect)?.language)
  const runs: { from: number; to: number }[] = []
  for (let first = 0; first < guesses.length; first++) {
    const language = guesses[first]
    if (language === undefined) continue
    let last = first
    while (guesses[last + 1] === language) last++
    if (last - first + 1 >= AGREE && spoken.some((tag) => tag.split('-')[0] === language.split('-')[0])) {
      const [start, end] = edges(first, last + WINDOW - 1)
      runs.push({ from: words[start]!.from, to: words[end]!.to })
    }
    first = last
  }
  return runs

  /** The windows reach over the run's edges: the words are kept that make it fit its language best. */
  function edges(first: number, last: number): [number, number] {
    let best: [number, number] = [first, last]
    let most = Number.NEGATIVE_INFINITY
    for (let start = first; start <= first + OVER; start++)
      for (let end = last; end >= last - OVER; end--) {
        const scores = new Map(detect(textOf(start, end)))
        const own = scores.get(expected.split('-')[0]!) ?? 0
        const other = Math.max(...[...scores].map(([tag, score]) => (tag === expected ? 0 : score)))
        const fit = other - own + (end - start) / 80
        if (fit > most) [most, best] = [fit, [start, end]]
      }
    return best
  }
}
