/* How words are compared: without case, accents, signs and numbers before them. */

const NUMBER =
  /^\s*(?:[\p{Nd}]+(?:\.[\p{Nd}]+)+(?=\s)|[\p{Nd}]+(?:[.)\]:-][\p{Nd}]+)*\s*[.)\]:-]+|[ivxIVX]{1,5}(?:[.)]|\s*[–—-](?=\s))|[Ⅰ-Ⅻ][.)]?|[A-Ha-h][.)]|(?:أول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن)\u064B?ا\u064B?\s*[:：.)–—-]|[가나다라마바사아자차][.)]|[①-⑳■●▶◆▪□○◎▷◇※•*#-]+)\s*/u

/** Whether a line begins with a number, as headings do. */
export const isNumbered = (text: string): boolean =>
  /^\s*(?:[\p{Nd}①-⑳Ⅰ-Ⅻ]|[IVX]{1,5}[.)]\s)/u.test(text) && NUMBER.test(text)

/** How many letters a number or sign at the beginning has, with the space after it. */
export const numberLength = (text: string): number => NUMBER.exec(text)?.[0].length ?? 0

/** Without a number or sign at its beginning, and without a colon at its end. */
export function bare(text: string): string {
  return text
    .replace(NUMBER, '')
    .replace(/[\s:：*_]+$/u, '')
    .replace(/^[\s*_]+/u, '')
}

/** The form in which two spellings of the same words are equal. */
export function keyOf(text: string): string {
  return bare(text)
    .normalize('NFKD')
    .replace(/[\p{M}\u0640]/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}&]+/gu, ' ')
    .trim()
}

/** How much two keys have in common, from 0 to 1: their words, and for words of one key only, their letters. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1
  if (a === '' || b === '') return 0
  const [left, right] = [a, b].map((key) => new Set(key.split(' ')))
  const shared = [...left!].filter((word) => right!.has(word)).length
  const words = shared / (left!.size + right!.size - shared)
  const longest = Math.max(a.length, b.length)
  // Letters are compared only where they can come close: they take their time.
  const near = Math.abs(a.length - b.length) <= longest * 0.3 && (longest <= 40 || words >= 0.3)
  const close = longest >= 6 && longest <= 200 && near ? 1 - distance(a, b) / longest : 0
  return Math.max(close, words)
}

/** Levenshtein's: how many letters must change. */
function distance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++)
      row[j] = Math.min(before[j]! + 1, row[j - 1]! + 1, before[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
    before = row
  }
  return before[b.length]!
}
