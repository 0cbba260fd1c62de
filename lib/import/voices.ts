import type { Person, PersonKind } from '@/lib/report/report'
import type { Inline } from '@/lib/report/rich'
import type { Draft, Spoken } from './draft'
import { bare, isNumbered } from './key'
import { affiliationOf, isWithoutCapitals, looksLikeName, splitName } from './person-line'
import {
  cutAtLines,
  isBold,
  type Piece,
  paragraph,
  plainOf,
  richOf,
  slice,
  soleLine,
  textOf,
  trimmed,
} from './piece'

/* Texts under the names of those who speak in them: summaries, answers, remarks. */

/** The beginning of somebody's text: who, what stands after the name, and the text that follows on the line. */
export type Speech = { name: string; about: string; rest: Inline[] }

/** Whether somebody's text begins with this piece. */
export const isSpeech = (draft: Draft, pieces: Piece[], index: number): boolean =>
  speechAt(draft, pieces, index) !== undefined

/**
 * Somebody's name over their text: a heading, or a short line by itself. A name that nobody had before must look like
 * one and have a text below it.
 */
export function speechAt(draft: Draft, pieces: Piece[], index: number): Speech | undefined {
  const piece = pieces[index]
  const line = soleLine(piece)
  if (!line) return undefined
  const whole = textOf(line.text)
  const text = whole.trim()
  // "A. Koné" is a name, and no item with a letter before it.
  const words = draft.registry.find(splitName(text).name) ? text : bare(text)
  const split = splitName(words)
  const { name, about, sign, rest } = split
  const known = name !== '' && draft.registry.find(name) !== undefined
  const offset = whole.indexOf(words)
  const after = words.slice(rest).trim()
  // "Name (ORGANISATION): …" has no other place for what follows.
  const isText =
    split.after !== '' ||
    after.length > 60 ||
    /[.?!。؟]$/u.test(after) ||
    !hasWords(pieces[index + 1]) ||
    isOfKnown(draft, pieces[index + 1])
  if (known && /[:：]/.test(sign) && after !== '' && line.heading === undefined && isText)
    return { name, about: aboutBefore(words, rest, name), rest: trimmed(slice(line.text, offset + rest)) }
  const lead = boldLead(draft, line.text)
  if (lead) return lead
  if (/[.?!。؟]$/u.test(words) && !/\b(?:Inc|Ltd|Jr|Sr|St|etc|vs)\.$|[(（].*\.[)）]$/.test(words))
    return undefined
  if (text.includes('\n') || words.length > 250) return undefined
  if (known && split.after === '')
    return isHeadingLike(pieces, index, words) ? { name, about, rest: [] } : undefined
  if (split.after !== '' || !looksLikeName(name) || draft.dictionary.heading(words, 'exact')) return undefined
  const marked = line.heading !== undefined || line.numbered || isNumbered(whole) || isBold(line.text)
  if (isWithoutCapitals(name) && !marked && (about === '' || words.length > 80)) return undefined
  const below = pieces[index + 1]
  if (!hasWords(below) || (!marked && soleLine(below) && !isBelow(below, words))) return undefined
  return { name, about, rest: [] }
}

/** Whether a line begins with somebody's name and a colon: what stands above it is no head of a text then. */
function isOfKnown(draft: Draft, piece: Piece | undefined): boolean {
  const line = soleLine(piece)
  const { name, sign } = splitName(bare(line ? textOf(line.text).trim() : ''))
  return /[:：]/.test(sign) && draft.registry.find(name) !== undefined
}

const hasWords = (piece: Piece | undefined): piece is Piece =>
  piece !== undefined && piece.kind !== 'heading' && plainOf([piece]).trim() !== ''

/** "Name (ORGANISATION): text": what stands in the brackets. */
const aboutBefore = (words: string, rest: number, name: string) =>
  words.slice(name.length, rest).replace(/^[\s(（]+|[\s)）:：]+$/gu, '')

function isHeadingLike(pieces: Piece[], index: number, words: string): boolean {
  const line = soleLine(pieces[index])!
  if (line.heading !== undefined || line.numbered || isBold(line.text)) return true
  return words.length <= 200
}

/** A line of text is below a name if it is longer, or a sentence. */
function isBelow(piece: Piece, name: string): boolean {
  const text = plainOf([piece]).trim()
  return text.length > name.length + 10 || /[.?!。]$/.test(text)
}

/** "**Name** said that…": a known name in bold before the text. */
function boldLead(draft: Draft, text: Inline[]): Speech | undefined {
  const [first, ...rest] = trimmed(text)
  if (first?.type !== 'text' || rest.length === 0 || !isBold([first])) return undefined
  const { name, about, after: more } = splitName(bare(first.text.trim().replace(/[.–—-]\s*$/u, '')))
  if (more !== '' || draft.registry.find(name) === undefined) return undefined
  const after = textOf(rest)
  const sign = /^\s*[:：.–—-]?\s*/u.exec(after)![0]
  // "**Name**, Director of the X" is a name with what stands after it, not a text.
  if (after.slice(sign.length).length < 60 && !/[.?!。]$/.test(after.trim())) return undefined
  // "**Name** presented…" is a sentence, and its name a part of it.
  const isApart = sign.trim() !== '' || /[:：.–—-]\s*$/u.test(first.text)
  return { name, about, rest: trimmed(isApart ? slice(rest, sign.length) : text) }
}

/** A list whose items are "Name: text" is as many texts, and so are lines of one paragraph under names that are known. */
export function withoutSpokenList(draft: Draft, piece: Piece): Piece[] {
  if (piece.kind === 'block' && piece.block.type === 'paragraph')
    return cutAtLines(piece, (lines, index) => isKnownSpeech(draft, lines, index))
  if (piece.kind !== 'block' || (piece.block.type !== 'bulletList' && piece.block.type !== 'orderedList'))
    return [piece]
  const items = piece.block.content.map(({ content }) =>
    content.map((block): Piece => ({ kind: 'block', block, look: 'plain' })),
  )
  const spoken = items.every((item) => (speechAt(draft, item, 0)?.rest.length ?? 0) > 0)
  return spoken ? items.flat() : [piece]
}

function isKnownSpeech(draft: Draft, lines: Piece[], index: number): boolean {
  const speech = speechAt(draft, lines, index)
  return (
    speech !== undefined &&
    draft.registry.find(speech.name) !== undefined &&
    (speech.rest.length > 0 || hasWords(lines[index + 1]))
  )
}

/** The texts under names, in their order, and what stands before the first of them. */
export function readVoices(
  draft: Draft,
  pieces: Piece[],
  kind: PersonKind,
  learns: boolean,
): { before: Piece[]; voices: Spoken[] } {
  const before: Piece[] = []
  const voices: (Spoken & { pieces: Piece[] })[] = []
  const all = pieces.flatMap((piece) => withoutSpokenList(draft, piece))
  for (const [index, piece] of all.entries()) {
    const speech = speechAt(draft, all, index)
    if (speech) {
      const { person, about } = meet(draft, speech, kind, learns)
      const pieces = speech.rest.length > 0 ? [paragraph(speech.rest)] : []
      voices.push({ person: person.id, about, text: [], pieces })
    } else if (voices.length > 0) voices.at(-1)!.pieces.push(piece)
    else before.push(piece)
  }
  return { before, voices: voices.map(({ pieces, ...voice }) => ({ ...voice, text: richOf(pieces) })) }
}

/**
 * The person who speaks. What stands after a name tells about them: of somebody who is new always, of others where
 * `learns` says so, for in an answer it is often an organisation for short.
 */
export function meet(
  draft: Draft,
  { name, about }: Omit<Speech, 'rest'>,
  kind: PersonKind,
  learns = false,
): { person: Person; about: string } {
  const clean = about.trim()
  const known = draft.registry.find(name)
  const tells = clean !== '' && clean.length <= 250 && (known === undefined || learns)
  const affiliation = tells ? affiliationOf(clean, 'cut') : undefined
  return { person: draft.registry.meet(name, known?.kind ?? kind, affiliation), about: clean }
}
