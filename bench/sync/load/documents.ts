import * as Y from 'yjs'
import { parseReport } from '@/lib/report/parse'
import type { Report } from '@/lib/report/report'
import { gsef2020 } from '@/lib/report/samples'
import { seedDocument } from '@/lib/report/seed'

/*
 * What the rooms hold before anybody writes. Each is made once; every server is given the same bytes.
 */

/** A session's report that is written already (12 kB), and one that nobody has begun. */
export type Kind = 'written' | 'new'

export const { template } = gsef2020
const made = new Map<Kind, Uint8Array>()

export function seedOf(kind: Kind): Uint8Array {
  const seed = made.get(kind) ?? Y.encodeStateAsUpdate(seedDocument(kind === 'new' ? newReport() : gsef2020))
  made.set(kind, seed)
  return seed
}

function newReport(): Report {
  const people = gsef2020.people.slice(0, 4)
  const parsed = parseReport({ title: gsef2020.title, people }, template)
  if (!parsed.ok) throw new Error(parsed.faults[0]?.reason)
  return parsed.value
}

/** Five people write for ninety minutes. */
export const LONG = { writers: 5, edits: 40_000 }
/** After so many edits somebody goes on at another place. */
const RUN = 40
const FIELDS_EACH = 4
/** Every so many edits one character is deleted. */
const DELETE_EVERY = 12
/** Edits in a frame, as the document is brought in: it is not to take ninety minutes. */
const EDITS_A_FRAME = 16
const WORDS = 'the social economy of cities and what each of us can bring to it together, said they, '

/** The edits of each writer of the long session, keystroke by keystroke, some merged into each update. */
export function longSession(): Uint8Array[][] {
  return Array.from({ length: LONG.writers }, (_, writer) => typed(writer, LONG.edits / LONG.writers))
}

function typed(writer: number, edits: number): Uint8Array[] {
  const doc = new Y.Doc()
  const random = numbers(writer + 1)
  doc.clientID = 1_000_000_000 + Math.floor(random() * 1_000_000_000)
  const made: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => made.push(update))
  let text = new Y.XmlText()
  let at = 0
  for (let edit = 0; made.length < edits; edit++) {
    if (edit % RUN === 0) {
      text = paragraphOf(doc, `summaries/long${writer}-${Math.floor(random() * FIELDS_EACH)}`)
      at = random() < 0.5 ? text.length : Math.floor(random() * text.length)
    }
    if (edit % DELETE_EVERY === 0 && at > 0) text.delete(--at, 1)
    else text.insert(at++, WORDS[edit % WORDS.length]!)
  }
  const frames: Uint8Array[] = []
  for (let from = 0; from < made.length; from += EDITS_A_FRAME)
    frames.push(Y.mergeUpdates(made.slice(from, from + EDITS_A_FRAME)))
  return frames
}

function paragraphOf(doc: Y.Doc, field: string): Y.XmlText {
  const fragment = doc.getXmlFragment(field)
  const first = fragment.get(0)
  if (first instanceof Y.XmlElement) return first.get(0) as Y.XmlText
  const text = new Y.XmlText()
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [text])
  fragment.insert(0, [paragraph])
  return text
}

/** The same row of numbers between 0 and 1 for the same seed. */
function numbers(seed: number): () => number {
  let state = seed * 0x9e3779b9
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
