import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  addItem,
  addPerson,
  addVoice,
  moveItem,
  movePerson,
  moveVoice,
  readItems,
  readLinks,
  readPeople,
  remove,
  restore,
  setAsked,
  setItem,
  setPersonKind,
} from './document'
import { readReport } from './read'
import { itemLine, itemText, personLine, sectionText, voiceLabel, voiceText } from './roots'
import { everyKind } from './samples'
import { seedDocument } from './seed'

const { template } = everyKind
const author = { name: 'Ana' }
const ITEMS = ['picture', 'prompts', 'questions'] as const

/** What one writer does next; the numbers choose among what the writer sees at that moment. */
type Act = { what: (typeof ACTS)[number]; a: number; b: number; c: number }
const ACTS = [
  'add person',
  'move person',
  'change kind',
  'add item',
  'move item',
  'set state',
  'add remark',
  'add answer',
  'move remark',
  'ask',
  'delete person',
  'delete item',
  'delete voice',
  'restore',
  'type in name',
  'type in caption',
  'type in label',
  'type in summary',
  'type in question',
  'type in voice',
  'type in text',
] as const
const anyAct: fc.Arbitrary<Act> = fc.record({
  what: fc.constantFrom(...ACTS),
  a: fc.nat(50),
  b: fc.nat(50),
  c: fc.nat(50),
})
/** Rounds in which each of three writers works alone, with the order in which their work then meets. */
const anyRounds = fc.array(
  fc.record({
    acts: fc.tuple(...[0, 1, 2].map(() => fc.array(anyAct, { maxLength: 8 }))),
    order: fc.shuffledSubarray([0, 1, 2], { minLength: 3, maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 3 },
)

/** Something that was typed, and the records it belongs to. */
type Typed = { token: string; person?: string; item?: [string, string]; link?: string }

test('whatever several people do at once, their documents agree, and nothing that was written is lost', () => {
  fc.assert(
    fc.property(anyRounds, (rounds) => {
      const seed = Y.encodeStateAsUpdate(seedDocument(everyKind))
      const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()]
      for (const doc of docs) Y.applyUpdate(doc, seed)
      const typed: Typed[] = []
      for (const { acts, order } of rounds) {
        acts.forEach((list, writer) => {
          for (const act of list) typed.push(...perform(docs[writer]!, act, `«${typed.length}»`))
        })
        for (const from of order) for (const to of order) tell(docs[from]!, docs[to]!)
        for (const from of order) for (const to of order) tell(docs[from]!, docs[to]!)
      }
      const [doc] = docs as [Y.Doc, Y.Doc, Y.Doc]
      const report = readReport(doc, template)
      for (const other of docs) expect(readReport(other, template)).toEqual(report)
      const now = JSON.stringify(report)
      for (const text of typed) if (!isDeleted(doc, text)) expect(now).toContain(text.token)
      restoreAll(doc)
      const everything = JSON.stringify(readReport(doc, template))
      for (const { token } of typed) expect(everything).toContain(token)
      for (const { name } of everyKind.people) expect(everything).toContain(name.split(' ')[0])
    }),
    { numRuns: 150 },
  )
})

function tell(from: Y.Doc, to: Y.Doc) {
  Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)))
}

function isDeleted(doc: Y.Doc, { person, item, link }: Typed): boolean {
  const gone = new Set([
    ...readPeople(doc).flatMap(({ id, deleted }) => (deleted ? [`person ${id}`] : [])),
    ...ITEMS.flatMap((section) =>
      readItems(doc, section).flatMap(({ id, deleted }) => (deleted ? [`item ${section},${id}`] : [])),
    ),
    ...voices(doc).flatMap((voice) => (voice.deleted ? [`link ${voice.id}`] : [])),
  ])
  return [person && `person ${person}`, item && `item ${item}`, link && `link ${link}`].some(
    (name) => name !== undefined && gone.has(name),
  )
}

function restoreAll(doc: Y.Doc) {
  for (const { id } of readPeople(doc)) restore(doc, 'people', id)
  for (const section of ITEMS)
    for (const { id } of readItems(doc, section)) restore(doc, 'items', `${section}/${id}`)
  for (const { id } of voices(doc)) restore(doc, 'links', id)
}

/** Summaries (deleted once), remarks and answers. */
function voices(doc: Y.Doc) {
  const answered = (['prompts', 'questions'] as const).flatMap((section) =>
    readItems(doc, section).flatMap((item) => readLinks(doc, section, item.id)),
  )
  return [...readLinks(doc, 'summaries'), ...readLinks(doc, 'remarks'), ...answered].filter(
    (link) => !link.asked,
  )
}

function perform(doc: Y.Doc, { what, a, b, c }: Act, token: string): Typed[] {
  const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)]
  const person = pick(readPeople(doc), a)?.id
  const section = pick(ITEMS, b)!
  const item = pick(readItems(doc, section), c)?.id
  const voice = pick(voices(doc), a)
  const asking = pick(readItems(doc, 'questions'), b)?.id
  if (!person) return []
  switch (what) {
    case 'add person': {
      const id = addPerson(doc, pick(['speaker', 'other'] as const, b)!, { name: token })
      return [{ token, person: id }]
    }
    case 'move person':
      movePerson(doc, person, b % 8)
      return []
    case 'change kind':
      setPersonKind(doc, person, pick(['speaker', 'moderator', 'other'] as const, b)!)
      return []
    case 'add item': {
      const id = addItem(doc, section)
      return type(doc.getText(itemLine(section, id, 'caption')), token, { item: [section, id] }).slice(
        section === 'picture' ? 0 : 1,
      )
    }
    case 'move item':
      if (item) moveItem(doc, section, item, a % 5)
      return []
    case 'set state':
      if (item) setItem(doc, section, item, { state: 'live' })
      return []
    case 'add remark':
      addVoice(doc, 'remarks', person)
      return []
    case 'add answer':
      if (asking) addVoice(doc, 'questions', person, asking)
      return []
    case 'move remark':
      moveVoice(doc, 'remarks', person, b % 5)
      return []
    case 'ask':
      if (asking) setAsked(doc, 'questions', asking, [person], author)
      return []
    case 'delete person':
      remove(doc, 'people', person, author)
      return []
    case 'delete item':
      if (item) remove(doc, 'items', `${section}/${item}`, author)
      return []
    case 'delete voice':
      remove(doc, 'links', voice?.id ?? voiceText('summaries', person), author)
      return []
    case 'restore':
      restore(doc, 'people', person)
      if (item) restore(doc, 'items', `${section}/${item}`)
      if (voice) restore(doc, 'links', voice.id)
      return []
    case 'type in name':
      return type(doc.getText(personLine(person, 'name')), token, { person })
    case 'type in caption': {
      const picture = pick(readItems(doc, 'picture'), b)
      if (!picture) return []
      const place: Typed['item'] = ['picture', picture.id]
      return type(doc.getText(itemLine('picture', picture.id, 'caption')), token, { item: place })
    }
    case 'type in label':
      if (!voice || voice.section === 'summaries') return []
      return type(doc.getText(voiceLabel(voice.section, voice.person, voice.item)), token, placeOf(voice))
    case 'type in summary':
      return write(doc, voiceText('summaries', person), token, c, {
        person,
        link: voiceText('summaries', person),
      })
    case 'type in question':
      if (!item || section === 'picture') return []
      return write(doc, itemText(section, item), token, a, { item: [section, item] })
    case 'type in voice':
      return voice ? write(doc, voice.id, token, b, placeOf(voice)) : []
    case 'type in text':
      return write(doc, sectionText('takeaways'), token, a, {})
  }
}

function placeOf(link: ReturnType<typeof voices>[number]): Omit<Typed, 'token'> {
  const { section, item, person, id } = link
  return { person, link: id, ...(item && { item: [section, item] as [string, string] }) }
}

function type(text: Y.Text, token: string, place: Omit<Typed, 'token'>): Typed[] {
  text.insert(0, token)
  return [{ token, ...place }]
}

/** Types into the first paragraph, or starts one of its own. */
function write(doc: Y.Doc, name: string, token: string, n: number, place: Omit<Typed, 'token'>): Typed[] {
  const fragment = doc.getXmlFragment(name)
  const text = fragment.length > 0 ? (fragment.get(0) as Y.XmlElement).get(0) : undefined
  if (text instanceof Y.XmlText && n % 2 === 0) text.insert(0, token)
  else {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(token)])
    fragment.insert(fragment.length, [paragraph])
  }
  return [{ token, ...place }]
}
