import * as Y from 'yjs'
import { isId } from './ids'
import { byOrder, firstOrders, type Ordered } from './order'
import type { PersonKind, PictureFile, QuestionState } from './report'
import { itemKey, type MapName } from './roots'

/*
 * The records of the shared document as plain values, the deleted ones too, in their order. Reading never writes; what
 * a foreign client put there that is no record is passed over.
 */

/** The order of a record that has none: the first key there is. */
export const FIRST = firstOrders(1)[0]!

export type Deletion = { deletedAt: number; deletedBy: string }
type RecordBase = Ordered & { deleted: Deletion | undefined }
export type PersonRecord = RecordBase & { kind: PersonKind; account: string | undefined }
export type ItemRecord = RecordBase & {
  section: string
  /** of a picture */
  file: PictureFile | undefined
  /** of a question */
  state: QuestionState
}
/** That a person answers or remarks (`id` is the name of the rich text), or was asked (`…/asked`). */
export type LinkRecord = RecordBase & {
  section: string
  item: string | undefined
  person: string
  asked: boolean
}

/** A record's fields. */
export type Raw = Record<string, unknown>

export function readPeople(doc: Y.Doc): PersonRecord[] {
  return rows(doc, 'people')
    .filter(({ id }) => isId(id))
    .map(({ id, raw }) => ({
      ...base(id, raw),
      kind: oneOf(raw.kind, ['speaker', 'moderator', 'rapporteur', 'other'], 'other'),
      account: typeof raw.account === 'string' ? raw.account : undefined,
    }))
    .sort(byOrder)
}

/** Questions, prompts and pictures of a section, the deleted ones too; `id` is the item's, not its key. */
export function readItems(doc: Y.Doc, section: string): ItemRecord[] {
  return rows(doc, 'items', section)
    .flatMap(({ id: key, raw }) => {
      const [ofSection, id, ...more] = key.split('/')
      if (ofSection !== section || !id || !isId(id) || more.length > 0) return []
      return [
        {
          ...base(id, raw),
          section,
          file: (raw.file as PictureFile | undefined) ?? undefined,
          state: oneOf(raw.state, ['open', 'live', 'writing', 'unanswered'], 'open'),
        },
      ]
    })
    .sort(byOrder)
}

/** Links of a section, or of one of its items, the deleted ones too. */
export function readLinks(doc: Y.Doc, section: string, item?: string): LinkRecord[] {
  return rows(doc, 'links', item === undefined ? section : itemKey(section, item))
    .flatMap(({ id, raw }) => {
      const parts = id.split('/')
      if (parts[0] !== section) return []
      const asked = parts.at(-1) === 'asked' && parts.length === 4
      const [, a, b] = parts
      const link = parts.length === 2 ? { item: undefined, person: a! } : { item: a, person: b! }
      if (parts.length > (asked ? 4 : 3) || link.item !== item || !link.person) return []
      return [{ ...base(id, raw), section, asked, ...link }]
    })
    .sort(byOrder)
}

/** The entries of a root map as plain values; what is neither a Y.Map nor an object is no record. */
/** The records of a map, or those whose keys begin with `within` and a slash: the others are not even looked at. */
function rows(doc: Y.Doc, map: MapName, within?: string): { id: string; raw: Raw }[] {
  return [...doc.getMap(map).entries()].flatMap(([id, value]) => {
    if (within !== undefined && !id.startsWith(`${within}/`)) return []
    const raw = value instanceof Y.Map ? Object.fromEntries(value.entries()) : value
    return isRaw(raw) ? [{ id, raw }] : []
  })
}

function base(id: string, raw: Raw): RecordBase {
  const deletedBy = typeof raw.deletedBy === 'string' ? raw.deletedBy : ''
  return {
    id,
    order: typeof raw.order === 'string' ? raw.order : FIRST,
    deleted: typeof raw.deletedAt === 'number' ? { deletedAt: raw.deletedAt, deletedBy } : undefined,
  }
}

export function isRaw(value: unknown): value is Raw {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Y.AbstractType)
  )
}

function oneOf<const T extends string>(value: unknown, options: readonly T[], fallback: T): T {
  return options.find((option) => option === value) ?? fallback
}
