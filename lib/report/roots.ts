import { PERSON_LINES, type PersonLine } from './report'

/*
 * The names of the shared document's roots: this file is their only owner. A root name always has the same Yjs
 * type, which can be told from the name alone, by the server too (docs/document.md says it in prose).
 *
 *   Y.Map          meta | people | items | links
 *   Y.Text         title | event | theme | type | counted
 *                  person/<person>/<name|role|organisation|acronym|country>
 *                  label/<section>/<person>            what stands after the name here, instead of the affiliation
 *                  label/<section>/<item>/<person>
 *                  line/<section>/<item>/<caption|description|asker>
 *   Y.XmlFragment  <section>/text                      a conclusion or text section
 *                  <section>/<person>                  a summary or remark
 *                  <section>/<item>                    a question or prompt
 *                  <section>/<item>/<person>           an answer
 *
 * Keys in `items` are `<section>/<item>`; keys in `links` are the name of the rich text they stand for,
 * `<section>/<person>` or `<section>/<item>/<person>`, and for who was asked `<section>/<item>/<person>/asked`.
 */

export const MAPS = ['meta', 'people', 'items', 'links'] as const
export type MapName = (typeof MAPS)[number]
/** The header's one-line texts. */
export const HEADER_LINES = ['title', 'event', 'theme', 'type', 'counted'] as const
export type HeaderLine = (typeof HEADER_LINES)[number]
export const ITEM_LINES = ['caption', 'description', 'asker'] as const
export type ItemLine = (typeof ITEM_LINES)[number]

export const personLine = (person: string, field: PersonLine) => `person/${person}/${field}`
export const itemKey = (section: string, item: string) => `${section}/${item}`
export const itemLine = (section: string, item: string, field: ItemLine) => `line/${section}/${item}/${field}`
/** The rich text of a section that holds just one (kinds conclusion and text). */
export const sectionText = (section: string) => `${section}/text`
/** The rich text of a person in a section: a summary, a remark, or (with an item) an answer. */
export const voiceText = (section: string, person: string, item?: string) =>
  item === undefined ? `${section}/${person}` : `${section}/${item}/${person}`
/** The rich text of a question or prompt. */
export const itemText = itemKey
export const voiceLabel = (section: string, person: string, item?: string) =>
  `label/${voiceText(section, person, item)}`
export const askedKey = (section: string, item: string, person: string) =>
  `${section}/${item}/${person}/asked`

/** What a root name says: its Yjs type and, where it belongs to one, its section. */
export type Root =
  | { type: 'map'; name: MapName }
  | { type: 'text'; section: string | undefined }
  | { type: 'rich'; section: string }

const ID = /^[A-Za-z0-9_-]{1,40}$/
const SECTION = /^[a-z][a-z0-9-]{0,39}$/

/** The meaning of a root name in a document whose template has these section ids; undefined if it has none. */
export function parseRoot(name: string, hasSection: (id: string) => boolean): Root | undefined {
  if ((MAPS as readonly string[]).includes(name)) return { type: 'map', name: name as MapName }
  if ((HEADER_LINES as readonly string[]).includes(name)) return { type: 'text', section: undefined }
  const [first, ...rest] = name.split('/') as [string, ...string[]]
  const known = (section: string | undefined): section is string =>
    section !== undefined && SECTION.test(section) && hasSection(section)
  const ids = (parts: string[]) => parts.every((part) => ID.test(part))
  if (first === 'person') {
    const [person, field] = rest
    const fits = rest.length === 2 && ID.test(person!) && (PERSON_LINES as readonly string[]).includes(field!)
    return fits ? { type: 'text', section: undefined } : undefined
  }
  if (first === 'label') {
    const [section, ...parts] = rest
    return known(section) && [1, 2].includes(parts.length) && ids(parts)
      ? { type: 'text', section }
      : undefined
  }
  if (first === 'line') {
    const [section, item, field] = rest
    const fits =
      rest.length === 3 &&
      known(section) &&
      ID.test(item!) &&
      (ITEM_LINES as readonly string[]).includes(field!)
    return fits ? { type: 'text', section: section! } : undefined
  }
  return known(first) && [1, 2].includes(rest.length) && ids(rest)
    ? { type: 'rich', section: first }
    : undefined
}

/** The section that a key of a root map belongs to: known for items and links, none for meta and people. */
export function sectionOfKey(map: MapName, key: string): string | undefined {
  return map === 'items' || map === 'links' ? key.split('/')[0] : undefined
}
