import { isBinary } from './decode'
import { Unreadable, type UnreadableCode } from './unreadable'

/** The formats that a report is imported from. */
export const IMPORTED = ['docx', 'md', 'txt', 'html', 'json'] as const
export type ImportFormat = (typeof IMPORTED)[number]

const ENDINGS: Record<string, ImportFormat> = {
  docx: 'docx',
  docm: 'docx',
  dotx: 'docx',
  md: 'md',
  markdown: 'md',
  txt: 'txt',
  text: 'txt',
  html: 'html',
  htm: 'html',
  json: 'json',
}
const TYPES: [RegExp, ImportFormat][] = [
  [/markdown/, 'md'],
  [/html/, 'html'],
  [/json/, 'json'],
]

const PICTURE = 'This is a picture. A report can be imported from DOCX, Markdown or plain text.'

/** Documents that people try, by their first bytes, and what to do with them. */
const OTHERS: [string, UnreadableCode, string][] = [
  [
    '%PDF',
    'import-pdf',
    'This is a PDF. A report can be imported from the document that it was made of: DOCX, Markdown or plain text.',
  ],
  ['{\\rtf', 'import-rtf', 'This is an RTF document. Save it as a Word document (.docx), and try again.'],
  [
    '\xd0\xcf\x11\xe0',
    'import-doc',
    'This is a Word document of the old kind (.doc), or one with a password. Save it as .docx without a password, and try again.',
  ],
  ['\x89PNG', 'import-picture', PICTURE],
  ['\xff\xd8\xff', 'import-picture', PICTURE],
  ['GIF8', 'import-picture', PICTURE],
]

/** What a file is: by its first bytes, then by its name and type. Throws Unreadable for what cannot be read. */
export function formatOf(bytes: Uint8Array, name = '', type = ''): ImportFormat {
  if (bytes.length === 0) throw new Unreadable('import-empty', 'This file is empty.')
  const start = String.fromCharCode(...bytes.subarray(0, 8))
  const other = OTHERS.find(([sign]) => start.startsWith(sign))
  if (other) throw new Unreadable(other[1], other[2])
  if (start.startsWith('PK')) return 'docx'
  const named = ENDINGS[/\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '']
  if (named === 'docx')
    throw new Unreadable('import-broken', 'This Word document is damaged and cannot be read.')
  if (isBinary(bytes))
    throw new Unreadable(
      'import-binary',
      'This file is no text. A report can be imported from DOCX, Markdown or plain text.',
    )
  return named ?? TYPES.find(([sign]) => sign.test(type))?.[1] ?? 'txt'
}

/** Whether a text says by itself that it is of one of these formats, whatever its file is called. */
export function formatOfText(text: string, format: ImportFormat): ImportFormat {
  if (format !== 'txt') return format
  const start = text.trimStart()
  if (/^<(!doctype html|html)\b/i.test(start)) return 'html'
  if (/^\{\s*"/.test(start) && start.trimEnd().endsWith('}')) return 'json'
  const headings = text.match(/^#{1,6} \S/gm)?.length ?? 0
  return headings >= 2 || /^---\n[\s\S]{0,4000}?\n---\n/.test(text) ? 'md' : 'txt'
}
