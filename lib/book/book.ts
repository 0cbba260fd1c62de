import type { Image, Outline } from '@/lib/export/outline'
import type { Stamp } from '@/lib/export/stamp'
import type { Text } from '@/lib/export/text'

/*
 * The book of an event, before any format: what it shows, in the order in which it is shown. make.ts decides it, and
 * each format (pdf/, docx/) writes it down. All texts are clean and in their final words.
 */

export type Book = {
  /** BCP 47: what its own words are in; each chapter has its own. */
  language: string
  /** What the file is called where it must have a name; never empty. */
  name: string
  cover: Cover
  /** Heading of the contents. */
  contents: Text
  chapters: Chapter[]
  /** After the chapters, those that have an entry: people, organisations. */
  indexes: Index[]
  /** After these, those that have an item: sessions without a report, reports that could not be included. */
  lists: List[]
  /** When it was made, in milliseconds since 1970: all that differs between two books of the same reports. */
  at: number
}

export type Cover = {
  banner: Image | undefined
  /** The event's name, its theme and its days. All but the name may be empty. */
  title: Text
  theme: Text
  days: Text
  /** That these are its reports. */
  kind: Text
  /** When it was made, and of how many reports. */
  made: Text
}

/** One session's report. Whatever is numbered in it begins at 1. */
export type Chapter = {
  session: string
  outline: Outline
  stamp: Stamp
  /** That it is not approved, if so. */
  mark: Text
}

export type Index = { kind: 'people' | 'organisations'; heading: Text; entries: IndexEntry[] }

type IndexEntry = {
  name: Text
  /** The affiliation of a person. */
  about: Text
  /** Places in `chapters`, ascending, each once; never empty. */
  chapters: number[]
}

export type List = { kind: 'missing' | 'leftOut'; heading: Text; items: { title: Text; about: Text }[] }
