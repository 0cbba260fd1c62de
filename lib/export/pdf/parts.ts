import { type Direction, directionOf } from '../direction'

/*
 * Where a line may break, as far as Typst does not find that out by itself. A part that stays together becomes a box:
 * signs that forbid or allow a break would be copied with the text.
 */

export type Part = { text: string; together: boolean }

/**
 * A text cut into parts; those that stay together are Korean words, and pieces of what is longer than a line. Only what
 * runs the way of `boxed` becomes a box: a box has no direction of its own.
 */
export function partsOf(text: string, boxed: Direction | null): Part[] {
  const keepsWords = boxed === 'ltr' && text.length <= LONGEST_KEPT
  const parts: Part[] = []
  for (const part of text.split(SPACES).flatMap((word) => partsOfWord(word, keepsWords, boxed))) {
    const last = parts.at(-1)
    if (last && !last.together && !part.together) last.text += part.text
    else parts.push(part)
  }
  return parts
}

/** In letters: a text of half a book that has no paragraph is not read word by word, and would take its time. */
const LONGEST_KEPT = 50_000
const SPACES = /(\s+)/
const HANGUL = /\p{Script=Hangul}/u

/** In letters; a Korean word that is longer may be cut. */
const LONGEST_WORD = 16
/** Of letters between which there is no break: 45 of them may be longer than a line. */
const UNBREAKABLE =
  /([\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{N}_=.]{45,})/u
const CHUNK = 6
const MAY_BREAK = '\u200b'

function partsOfWord(word: string, keepsWords: boolean, boxed: Direction | null): Part[] {
  // Korean is read word by word, but would break between any two syllables.
  if (HANGUL.test(word))
    return [{ text: word, together: keepsWords && word.normalize('NFC').length <= LONGEST_WORD }]
  if (word.length < 45) return [{ text: word, together: false }]
  return word
    .split(UNBREAKABLE)
    .flatMap((piece, index) =>
      index % 2 === 1 ? chunksOf(piece, boxed) : [{ text: piece, together: false }],
    )
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

function chunksOf(word: string, boxed: Direction | null): Part[] {
  const letters = Array.from(segmenter.segment(word), ({ segment }) => segment)
  const chunks = Array.from({ length: Math.ceil(letters.length / CHUNK) }, (_, index) =>
    letters.slice(index * CHUNK, (index + 1) * CHUNK).join(''),
  )
  return (directionOf(word) ?? 'ltr') === boxed
    ? chunks.map((text) => ({ text, together: true }))
    : [{ text: chunks.join(MAY_BREAK), together: false }]
}
