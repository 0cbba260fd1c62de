import { isSafeUrl } from '@/lib/report/rich'
import { kindOf, MAIN_TYPE, OFFICE, type Package, TEMPLATE_TYPE } from './package'
import { TemplateRefused } from './refused'
import { all, type Element, is, val, W } from './xml'

/*
 * What a template must not have in it: every report that comes out of it is opened by people who trust it.
 */

/** Relationships that carry programs, and objects of other programs. */
const MACROS = ['vbaProject', 'wordVbaData', 'attachedToolbars', 'keyMapCustomizations', 'ui/extensibility']
const EMBEDDED = ['oleObject', 'control', 'activeXControlBinary', 'aFChunk', 'subDocument']
/** Fields that fetch, start or run something. */
const FIELDS = /\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|RD)\b/i

/** Throws TemplateRefused for macros, objects, and whatever is fetched from elsewhere; reads every XML part. */
export function checkSafe(pack: Package): void {
  checkTypes(pack)
  // Also those of a part that is not there.
  for (const name of pack.names()) {
    const [, folder, part] = /^(.*?)_rels\/([^/]*)\.rels$/i.exec(name) ?? []
    if (part !== undefined) checkRelationships(pack, `${folder}${part}`)
  }
  // Everything that anybody might read as XML: a document type in it is refused wherever it is.
  for (const part of pack.names())
    if (/\.(xml|rels|vml)$/i.test(part) || /[+/]xml$/.test(pack.typeOf(part) ?? '')) {
      const document = pack.xml(part)
      if (document.documentElement?.namespaceURI === W) checkFields(document.documentElement, part)
    }
}

function checkTypes(pack: Package): void {
  const main = pack.typeOf(pack.main) ?? ''
  const types = pack.names().map((part) => [part, pack.typeOf(part) ?? ''] as const)
  for (const [part, type] of types) {
    if (
      /macroEnabled|vbaProject|vbaData|keyMapCustom/i.test(type) ||
      /vbaProject|\.(docm|dotm|xlsm)$/i.test(part)
    )
      throw new TemplateRefused('word-macros', part)
    if (/activeX|oleObject/i.test(type)) throw new TemplateRefused('word-embedded', part)
  }
  if (main !== MAIN_TYPE && main !== TEMPLATE_TYPE) throw new TemplateRefused('word-not-docx', main)
}

function checkRelationships(pack: Package, part: string): void {
  for (const relationship of pack.relationships(part)) {
    const kind = kindOf(relationship)
    if (MACROS.some((one) => relationship.type.endsWith(`/${one}`)))
      throw new TemplateRefused('word-macros', kind)
    if (EMBEDDED.includes(kind)) throw new TemplateRefused('word-embedded', kind)
    if (!relationship.external) continue
    const { type, target } = relationship
    const isLink = type === `${OFFICE}/hyperlink` && (isSafeUrl(target) || target.startsWith('tel:'))
    if (!isLink) throw new TemplateRefused('word-external', `${kind} ${target}`)
  }
}

/** A field's instruction may be cut into several runs. */
function checkFields(root: Element, part: string): void {
  const check = (instruction: string) => {
    const [name = ''] = instruction.trim().split(/\s/)
    if (FIELDS.test(name)) throw new TemplateRefused('word-external', `${name} in ${part}`)
  }
  for (const field of all(root, 'fldSimple')) check(val(field, 'instr') ?? '')
  let instruction = ''
  const walk = (element: Element) => {
    if (is(element, 'fldChar')) {
      check(instruction)
      instruction = ''
    } else if (is(element, 'instrText')) instruction += element.textContent ?? ''
  }
  for (const element of all(root, '*')) walk(element)
  check(instruction)
}
