/*
 * Words of any script, and how alike two of them are. Positions are UTF-16 units in the text that was given.
 */

export type Token = { text: string; folded: string; from: number; to: number }

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’._&-][\p{L}\p{N}\p{M}]+)*/gu

/** Korean and Japanese endings grow on words of other scripts: `NPO가`. */
const ENDINGS = '\\p{Script=Hangul}\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}'
const ONE_SCRIPT = new RegExp(`[${ENDINGS}]+|[^${ENDINGS}]+`, 'gu')

/** The text's words, with how they compare. `l'économie` is two: what elides is a word. */
export function tokens(text: string): Token[] {
  const found: Token[] = []
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const elided = /^(?:[cdjlmnst]|qu)['’](?=.)/i.exec(word)?.[0].length ?? 0
    if (elided) found.push(token(word.slice(0, elided - 1), index))
    for (const { 0: part, index: from } of word.slice(elided).matchAll(ONE_SCRIPT))
      found.push(token(part, index + elided + from))
  }
  return found
}

function token(text: string, from: number): Token {
  return { text, folded: fold(text), from, to: from + text.length }
}

/** Without capitals, accents and the form of apostrophes: what is equal so is the same word, written differently. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('’', "'")
}

/** A whole text folded, its words one space apart and nothing else in it. */
export function foldText(text: string): string {
  return tokens(text)
    .map(({ folded }) => folded)
    .join(' ')
}

/** Small words that join others in names, in English, French, Spanish, Portuguese, Italian and German. */
const JOINING = new Set(
  `a al an and at au aux by con da das de degli dei del della den der des di die do dos du e el en et for from für im in
  l la las le les los mit o of on or ou para per pour sur the to um und y c d s`.split(/\s+/),
)

export const isJoining = (folded: string) => JOINING.has(folded)

/** The words that carry a name: without those that join. */
export function contentWords(text: string): Token[] {
  return tokens(text).filter(({ folded }) => !isJoining(folded))
}

/** Written without spaces between words, or with endings that grow on names: comparing letter by letter misleads. */
export function isLatin(text: string): boolean {
  return (
    /\p{Script=Latin}/u.test(text) &&
    !/[\p{Script=Hangul}\p{Script=Han}\p{Script=Kana}\p{Script=Arabic}]/u.test(text)
  )
}

/**
 * Edits from one sequence to another: insert, leave out, replace, and swap two neighbours (Damerau, optimal string
 * alignment). Anything above `most` is `most + 1`.
 */
export function distance<T>(a: ArrayLike<T>, b: ArrayLike<T>, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let edits = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, before[j - 2]! + 1)
      row.push(edits)
    }
    if (Math.min(...row) > most) return most + 1
    before = last
    last = row
  }
  return Math.min(last[b.length]!, most + 1)
}
