import mammoth from 'mammoth'
import { toBase64 } from '@/lib/export/json'
import { type CleanDocx, cleanDocx } from './docx-zip'
import { readHtml } from './html'
import type { Source } from './piece'
import { withTypedSigns } from './plain'
import type { Reading } from './reading'
import { Unreadable } from './unreadable'

const LEVELS = [1, 2, 3, 4, 5, 6, 7, 8, 9]
const listPath = (level: number, tag: 'ul' | 'ol') => `${'ul|ol > li > '.repeat(level - 1)}${tag} > li:fresh`

const STYLES = [
  "p[style-name='Title'] => h1.title:fresh",
  "p[style-name='Caption'] => p.caption:fresh",
  "p[style-name='caption'] => p.caption:fresh",
  "p[style-name='Note'] => p.note:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
  "p[style-name='List Continue'] => ul|ol > li > p:fresh",
  ...LEVELS.flatMap((level) => [
    `p:unordered-list(${level}) => ${listPath(level, 'ul')}`,
    `p:ordered-list(${level}) => ${listPath(level, 'ol')}`,
  ]),
  ...LEVELS.slice(6).map((level) => `p[style-name='heading ${level}'] => h6:fresh`),
]

/** A Word document: headings, lists, tables, pictures and the languages of its runs. Throws Unreadable. */
export async function readDocx(bytes: Uint8Array, reading: Reading): Promise<Source> {
  const clean = cleanDocx(bytes)
  const html = await toHtml(clean)
  const source = await readHtml(html, reading)
  const pieces = withTypedSigns(source.pieces)
  return { ...source, pieces, ...(clean.language ? { likely: clean.language } : {}) }
}

async function toHtml({ bytes, tags }: CleanDocx): Promise<string> {
  const styleMap = [...STYLES, ...tags.map((tag) => `highlight[color='lang-${tag}'] => span.lang-${tag}`)]
  const convertImage = mammoth.images.imgElement(async (image) => {
    const data = toBase64(new Uint8Array(await image.readAsArrayBuffer()))
    return { src: `data:${image.contentType || 'image/unknown'};base64,${data}` }
  })
  try {
    const options = { styleMap, convertImage, includeEmbeddedStyleMap: false, externalFileAccess: false }
    const input =
      typeof Buffer === 'undefined' ? { arrayBuffer: bytes.slice().buffer } : { buffer: Buffer.from(bytes) }
    return (await mammoth.convertToHtml(input, options)).value
  } catch {
    throw new Unreadable('import-broken', 'This Word document is damaged and cannot be read.')
  }
}
