import type { Inline } from '@/lib/report/rich'
import type { Dictionary, Found, Target } from './dictionary'
import type { Draft } from './draft'
import { bare, isNumbered, numberLength } from './key'
import { isBold, type Piece, paragraph, plainOf, slice, soleLine, textOf, trimmed } from './piece'
import { isSpeech } from './voices'

/** A part of the document under one heading. */
export type Segment = { target: Target; heading: string; level: number | undefined; pieces: Piece[] }

const STAMP = /SHA-256\s+[0-9a-f]{64}\s*$/

/** Cuts a document at its headings. The first segment is what stands above them all. */
export function segmentsOf(draft: Draft, pieces: Piece[]): { segments: Segment[]; languages: string[] } {
  const { dictionary, notes } = draft
  const segments: Segment[] = [{ target: { to: 'header' }, heading: '', level: undefined, pieces: [] }]
  const languages: string[] = []
  const current = () => segments.at(-1)!
  const begin = (target: Target, heading: string, level?: number) =>
    segments.push({ target, heading, level, pieces: [] })

  for (const [index, piece] of pieces.entries()) {
    const line = soleLine(piece)
    const text = line ? textOf(line.text).trim() : ''
    if (line && text === '') continue
    if (STAMP.test(plainOf([piece]))) {
      notes.push({ code: 'stamp', text: plainOf([piece]) })
      continue
    }
    const hint = line && dictionary.hint(text)
    if (hint) {
      notes.push({ code: 'hint', section: hint.id, text })
      const own = draft.template.sections.find(({ id }) => id === hint.id)
      if (own && !wasBegun(segments, own.id))
        begin({ to: 'section', id: own.id, kind: own.kind }, '', current().level)
      continue
    }
    const exact = line && text.length <= 150 ? dictionary.heading(text, 'exact') : undefined
    const lead = line && !exact && piece.kind !== 'table' ? leadOf(dictionary, line.text) : undefined
    const isHeading = line?.heading !== undefined
    if (lead && isHeading && isOfPrompt(lead) && isIn(current(), lead.found)) {
      current().pieces.push(piece)
      continue
    }
    if (lead && (isHeading ? isOfPrompt(lead) : mayBegin(segments, lead.found, false))) {
      languages.push(...(isHeading ? lead.found.languages : []))
      begin(lead.found.target, lead.heading, line?.heading)
      current().pieces.push(paragraph(lead.rest))
      continue
    }
    const found = line && headingOf(dictionary, line, text)
    if (line && found && (!lead || isHeading) && mayBegin(segments, found, isHeading)) {
      languages.push(...found.languages)
      begin(found.target, bare(text), line.heading)
      continue
    }
    if (line?.heading !== undefined && endsSegment(draft, current(), line.heading, pieces, index)) {
      begin({ to: 'nowhere' }, text, line.heading)
      continue
    }
    current().pieces.push(piece)
  }
  return { segments, languages }
}

const wasBegun = (segments: Segment[], id: string) =>
  segments.some(({ target, pieces }) => target.to === 'section' && target.id === id && pieces.length > 0)

/** A heading is a heading, or a short line that says nothing else. */
function headingOf(
  dictionary: Dictionary,
  { text, heading, numbered }: NonNullable<ReturnType<typeof soleLine>>,
  words: string,
): Found | undefined {
  if (words.length > 150 || words.includes('\n')) return undefined
  if (heading !== undefined) return heading === 0 ? undefined : dictionary.heading(words, 'like')
  const found = dictionary.heading(words, 'exact')
  if (found) return found
  const marked =
    words.length < 80 &&
    (isBold(text) ||
      numbered ||
      isNumbered(words) ||
      /[:：]\s*\**$/.test(words) ||
      words === words.toUpperCase())
  return marked && /\p{L}/u.test(words) ? dictionary.heading(words, 'like') : undefined
}

/**
 * Another section may use the words of one that was there already ("Panelists:" on a picture): only the template's own
 * heading, or one that is a heading in the source, begins a section a second time.
 */
function mayBegin(segments: Segment[], { target, own }: Found, isHeading: boolean): boolean {
  const current = segments.at(-1)!.target
  if (target.to === 'people' || target.to === 'header')
    return isHeading || current.to !== 'section' || current.kind === 'speakers' || current.kind === 'details'
  if (target.to !== 'section') return true
  if (current.to === 'section' && current.id === target.id) return isHeading && own
  return own || isHeading || !wasBegun(segments, target.id)
}

/** "Conclusion: …" in one paragraph, for sections that are one text, and for lists of people. */
function leadOf(
  dictionary: Dictionary,
  text: Inline[],
): { found: Found; heading: string; rest: Inline[] } | undefined {
  const skip = numberLength(textOf(text))
  const words = `${' '.repeat(skip)}${textOf(text).slice(skip)}`
  const colon = /[:：]\s*(?=\S)/.exec(words) ?? /\s[–—-]\s(?=.*[?？؟]\s*$)/u.exec(words.slice(0, 500))
  if (!colon || colon.index > 60 || colon.index < 2) return undefined
  const heading = words.slice(0, colon.index)
  const found = dictionary.heading(heading.replace(/(?:\s+n[°º.]+|\s+no\.?)?\s*\p{Nd}+$/u, ''), 'exact')
  if (!found) return undefined
  const { target } = found
  const fits =
    target.to === 'nowhere' ||
    (target.to === 'section' &&
      (['text', 'conclusion', 'speakers', 'prompt'].includes(target.kind) ||
        // "Questions: …" and "Presentation: …" may be the beginning of anything.
        (['summaries', 'questions', 'remarks'].includes(target.kind) && /\S\s+\S/.test(bare(heading)))))
  if (
    !fits ||
    (target.to === 'section' && target.kind === 'prompt' && !found.own && /^question$/i.test(heading))
  )
    return undefined
  return { found, heading: bare(heading.trim()), rest: trimmed(slice(text, colon.index + colon[0].length)) }
}

/** "Guiding question 2: How …?": the question behind the words for it, as a heading or at the beginning of a line. */
export function promptOf(dictionary: Dictionary, text: Inline[]): ReturnType<typeof leadOf> {
  const lead = leadOf(dictionary, text)
  return lead && isOfPrompt(lead) ? lead : undefined
}

const isOfPrompt = ({ found: { target } }: NonNullable<ReturnType<typeof leadOf>>) =>
  target.to === 'section' && target.kind === 'prompt'

const isIn = ({ target }: Segment, found: Found) =>
  target.to === 'section' && found.target.to === 'section' && target.id === found.target.id

const SPOKEN = new Set(['summaries', 'prompt', 'questions', 'remarks', 'conclusion'])

/** Whether an unknown heading begins something else, or belongs to the section in which it stands. */
function endsSegment(draft: Draft, segment: Segment, level: number, pieces: Piece[], index: number): boolean {
  const { target } = segment
  if (target.to === 'header') return isPastHeader(draft, segment, pieces, index)
  if (target.to === 'people') return !isSpeech(draft, pieces, index)
  if (segment.level !== undefined && level > segment.level) return false
  if (target.to === 'section' && SPOKEN.has(target.kind)) return !isSpeech(draft, pieces, index)
  return segment.level === undefined || level <= segment.level
}

/** In the header a heading is an event's name or the title, once each; then it begins something unknown. */
function isPastHeader(draft: Draft, { pieces: before }: Segment, pieces: Piece[], index: number): boolean {
  const line = soleLine(pieces[index])!
  const next = pieces[index + 1]
  if (next === undefined || next.kind === 'heading' || draft.dictionary.label(textOf(line.text))) return false
  const words = soleLine(next)
  if (words && draft.dictionary.label(textOf(words.text))) return false
  const levels = before.flatMap((piece) => (piece.kind === 'heading' ? [piece.level] : []))
  const hasTitle = draft.title !== '' || before.some((piece) => isTitleLine(draft, piece))
  return hasTitle || levels.length > 1 || levels.some((level) => level === 0 || level < line.heading!)
}

function isTitleLine(draft: Draft, piece: Piece): boolean {
  const line = soleLine(piece)
  return line !== undefined && draft.dictionary.label(textOf(line.text))?.field === 'title'
}
