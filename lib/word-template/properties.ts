import type { About } from '@/lib/export/docx/document'
import { lettersOf } from '@/lib/export/text'
import type { Package } from './package'
import { type Document, type Element, elementsOf, remove } from './xml'

/* What the filled file says of itself: the report's title and authors, not those of the template. */

const CORE = 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties'
const CORE_TYPE = 'application/vnd.openxmlformats-package.core-properties+xml'
const DC = 'http://purl.org/dc/elements/1.1/'
const TERMS = 'http://purl.org/dc/terms/'
const XSI = 'http://www.w3.org/2001/XMLSchema-instance'
const CUSTOM = 'http://schemas.openxmlformats.org/officeDocument/2006/custom-properties'
const CUSTOM_TYPE = 'application/vnd.openxmlformats-officedocument.custom-properties+xml'
const VARIANT = 'http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes'
/** The one set of properties that people make themselves. */
const FORMAT = '{D5CDD505-2E9C-101B-9397-08002B2CF9AE}'

/** `at`: when the content is from, in milliseconds. */
export function setProperties(pack: Package, about: About, at: number): void {
  setCore(pack, about, new Date(at).toISOString())
  setCustom(pack, about.properties)
}

function setCore(pack: Package, about: About, at: string): void {
  const [known] = pack
    .relationships('')
    .filter(({ type }) => type.endsWith('/core-properties'))
    .map(({ target }) => target.replace(/^\//, ''))
  if (!known || !pack.has(known)) return
  const document = pack.edit(known)
  const root = document.documentElement!
  const set = (namespace: string, name: string, value: string, type?: string) => {
    for (const one of elementsOf(root))
      if (one.namespaceURI === namespace && one.localName === name.split(':')[1]) remove(one)
    if (value === '') return
    const made = document.createElementNS(namespace, name)
    made.textContent = value
    if (type) made.setAttributeNS(XSI, 'xsi:type', type)
    root.appendChild(made)
  }
  set(DC, 'dc:title', about.name)
  set(DC, 'dc:subject', lettersOf(about.event))
  set(DC, 'dc:creator', about.authors.join(', ') || 'Rapporteur')
  set(DC, 'dc:description', about.description)
  set(DC, 'dc:language', about.language)
  set(CORE, 'cp:keywords', about.keywords.join(', '))
  set(CORE, 'cp:lastModifiedBy', about.modifiedBy)
  set(CORE, 'cp:revision', '1')
  set(CORE, 'cp:lastPrinted', '')
  set(TERMS, 'dcterms:created', at, 'dcterms:W3CDTF')
  set(TERMS, 'dcterms:modified', at, 'dcterms:W3CDTF')
  pack.setType(known, CORE_TYPE)
}

function setCustom(pack: Package, properties: About['properties']): void {
  const [known] = pack
    .relationships('')
    .filter(({ type }) => type.endsWith('/custom-properties'))
    .map(({ target }) => target.replace(/^\//, ''))
  const part = known && pack.has(known) ? known : addCustom(pack)
  const document = pack.edit(part)
  const root = document.documentElement!
  for (const [name, value] of properties) addOne(document, root, `rapporteur:${name}`, value)
}

function addOne(document: Document, root: Element, name: string, value: string): void {
  for (const one of elementsOf(root)) if (one.getAttribute('name') === name) remove(one)
  const taken = elementsOf(root).map((one) => Number(one.getAttribute('pid') ?? 1))
  const made = document.createElementNS(CUSTOM, 'property')
  made.setAttribute('fmtid', FORMAT)
  made.setAttribute('pid', String(Math.max(1, ...taken) + 1))
  made.setAttribute('name', name)
  const text = document.createElementNS(VARIANT, 'vt:lpwstr')
  text.textContent = value
  made.appendChild(text)
  root.appendChild(made)
}

function addCustom(pack: Package): string {
  const empty = new TextEncoder().encode(`<Properties xmlns="${CUSTOM}" xmlns:vt="${VARIANT}"/>`)
  const part = pack.add('docProps', 'custom', 'xml', empty, CUSTOM_TYPE)
  pack.relate('', 'custom-properties', part)
  return part
}
