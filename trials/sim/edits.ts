import { ySyncPluginKey } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import type { Role } from '@/lib/report/access'
import {
  APP,
  addItem,
  addPerson,
  addVoice,
  change,
  readItems,
  readPeople,
  remove,
  restore,
  setMeta,
} from '@/lib/report/document'
import { itemText, personLine, sectionText, voiceText } from '@/lib/report/roots'
import type { Random } from './random'

/*
 * What people do to a report, through the model as the page does it. Each deed takes the token that it brings, and says
 * where the token stands if everybody can read it there; undefined: there was nothing to do.
 */

export type EditKind =
  | 'line'
  | 'rich'
  | 'paragraph'
  | 'conclusion'
  | 'person'
  | 'question'
  | 'value'
  | 'erase'
  | 'remove'
  | 'bold'
  | 'newer'
  | 'trespass'

/** Whether the token must show in every reading, as long as nobody deletes it; or lies elsewhere in the document. */
export type Placed = 'shown' | 'held'

const LINES = ['title', 'event', 'theme'] as const

type Deed = (doc: Y.Doc, token: string, random: Random, role: Role) => Placed | undefined

export const DEEDS: Record<EditKind, Deed> = {
  line(doc, token, random) {
    const text = doc.getText(random.pick(LINES))
    doc.transact(() => text.insert(between(text.toString(), random), token), APP)
    return 'shown'
  },
  rich: (doc, token, random) => write(doc, 'notes', token, random, 'anywhere'),
  paragraph: (doc, token, random) => write(doc, 'notes', token, random, 'new'),
  conclusion: (doc, token, random) => write(doc, 'conclusion', token, random, 'anywhere'),
  trespass: (doc, token, random) => write(doc, 'conclusion', token, random, 'anywhere'),
  person(doc, token) {
    addVoice(doc, 'remarks', addPerson(doc, 'speaker', { name: token }))
    return 'held'
  },
  question(doc, token, random) {
    const item = addItem(doc, 'questions')
    typeInto(doc, itemText('questions', item), token, random)
    const [person] = readPeople(doc)
    if (person) {
      addVoice(doc, 'questions', person.id, item)
      typeInto(doc, voiceText('questions', person.id, item), token, random)
    }
    return 'held'
  },
  value(doc, _, random) {
    setMeta(doc, 'minutes', random.int(1, 600))
    return 'held'
  },
  erase(doc, _, random, role) {
    const text = random.pick([...textsOf(doc, role)])
    if (!text || text.length === 0) return undefined
    const start = random.int(0, text.length - 1)
    doc.transact(() => text.delete(start, Math.min(text.length - start, random.int(1, 9))), ySyncPluginKey)
    return 'held'
  },
  remove(doc, token, random) {
    const items = readItems(doc, 'questions')
    const item = items.length > 0 && random.pick(items)
    if (!item) return undefined
    const key = `questions/${item.id}`
    if (item.deleted) restore(doc, 'items', key)
    else remove(doc, 'items', key, { name: token })
    return 'held'
  },
  bold(doc, _, random, role) {
    const texts = [...textsOf(doc, role)].filter((text) => text.parent !== null && text.length > 2)
    if (texts.length === 0) return undefined
    const text = random.pick(texts)
    doc.transact(
      () => text.format(random.int(0, text.length - 2), 2, { bold: random.chance(0.7) ? {} : null }),
      ySyncPluginKey,
    )
    return 'held'
  },
  // What a newer page writes and this server has never heard of: a field, a mark, a block.
  newer(doc, token, random) {
    const [person] = readPeople(doc)
    if (random.chance(0.5) && person)
      change(doc, () => (doc.getMap('people').get(person.id) as Y.Map<unknown>).set(`x${token}`, token))
    else
      doc.transact(() => {
        const block = new Y.XmlElement('futureBlock')
        const text = new Y.XmlText()
        doc.getXmlFragment(sectionText('notes')).insert(0, [block])
        block.insert(0, [text])
        text.insert(0, token, { futureMark: { by: token } })
      }, ySyncPluginKey)
    return 'held'
  },
}

function write(
  doc: Y.Doc,
  section: string,
  token: string,
  random: Random,
  where: 'anywhere' | 'new',
): Placed {
  const fragment = doc.getXmlFragment(sectionText(section))
  doc.transact(() => {
    const paragraphs = fragment.toArray().filter(isParagraph)
    if (where === 'new' || paragraphs.length === 0) {
      const paragraph = new Y.XmlElement('paragraph')
      fragment.insert(random.int(0, fragment.length), [paragraph])
      paragraph.insert(0, [new Y.XmlText(token)])
    } else {
      const text = random.pick(paragraphs).get(0)
      text.insert(between(plain(text), random), token)
    }
  }, ySyncPluginKey)
  return 'shown'
}

function typeInto(doc: Y.Doc, root: string, token: string, random: Random): void {
  const fragment = doc.getXmlFragment(root)
  doc.transact(() => {
    const paragraph = new Y.XmlElement('paragraph')
    fragment.insert(random.int(0, fragment.length), [paragraph])
    paragraph.insert(0, [new Y.XmlText(token)])
  }, ySyncPluginKey)
}

type Paragraph = Y.XmlElement & { get(index: 0): Y.XmlText }

function isParagraph(node: unknown): node is Paragraph {
  return node instanceof Y.XmlElement && node.nodeName === 'paragraph' && node.get(0) instanceof Y.XmlText
}

/** A place in a text that is not inside of a token. */
function between(text: string, random: Random): number {
  const places = [0]
  for (let at = 0; at < text.length; at++) if (text[at] === '›') places.push(at + 1)
  places.push(text.length)
  return random.pick(places)
}

/** What somebody may change. */
function* textsOf(doc: Y.Doc, role: Role): Generator<Y.Text> {
  for (const name of LINES) yield doc.getText(name)
  yield doc.getText(personLine('ana', 'name'))
  for (const section of role === 'rapporteur' ? ['notes'] : ['notes', 'conclusion'])
    for (const node of doc.getXmlFragment(sectionText(section)).toArray())
      if (isParagraph(node)) yield node.get(0)
}

function plain(text: Y.Text): string {
  return text
    .toDelta()
    .reduce(
      (all: string, { insert }: { insert: unknown }) => all + (typeof insert === 'string' ? insert : '?'),
      '',
    )
}
