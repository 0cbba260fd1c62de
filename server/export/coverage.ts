import type { Drawable } from '@/lib/export/pdf/fitted'

/*
 * Which letters the fonts have. The accessible PDF standards allow no letter without a shape, so what cannot be drawn
 * is found before the compiler refuses it, and □ is drawn instead.
 */

const SUBSTITUTE = '□'

/** How many letters are remembered: more than all that a book of Chinese uses. */
const MOST_KNOWN = 20_000

/** Whether a family has a code point. */
type Covers = (point: number) => boolean

/**
 * Replaces what no family can draw as a whole: a letter with its accents comes from one font. `lacks` hears of each
 * replaced letter.
 */
export function createDrawable(families: Uint8Array[][], lacks: (letter: string) => void): Drawable {
  const covers = families.map(coverageOf)
  // Nearly all letters of nearly all reports: they need no look at what stands beside them.
  const isPlain = (point: number) => point < 0x300 && covers[0]!(point)
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

  const known = new Map<string, string>()
  function fitCluster(cluster: string): string {
    const found = known.get(cluster)
    if (found !== undefined) return found
    const fit = drawn(cluster)
    if (fit === cluster && known.size < MOST_KNOWN) known.set(cluster, fit)
    return fit
  }

  function drawn(cluster: string): string {
    const spellings = [cluster, cluster.normalize('NFC'), cluster.normalize('NFD')].map(shapesIn)
    if (spellings.some((points) => covers.some((has) => points.every(has)))) return cluster
    lacks(cluster)
    // Without the accents that no font with the letter has, it can still be read.
    const [letter = 0, ...accents] = [...cluster].map((each) => each.codePointAt(0)!)
    const has = covers.find((covers) => covers(letter))
    return has ? String.fromCodePoint(letter, ...accents.filter(has)) : SUBSTITUTE
  }

  return (text) => {
    for (let at = 0; at < text.length; at++)
      if (!isPlain(text.charCodeAt(at)))
        return Array.from(segmenter.segment(text), ({ segment }) => fitCluster(segment)).join('')
    return text
  }
}

/** What is never drawn: joiners, variation selectors, signs of direction. */
const SHAPELESS = /\p{Default_Ignorable_Code_Point}/u

function shapesIn(cluster: string): number[] {
  return [...cluster].filter((letter) => !SHAPELESS.test(letter)).map((letter) => letter.codePointAt(0)!)
}

/** What all files of a family have, but for code points whose meaning is private: archives allow none. */
function coverageOf(files: Uint8Array[]): Covers {
  const sets = files.map(readCoverage)
  return (point) =>
    !isPrivate(point) && sets.every((set) => ((set[point >> 3] ?? 0) & (1 << (point & 7))) !== 0)
}

const isPrivate = (point: number) => (point >= 0xe000 && point <= 0xf8ff) || point >= 0xf0000

/** One bit for each code point that a font maps to a shape (OpenType, table “cmap”, formats 4 and 12). */
export function readCoverage(font: Uint8Array): Uint8Array {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
  const bits = new Uint8Array(0x110000 / 8)
  const add = (from: number, to: number) => {
    for (let point = from; point <= to; point++) bits[point >> 3]! |= 1 << (point & 7)
  }
  const cmap = tableAt(view, 'cmap')
  for (let index = 0; index < view.getUint16(cmap + 2); index++) {
    const table = cmap + view.getUint32(cmap + 8 + index * 8)
    const format = view.getUint16(table)
    if (format === 12) readGroups(view, table, add)
    if (format === 4) readSegments(view, table, add)
  }
  return bits
}

type Add = (from: number, to: number) => void

function readGroups(view: DataView, table: number, add: Add) {
  for (let index = 0; index < view.getUint32(table + 12); index++) {
    const group = table + 16 + index * 12
    const isMissing = view.getUint32(group + 8) === 0
    add(view.getUint32(group) + (isMissing ? 1 : 0), view.getUint32(group + 4))
  }
}

function readSegments(view: DataView, table: number, add: Add) {
  const size = view.getUint16(table + 6)
  for (let index = 0; index < size; index += 2) {
    const [end, start, delta, rangeAt] = [14, 16 + size, 16 + size * 2, 16 + size * 3].map(
      (at) => table + at + index,
    )
    const range = view.getUint16(rangeAt!)
    for (let point = view.getUint16(start!); point <= view.getUint16(end!) && point < 0xffff; point++) {
      const glyph =
        range === 0 ? point : view.getUint16(rangeAt! + range + (point - view.getUint16(start!)) * 2)
      if (glyph !== 0 && ((glyph + view.getUint16(delta!)) & 0xffff) !== 0) add(point, point)
    }
  }
}

function tableAt(view: DataView, tag: string): number {
  for (let index = 0; index < view.getUint16(4); index++) {
    const entry = 12 + index * 16
    const name = String.fromCharCode(...[0, 1, 2, 3].map((at) => view.getUint8(entry + at)))
    if (name === tag) return view.getUint32(entry + 8)
  }
  throw new Error(`A font has no table “${tag}”`)
}
