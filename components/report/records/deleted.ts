import type * as Y from 'yjs'
import { type Deletion, type Removable, readItems, readLinks, readPeople } from '@/lib/report/document'
import { readRich } from '@/lib/report/fragment'
import { toPlain } from '@/lib/report/rich'
import { itemKey, itemLine, itemText, personLine } from '@/lib/report/roots'
import type { SectionKind, Template } from '@/lib/report/template'

/** Something that was deleted and can be put back. */
export type Deleted = Removable &
  Deletion & {
    /** What it was: a person, or what its section of this kind holds; `answer` inside a prompt or question. */
    what: 'person' | 'answer' | SectionKind
    /** The section it lies in; undefined for people */
    section: string | undefined
    /** The person's name, or the name of who said it */
    name: string
    /** The first words of its text */
    words: string
  }

/** Everything that was deleted, the latest first. Who was asked is no text of its own and is not listed. */
export function listDeleted(doc: Y.Doc, template: Template): Deleted[] {
  const nameOf = (person: string) => line(doc, personLine(person, 'name'))
  const people = readPeople(doc).flatMap((person): Deleted[] =>
    person.deleted
      ? [
          {
            map: 'people',
            key: person.id,
            ...person.deleted,
            what: 'person',
            section: undefined,
            name: nameOf(person.id),
            words: line(doc, personLine(person.id, 'role')),
          },
        ]
      : [],
  )
  const parts = template.sections.flatMap(({ id: section, kind }) => {
    const items = readItems(doc, section)
    const links = [
      ...readLinks(doc, section).map((link) => ({ link, what: kind })),
      ...items.flatMap((item) =>
        readLinks(doc, section, item.id).map((link) => ({ link, what: 'answer' as const })),
      ),
    ]
    return [
      ...items.flatMap((item): Deleted[] =>
        item.deleted
          ? [
              {
                map: 'items',
                key: itemKey(section, item.id),
                ...item.deleted,
                what: kind,
                section,
                name: line(doc, itemLine(section, item.id, 'asker')),
                words: firstWords(
                  line(doc, itemLine(section, item.id, 'caption')) || rich(doc, itemText(section, item.id)),
                ),
              },
            ]
          : [],
      ),
      ...links.flatMap(({ link, what }): Deleted[] =>
        link.deleted && !link.asked
          ? [
              {
                map: 'links',
                key: link.id,
                ...link.deleted,
                what,
                section,
                name: nameOf(link.person),
                words: firstWords(rich(doc, link.id)),
              },
            ]
          : [],
      ),
    ]
  })
  return [...people, ...parts].sort((a, b) => b.deletedAt - a.deletedAt)
}

/** The beginning of a text in one line, cut between words. */
export function firstWords(text: string, max = 90): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  if (flat.length <= max) return flat
  const cut = flat.slice(0, max)
  return `${cut.slice(0, cut.lastIndexOf(' ') > max / 2 ? cut.lastIndexOf(' ') : max)}…`
}

// Asking for a root creates it: only those that are there are read.
function line(doc: Y.Doc, name: string): string {
  return doc.share.has(name) ? doc.getText(name).toString() : ''
}

function rich(doc: Y.Doc, name: string): string {
  return doc.share.has(name) ? toPlain(readRich(doc.getXmlFragment(name))) : ''
}
