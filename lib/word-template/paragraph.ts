import { all, child, type Element, elementsOf, insertBefore, is, remove, W, XML } from './xml'

/*
 * The letters of a paragraph, wherever Word has cut them into runs: at proofing marks, changes of language, edits of
 * another day. What stands in a text box within the paragraph is a paragraph of its own.
 */

/** A placeholder in a paragraph's letters: `{{#speakers}}` has the sign `#` and the name `speakers`. */
export type Token = { from: number; to: number; sign: '' | '#' | '/'; name: string; written: string }

/** A `w:t`, or a sign that stands for a letter, and where its letters begin. */
type Piece = { element: Element; from: number; text: string }

export type Letters = { text: string; pieces: Piece[]; tokens: Token[] }

/** What has no letters that can be read, or letters of its own. */
const SKIPPED = new Set('pPr rPr drawing pict object del moveFrom instrText delText delInstrText'.split(' '))

export function readLetters(paragraph: Element): Letters {
  const pieces: Piece[] = []
  let text = ''
  const add = (element: Element, letters: string) => {
    pieces.push({ element, from: text.length, text: letters })
    text += letters
  }
  const walk = (parent: Element) => {
    for (const element of elementsOf(parent)) {
      if (element.namespaceURI !== W) continue
      if (is(element, 't')) add(element, element.textContent ?? '')
      else if (is(element, 'noBreakHyphen')) add(element, '-')
      else if (is(element, 'softHyphen')) add(element, '')
      // No placeholder goes on over a line's end.
      else if (is(element, 'tab') || is(element, 'br') || is(element, 'cr')) text += '\n'
      else if (!SKIPPED.has(element.localName!)) walk(element)
    }
  }
  walk(paragraph)
  return { text, pieces, tokens: findTokens(text) }
}

/** Braces may be the wide ones of an East Asian keyboard; white space and invisible signs do not count. */
const TOKEN = /[{｛]{2}[\s\p{Cf}]*([#/]?)([^{}｛｝\n]{1,100})[}｝]{2}/gu

function findTokens(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    sign: match[1] as Token['sign'],
    name: normalName(match[2]!),
    written: match[0],
  }))
}

/** A name however it was typed or corrected: `“Key takeaways” ` is `key-takeaways`. */
export function normalName(written: string): string {
  return written
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/^[\p{Pi}\p{Pf}"'„‚]+|[\p{Pi}\p{Pf}"'„‚]+$/gu, '')
    .trim()
    .replace(/[\p{Pd}−_\s]+/gu, '-')
    .replace(/-?([.:])-?/g, '$1')
    .toLowerCase()
}

/**
 * Gives the letters of a token a place of their own: cuts the runs at its ends, takes its letters out, and answers the
 * empty run that stands there instead, with the looks of the token's first letter.
 */
export function isolate({ pieces }: Letters, { from, to }: Token): Element {
  const covered = pieces.filter((piece) => piece.from < to && piece.from + piece.text.length > from)
  const [first, last] = [covered[0]!, covered.at(-1)!]
  if (is(last.element, 't')) cutRun(last.element, to - last.from)
  const start = is(first.element, 't') ? cutRun(first.element, from - first.from) : first.element
  const run = start.parentNode as Element
  const place = run.cloneNode(false) as Element
  const looks = child(run, 'rPr')
  if (looks) place.appendChild(looks.cloneNode(true))
  run.parentNode!.insertBefore(place, run)
  const soft = pieces.filter((piece) => piece.text === '' && piece.from > from && piece.from < to)
  for (const element of [start, ...[...covered.slice(1), ...soft].map((piece) => piece.element)]) {
    const parent = element.parentNode as Element | null
    remove(element)
    if (parent) removeIfEmpty(parent)
  }
  const head = first.element.parentNode as Element | null
  if (head && is(first.element, 't') && first.element !== start && first.element.textContent === '') {
    remove(first.element)
    removeIfEmpty(head)
  }
  return place
}

/** Cuts a run in two within a `w:t`; answers the `w:t` that begins the second. */
function cutRun(t: Element, at: number): Element {
  const run = t.parentNode as Element
  const text = t.textContent ?? ''
  const next = run.cloneNode(false) as Element
  const looks = child(run, 'rPr')
  if (looks) next.appendChild(looks.cloneNode(true))
  const rest = t.cloneNode(false) as Element
  setText(t, text.slice(0, at))
  setText(rest, text.slice(at))
  const following: Element[] = []
  for (let sibling = t.nextSibling; sibling; sibling = sibling.nextSibling) following.push(sibling as Element)
  next.appendChild(rest)
  for (const sibling of following) next.appendChild(sibling)
  run.parentNode!.insertBefore(next, run.nextSibling)
  return rest
}

function setText(t: Element, text: string): void {
  t.textContent = text
  t.setAttributeNS(XML, 'xml:space', 'preserve')
}

/** A run without anything to see in it. */
function removeIfEmpty(run: Element): void {
  const rest = elementsOf(run).filter((one) => !is(one, 'rPr') && !(is(one, 't') && one.textContent === ''))
  if (is(run, 'r') && rest.length === 0) remove(run)
}

const RANGES = ['bookmarkStart', 'bookmarkEnd', 'commentRangeStart', 'commentRangeEnd']

/** Takes a paragraph away, but for the ends of what may begin or end elsewhere. */
export function removeParagraph(paragraph: Element): void {
  const ranges = elementsOf(paragraph).filter((one) => RANGES.some((name) => is(one, name)))
  insertBefore(paragraph, ranges)
  remove(paragraph)
}

const MORE = new Set(
  'drawing pict object br fldChar footnoteReference endnoteReference commentReference sectPr ptab sym'.split(
    ' ',
  ),
)

/** What a paragraph would still show, or hold up, without its letters: a picture, a page's or section's end, a field. */
export function hasMore(paragraph: Element): boolean {
  return all(paragraph, '*').some((element) => MORE.has(element.localName!))
}
