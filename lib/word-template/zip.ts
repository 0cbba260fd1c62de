import { Inflate, zipSync } from 'fflate'
import { TemplateRefused } from './refused'

/*
 * The zip around a Word document. It is read by its central directory only, and nothing is unpacked beyond what an
 * entry says of itself, nor beyond these limits: what comes in was made by somebody we do not know.
 */

const MAX_FILE = 10 * 1024 * 1024
const MAX_ENTRIES = 2000
const MAX_UNPACKED = 60 * 1024 * 1024
/** Of what is read as XML, which takes many times its size in memory. */
const MAX_XML = 8 * 1024 * 1024
/** XML rarely packs to less than a fiftieth; a bomb to a thousandth. */
const MAX_RATIO = 200
/** Small entries may be as dense as they like. */
const SMALL = 512 * 1024

export type Files = Map<string, Uint8Array>

type Entry = { name: string; method: number; packed: number; size: number; at: number }

/** The files in a zip, by name. Throws TemplateRefused. */
export function readZip(bytes: Uint8Array): Files {
  if (bytes.length > MAX_FILE) throw new TemplateRefused('word-too-big')
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw new TemplateRefused('word-old-or-protected')
  if (!startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) throw new TemplateRefused('word-not-docx')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let entries: Entry[]
  try {
    entries = readDirectory(view, bytes)
  } catch (error) {
    if (error instanceof RangeError) throw new TemplateRefused('word-broken')
    throw error
  }
  check(entries)
  const files: Files = new Map()
  for (const entry of entries)
    if (!entry.name.endsWith('/')) files.set(entry.name, unpack(view, bytes, entry))
  return files
}

/** Packs files; the types come first, where some programs look for them. */
export function writeZip(files: Files): Uint8Array {
  const types = '[Content_Types].xml'
  const names = [types, ...[...files.keys()].filter((name) => name !== types)]
  // A picture is packed already.
  const level = (name: string) => (/\.(png|jpe?g)$/i.test(name) ? 0 : 6)
  const mtime = new Date(1980, 0, 1)
  return zipSync(
    Object.fromEntries(names.map((name) => [name, [files.get(name)!, { level: level(name), mtime }]])),
  )
}

function readDirectory(view: DataView, bytes: Uint8Array): Entry[] {
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  const start = view.getUint32(end + 16, true)
  // 0xffff and 0xffffffff stand for a value that is in the records of zip64, which no Word document needs.
  if (count === 0xffff || start === 0xffffffff) throw new TemplateRefused('word-too-big')
  if (count > MAX_ENTRIES) throw new TemplateRefused('word-too-big')
  const entries: Entry[] = []
  for (let at = start, left = count; left > 0; left--) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new TemplateRefused('word-broken')
    if (view.getUint16(at + 8, true) & 1) throw new TemplateRefused('word-old-or-protected')
    const length = view.getUint16(at + 28, true)
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length)),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    })
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/** The end record lies before a comment of at most 64 KiB. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--)
    if (view.getUint32(at, true) === 0x06054b50) return at
  throw new TemplateRefused('word-broken')
}

function check(entries: Entry[]): void {
  const names = new Set<string>()
  let total = 0
  for (const { name, packed, size } of entries) {
    const key = name.toLowerCase()
    const odd = names.has(key) || /^\/|\\|\p{C}|^[a-z]:/iu.test(name) || name.split('/').includes('..')
    if (odd) throw new TemplateRefused('word-broken', name)
    names.add(key)
    total += size
    const bomb = size > SMALL && size > packed * MAX_RATIO
    const long = size > MAX_XML && /\.(xml|rels|vml)$/i.test(name)
    if (bomb || long || total > MAX_UNPACKED) throw new TemplateRefused('word-too-big', name)
  }
}

function unpack(view: DataView, bytes: Uint8Array, { name, method, packed, size, at }: Entry): Uint8Array {
  let data: Uint8Array
  try {
    if (view.getUint32(at, true) !== 0x04034b50) throw new TemplateRefused('word-broken', name)
    const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
    data = bytes.subarray(from, from + packed)
  } catch {
    throw new TemplateRefused('word-broken', name)
  }
  if (data.length !== packed) throw new TemplateRefused('word-broken', name)
  if (method === 0 && packed === size) return data.slice()
  if (method !== 8) throw new TemplateRefused('word-broken', name)
  const unpacked = new Uint8Array(size)
  let written = 0
  try {
    const inflate = new Inflate((chunk) => {
      if (written + chunk.length > size) throw new TemplateRefused('word-too-big', name)
      unpacked.set(chunk, written)
      written += chunk.length
    })
    // Piece by piece, so that an entry that says less than it holds is noticed at once.
    for (let from = 0; from < packed; from += 4096)
      inflate.push(data.subarray(from, from + 4096), from + 4096 >= packed)
  } catch (error) {
    throw error instanceof TemplateRefused ? error : new TemplateRefused('word-broken', name)
  }
  if (written !== size) throw new TemplateRefused('word-broken', name)
  return unpacked
}

function startsWith(bytes: Uint8Array, ...signature: number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte)
}
