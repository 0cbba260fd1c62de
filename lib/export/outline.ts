import type { Picture, Section } from '@/lib/report/report'
import type { Rich } from '@/lib/report/rich'
import type { Text } from './text'

/*
 * What a document shows, in the order in which it is shown, before any format: content.ts decides it once, and
 * each format is a table over the kinds of nodes (and of blocks, inlines and marks). All texts are clean (clean.ts).
 */

export type Outline = {
  /** The report's language, and where it differs, the one its fixed words are in. */
  language: string
  /** What the file is called where it must have a name; never empty. */
  name: string
  /** The event's banner, its alternative text the event's name. */
  banner: Banner | undefined
  /** The head: the event with its dates, its theme, the title under its label. All but the title may be empty. */
  event: Text
  theme: Text
  titleLabel: Text
  title: Text
  sections: OutlineSection[]
  /** The stamp in words, for the foot. */
  stamp: Text
  /** What a file says at its foot if it had to draw □ for letters that its fonts lack. */
  lacking: Text
  /** Metadata: who wrote it, and what it is about. */
  authors: string[]
  keywords: string[]
}

export type Banner = { image: Image; alt: string }

export type OutlineSection = {
  id: string
  kind: Section['kind']
  /** Empty if the template gives none. */
  heading: Text
  /** Never empty: a section in which nothing is shown is not in the outline. */
  nodes: Node[]
}

/** A name and its values in the header: one value, or one for each person. */
export type Fact = { name: FactName; label: Text; values: Text[] }
export type FactName = 'type' | 'languages' | 'date' | 'time' | 'participants' | 'moderators' | 'rapporteurs'

export type Node =
  | { kind: 'facts'; facts: Fact[] }
  /** Numbered people. */
  | { kind: 'people'; people: Text[] }
  /** A heading within a section. The section's own is of level 1; none is skipped. */
  | { kind: 'heading'; level: 1 | 2 | 3; text: Text }
  | { kind: 'rich'; blocks: Rich }
  /** A remark of the document itself, such as "(not answered)". */
  | { kind: 'note'; text: Text }
  | {
      kind: 'picture'
      /** undefined if there is no file or its bytes are not to be had */
      image: Image | undefined
      /** Alternative text; never empty. */
      alt: string
      caption: Text
      /** The description, where it is printed as well. */
      description: Text[]
    }

export type Image = {
  type: NonNullable<Picture['file']>['type']
  sha256: string
  bytes: Uint8Array
  width: number
  height: number
}

/** The pictures of a report whose bytes are there, by SHA-256. */
export type Images = ReadonlyMap<string, Image>
