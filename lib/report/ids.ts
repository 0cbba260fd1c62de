import { z } from 'zod'

/**
 * The id of a person, question, prompt or picture. We make 12 random letters and digits; a report that
 * comes in through the API may bring its own, as long as it can stand in a root name (no slash).
 */
export const Id = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, 'An id is 1 to 40 letters, digits, - or _')

/** Whether a key that stands in the shared document can be an id. */
export function isId(key: string): boolean {
  return Id.safeParse(key).success
}

/** Words that already mean something as the first part of a root name (see roots.ts). */
export const RESERVED_SECTION_IDS = [
  'title',
  'event',
  'theme',
  'type',
  'counted',
  'person',
  'label',
  'line',
  'meta',
  'people',
  'items',
  'links',
] as const

export const SectionId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'A section id is lower-case letters, digits and -')
  .refine((id) => !(RESERVED_SECTION_IDS as readonly string[]).includes(id), 'This section id is reserved')

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** 12 random letters and digits: 71 bits, made by whoever creates the record. */
export function newId(): string {
  let id = ''
  while (id.length < 12) {
    // 248 is the largest multiple of 62 in a byte: what is above it would favour the first letters.
    for (const byte of crypto.getRandomValues(new Uint8Array(16)))
      if (byte < 248 && id.length < 12) id += LETTERS[byte % 62]
  }
  return id
}
