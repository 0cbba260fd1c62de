/*
 * Where a line may break, as far as Typst does not find that out by itself. A part that stays together becomes a box:
 * signs that forbid or allow a break would be copied with the text.
 */

export type Part = { text: string; together: boolean }

/** A text cut into parts; those that stay together are Korean words, and pieces of what is longer than a line. */
export function partsOf(text: string): Part[] {
  const isShort = text.length <= LONGEST_KEPT
  const parts: Part[] = []
  for (const part of text.split(SPACES).flatMap((word) => partsOfWord(word, isShort))) {
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

function partsOfWord(word: string, isShort: boolean): Part[] {
  // Korean is read word by word, but would break between any two syllables.
  if (HANGUL.test(word))
    return [{ text: word, together: isShort && word.normalize('NFC').length <= LONGEST_WORD }]
  if (word.length < 45) return [{ text: word, together: false }]
  return word
    .split(UNBREAKABLE)
    .flatMap((piece, index) => (index % 2 === 1 ? chunksOf(piece) : [{ text: piece, together: false }]))
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

function chunksOf(word: string): Part[] {
  const letters = Array.from(segmenter.segment(word), ({ segment }) => segment)
  return Array.from({ length: Math.ceil(letters.length / CHUNK) }, (_, index) => ({
    text: letters.slice(index * CHUNK, (index + 1) * CHUNK).join(''),
    together: true,
  }))
}
