import type { Template } from '@/lib/report/template'
import { decode } from './decode'
import { formatOf, formatOfText, type ImportFormat } from './format'
import { readHtml } from './html'
import { readJson } from './json'
import { readMarkdown } from './markdown'
import { type KeepPicture, plainOf, type Source } from './piece'
import { readPlain } from './plain'
import { createReading } from './reading'
import { type EventFacts, type Imported, recognise } from './recognise'
import { Unreadable } from './unreadable'

export type { Note, NoteCode, Unplaced } from './draft'
export { IMPORTED } from './format'
export type { KeepPicture, NotKept } from './piece'
export type { EventFacts, Imported } from './recognise'
export { Unreadable } from './unreadable'

/** More letters than a session can begin with in any script. */
const MOST_LETTERS = 3_000_000

export type ImportOptions = {
  /** The file's name and type, as far as they are known. */
  name?: string
  type?: string
  template: Template
  event?: EventFacts
  keepPicture: KeepPicture
}

/**
 * A file as a report of this template: by its headings and labels, with notes on what was recognised and the passages
 * that fit nowhere. Throws Unreadable, with a sentence for people.
 */
export async function importReport(bytes: Uint8Array, options: ImportOptions): Promise<Imported> {
  const format = formatOf(bytes, options.name, options.type)
  const text = format === 'docx' ? '' : decode(bytes)
  const exact = format === 'docx' ? format : formatOfText(text, format)
  if (exact === 'json') return readJson(text, options)
  const source = await read(exact, bytes, text, options.keepPicture)
  const { pieces } = source
  if (pieces.every((piece) => piece.kind !== 'picture') && plainOf(pieces).trim() === '')
    throw new Unreadable('import-empty', 'There is no text in this file.')
  if (plainOf(pieces).length > MOST_LETTERS)
    throw new Unreadable('import-too-much', 'This file holds more text than a report can.')
  return recognise(source, options.template, options.event)
}

async function read(
  format: Exclude<ImportFormat, 'json'>,
  bytes: Uint8Array,
  text: string,
  keep: KeepPicture,
): Promise<Source> {
  const reading = createReading(keep)
  switch (format) {
    case 'docx': {
      // Loaded when it is first needed: Word documents take the largest reader.
      const { readDocx } = await import('./docx')
      return readDocx(bytes, reading)
    }
    case 'html':
      return readHtml(text, reading)
    case 'md':
      return readMarkdown(text, reading)
    case 'txt':
      return readPlain(text)
  }
}
