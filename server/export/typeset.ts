import type { PdfStandard } from '@/lib/export'
import type { Files } from '@/lib/export/pdf/data'
import type { Drawable } from '@/lib/export/pdf/fitted'
import { createDrawable } from './coverage'
import { readFonts } from './fonts'
import type { Note } from './note'
import { openTypst, type Typst } from './typst'

/** What is typeset. */
export type Typesetting = {
  /** Typst's main file; it reads `data` as /data.json. Nothing of a report stands in it. */
  source: string
  data: unknown
  files: Files
  /** The time that the file says it was made at, in milliseconds since 1970. */
  made: number
  standard: PdfStandard
}

type Engine = { typst: Typst; drawable: Drawable; lacking: Set<string> }

let shared: Promise<Engine> | undefined

async function createEngine(note: Note): Promise<Engine> {
  const families = readFonts()
  const lacking = new Set<string>()
  return {
    typst: await openTypst(families.flat(), note),
    drawable: createDrawable(families, (letter) => lacking.add(letter)),
    lacking,
  }
}

/** Typesets what `write` makes of texts with the letters that the fonts have; others are noted. */
export async function typeset(write: (drawable: Drawable) => Typesetting, note: Note): Promise<Uint8Array> {
  shared ??= createEngine(note)
  const { typst, drawable, lacking } = await shared
  lacking.clear()
  const { source: main, data, files, made, standard } = write(drawable)
  if (lacking.size > 0) note(`no font has ${namesOf(lacking)}`)
  const all = new Map(files).set('/data.json', new TextEncoder().encode(JSON.stringify(data)))
  return typst.compile({ main, files: all, made, standard }, note)
}

const LONGEST_LIST = 20

function namesOf(letters: Set<string>): string {
  const names = [...letters].map((letter) =>
    [...letter]
      .map((each) => `U+${each.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`)
      .join(' '),
  )
  const more = names.length - LONGEST_LIST
  return names.slice(0, LONGEST_LIST).join(', ') + (more > 0 ? ` and ${more} more` : '')
}
