import * as Y from 'yjs'
import { newId } from './ids'
import { type Ordered, orderAt, orderAtEnd } from './order'
import {
  type Deletion,
  FIRST,
  isRaw,
  type LinkRecord,
  type Raw,
  readItems,
  readLinks,
  readPeople,
} from './records'
import type { Details, PersonKind, PersonLine, PictureFile, QuestionState } from './report'
import { askedKey, itemKey, type MapName, personLine, voiceText } from './roots'

export type { Deletion, ItemRecord, LinkRecord, PersonRecord } from './records'
export { readItems, readLinks, readPeople } from './records'

/*
 * The shared document: its records, and every structural change one may make to it. Texts are edited in their own
 * roots (roots.ts) and are not handled here. Nothing is ever removed: deleting sets `deletedAt`, restoring clears it.
 */

/** The number of the document's shape; a client of an older one is refused by the server. */
export const SCHEMA = 1

/** The origin of the app's own changes, which undo takes back (the editor's plugin has its own origin). */
export const APP = Symbol.for('rapporteur.app')

/** Who deletes, for the list of deleted things: an account's or guest's name. */
export type Author = { name: string }

/** The typed values of the header (report.ts, Details) and the report's language. */
export type Meta = Pick<
  Details,
  'eventStart' | 'eventEnd' | 'languages' | 'date' | 'start' | 'timeZone' | 'minutes' | 'participants'
> & { language: string }

export function setMeta<K extends keyof Meta>(doc: Y.Doc, key: K, value: Meta[K]): void {
  change(doc, () => doc.getMap('meta').set(key, value as never))
}

/** Adds a person at the end of the list and returns the id. */
export function addPerson(
  doc: Y.Doc,
  kind: PersonKind,
  lines: Partial<Record<PersonLine, string>> = {},
): string {
  const id = newId()
  add(doc, 'people', id, { kind, order: orderAtEnd(readPeople(doc)) }, () => {
    for (const [field, text] of Object.entries(lines))
      if (text) doc.getText(personLine(id, field as PersonLine)).insert(0, text)
  })
  return id
}

export function setPersonKind(doc: Y.Doc, id: string, kind: PersonKind): void {
  change(doc, () => assign(doc, 'people', id, { kind }))
}

/** Moves a person to `index` among the people of the same kind. */
export function movePerson(doc: Y.Doc, id: string, index: number): void {
  const all = readPeople(doc)
  const kind = all.find((person) => person.id === id)?.kind
  reorder(
    doc,
    'people',
    all.filter((person) => person.kind === kind && !person.deleted),
    id,
    index,
    (key) => key,
  )
}

/** Adds a question, prompt or picture at the end of a section and returns its id. */
export function addItem(
  doc: Y.Doc,
  section: string,
  fields: { file?: PictureFile; state?: QuestionState } = {},
): string {
  const id = newId()
  add(doc, 'items', itemKey(section, id), { ...fields, order: orderAtEnd(readItems(doc, section)) })
  return id
}

export function setItem(
  doc: Y.Doc,
  section: string,
  id: string,
  fields: { file?: PictureFile | null; state?: QuestionState },
): void {
  change(doc, () => assign(doc, 'items', itemKey(section, id), fields))
}

export function moveItem(doc: Y.Doc, section: string, id: string, index: number): void {
  const items = readItems(doc, section).filter((item) => !item.deleted)
  reorder(doc, 'items', items, id, index, (key) => itemKey(section, key))
}

/** Says that a person answers (with `item`) or remarks. A link that was deleted comes back with its text. */
export function addVoice(doc: Y.Doc, section: string, person: string, item?: string): void {
  addLink(
    doc,
    voiceText(section, person, item),
    readLinks(doc, section, item).filter((link) => !link.asked),
  )
}

/** Moves an answer or remark to `index` among its neighbours. */
export function moveVoice(doc: Y.Doc, section: string, person: string, index: number, item?: string): void {
  const links = readLinks(doc, section, item).filter((link) => !link.asked && !link.deleted)
  reorder(doc, 'links', links, voiceText(section, person, item), index, (key) => key)
}

/** Whom a question is put to; empty means to all. */
export function setAsked(doc: Y.Doc, section: string, item: string, people: string[], author: Author): void {
  change(doc, () => {
    const asked = readLinks(doc, section, item).filter((link) => link.asked)
    for (const link of asked)
      if (!link.deleted && !people.includes(link.person)) remove(doc, 'links', link.id, author)
    for (const person of people) addLink(doc, askedKey(section, item, person), asked)
  })
}

/** What can be deleted and restored: the map it lies in and its key there. */
export type Removable = { map: 'people' | 'items' | 'links'; key: string }

export function remove(doc: Y.Doc, map: Removable['map'], key: string, author: Author): void {
  change(doc, () => {
    const links = doc.getMap('links')
    // A summary has no link of its own until it is deleted: its speaker stands for it.
    if (map === 'links' && !links.has(key)) links.set(key, { order: FIRST })
    assign(doc, map, key, { deletedAt: Date.now(), deletedBy: author.name } satisfies Deletion)
  })
}

export function restore(doc: Y.Doc, map: Removable['map'], key: string): void {
  change(doc, () => assign(doc, map, key, { deletedAt: undefined, deletedBy: undefined }))
}

function addLink(doc: Y.Doc, key: string, siblings: LinkRecord[]): void {
  const existing = siblings.find((link) => link.id === key)
  if (existing && !existing.deleted) return
  const order = orderAtEnd(siblings)
  if (existing) change(doc, () => doc.getMap('links').set(key, { order }))
  else add(doc, 'links', key, { order })
}

/** The origin of making a record, which no undo takes back. */
const MADE = Symbol.for('rapporteur.made')

/**
 * Makes a record in such a way that undoing it deletes it like any deletion: it is made as a deleted one, which is not
 * undone, and then restored, which is. So what others wrote into it meanwhile can still be found and restored.
 */
function add(doc: Y.Doc, map: Removable['map'], key: string, fields: Raw, fill = () => {}): void {
  const made = { ...fields, deletedAt: Date.now(), deletedBy: '' }
  doc.transact(() => {
    doc.getMap(map).set(key, map === 'links' ? defined(made) : record(made))
    fill()
  }, MADE)
  restore(doc, map, key)
}

function reorder(
  doc: Y.Doc,
  map: MapName,
  list: Ordered[],
  id: string,
  index: number,
  keyOf: (id: string) => string,
) {
  if (!list.some((entry) => entry.id === id)) return
  change(doc, () => {
    for (const [member, order] of orderAt(list, id, index)) assign(doc, map, keyOf(member), { order })
  })
}

/** One undoable step of the app. */
export function change(doc: Y.Doc, edit: () => void): void {
  doc.transact(edit, APP)
}

export function record(fields: Raw): Y.Map<unknown> {
  return new Y.Map(Object.entries(defined(fields)))
}

/** Sets fields of a record that exists; undefined clears one. Links are plain objects, other records Y.Maps. */
function assign(doc: Y.Doc, map: MapName, key: string, fields: Raw): void {
  const entry = doc.getMap(map).get(key)
  if (entry instanceof Y.Map)
    for (const [field, value] of Object.entries(fields))
      value === undefined ? entry.delete(field) : entry.set(field, value)
  else if (isRaw(entry)) doc.getMap(map).set(key, defined({ ...entry, ...fields }))
}

function defined(fields: Raw): Raw {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
