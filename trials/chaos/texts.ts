import * as Y from 'yjs'
import { sectionText, voiceText } from '@/lib/report/roots'
import type { Random } from './random'
import { type Pass, SPEAKERS } from './setup'

/*
 * Typing into the model's own roots. A token is a word of its own: nothing is ever inserted into the middle of one, so
 * that it is whole wherever it is found, and only who typed it deletes it.
 */

/** A root that takes text. */
export type Place = { kind: 'line'; name: string } | { kind: 'rich'; name: string }

const FOR_EVERYBODY: Place[] = [
  { kind: 'line', name: 'title' },
  { kind: 'rich', name: sectionText('notes') },
  ...SPEAKERS.map((person): Place => ({ kind: 'rich', name: voiceText('summaries', person) })),
]
/** Where only moderators and organisers may write. */
export const FOR_MODERATORS: Place[] = [
  { kind: 'rich', name: sectionText('decisions') },
  { kind: 'rich', name: sectionText('conclusion') },
]

/** Where somebody may write. */
export function placesOf(role: Pass['role']): Place[] {
  return role === 'organiser' ? [...FOR_EVERYBODY, ...FOR_MODERATORS] : FOR_EVERYBODY
}

/** Types a token somewhere in a place, as one edit. */
export function type(doc: Y.Doc, place: Place, token: string, random: Random): void {
  doc.transact(() => {
    const texts = textsOf(doc, place)
    if (place.kind === 'rich' && (texts.length === 0 || random.chance(0.05))) {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(`${token} `)])
      const fragment = doc.getXmlFragment(place.name)
      fragment.insert(random.below(fragment.length + 1), [paragraph])
      return
    }
    const text = random.pick(texts)
    const ends = [0, ...[...plain(text).matchAll(/ /g)].map((match) => match.index + 1)]
    const at = random.pick(ends)
    text.insert(at, `${token} `)
    if (place.kind === 'rich' && random.chance(0.1)) text.format(at, token.length, { bold: {} })
  })
}

/** Deletes a token that stands in this place; whether it was there. */
export function erase(doc: Y.Doc, place: Place, token: string): boolean {
  for (const text of textsOf(doc, place)) {
    const at = plain(text).indexOf(`${token} `)
    if (at < 0) continue
    text.delete(at, token.length + 1)
    return true
  }
  return false
}

function textsOf(doc: Y.Doc, { kind, name }: Place): Y.Text[] {
  if (kind === 'line') return [doc.getText(name)]
  return [...doc.getXmlFragment(name).createTreeWalker((node) => node instanceof Y.XmlText)] as Y.XmlText[]
}

/** The characters of a text at their positions, without its marks. */
function plain(text: Y.Text): string {
  return (text.toDelta() as { insert: unknown }[])
    .map(({ insert }) => (typeof insert === 'string' ? insert : '\ufffc'))
    .join('')
}
