import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate'
import { markLanguages } from './docx-languages'
import { Unreadable } from './unreadable'

/** What a document may hold when it is unpacked, in bytes, and in how many parts. */
const MOST_BYTES = 80 * 1024 * 1024
const MOST_TEXT = 24 * 1024 * 1024
const MOST_PARTS = 4000

/** `language`: of most of its text; `tags`: the languages that its runs may be marked with. */
export type CleanDocx = { bytes: Uint8Array; language: string | undefined; tags: string[] }

/**
 * A Word document with nothing in it but text, styles and pictures: no macros, no embedded files, nothing that points
 * outside but links. Sizes are looked at before anything is unpacked. Throws Unreadable.
 */
export function cleanDocx(bytes: Uint8Array): CleanDocx {
  const parts = unpack(bytes)
  const kept: Zippable = {}
  let languages: Omit<CleanDocx, 'bytes'> = { language: undefined, tags: [] }
  const styles = parts['word/styles.xml'] && textOfPart(parts['word/styles.xml'])
  for (const [name, content] of Object.entries(parts)) {
    if (!/\.(xml|rels)$/i.test(name)) kept[name] = content
    else {
      const xml = textOfPart(content)
      if (/\.rels$/i.test(name)) kept[name] = strToU8(withoutOutside(xml))
      else if (/^word\/document\d*\.xml$/i.test(name)) {
        const { xml: marked, ...found } = markLanguages(xml, styles ?? '')
        languages = found
        kept[name] = strToU8(marked)
      } else kept[name] = strToU8(xml)
    }
  }
  return { bytes: zipSync(kept, { level: 0 }), ...languages }
}

const WANTED =
  /^(\[Content_Types\]\.xml|_rels\/\.rels|word\/[^/]+\.xml|word\/_rels\/[^/]+\.rels|word\/media\/[^/]+)$/i

function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
  let size = 0
  let parts = 0
  let isWord = false
  try {
    const unpacked = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (++parts > MOST_PARTS) throw tooMuch()
        if (/^word\/document\d*\.xml$/i.test(name)) isWord = true
        if (!WANTED.test(name)) return false
        size += originalSize
        if (size > MOST_BYTES || (/\.(xml|rels)$/i.test(name) && originalSize > MOST_TEXT)) throw tooMuch()
        return true
      },
    })
    if (!isWord)
      throw new Unreadable(
        'import-not-docx',
        'This file is no Word document (.docx). Save it as one in Word, and try again.',
      )
    return unpacked
  } catch (error) {
    if (error instanceof Unreadable) throw error
    throw new Unreadable('import-broken', 'This Word document is damaged and cannot be read.')
  }
}

function tooMuch(): Unreadable {
  return new Unreadable(
    'import-too-much',
    'This Word document holds more than a report can: unpacked it is too large.',
  )
}

function textOfPart(content: Uint8Array): string {
  const xml =
    content[0] === 0xff && content[1] === 0xfe
      ? new TextDecoder('utf-16le').decode(content)
      : strFromU8(content)
  // No document of Word's has one, and what it defines could grow without end.
  if (/<!(DOCTYPE|ENTITY)/i.test(xml))
    throw new Unreadable(
      'import-broken',
      'This Word document defines words of its own in its XML and is not read.',
    )
  return xml.replace(/^\ufeff/, '')
}

/** Links stay; pictures, templates and objects that lie elsewhere do not. */
function withoutOutside(xml: string): string {
  return xml.replace(/<Relationship\b[^>]*>/g, (relationship) =>
    /TargetMode\s*=\s*["']External["']/i.test(relationship) && !/\/hyperlink["']/.test(relationship)
      ? ''
      : relationship,
  )
}
