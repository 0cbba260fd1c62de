import { TemplateRefused } from './refused'
import { all, type Document, type Element, elementsOf, parseXml, writeXml } from './xml'
import { type Files, writeZip } from './zip'

/*
 * A Word document as parts that refer to each other (Open Packaging Conventions, ECMA-376 part 2). Names of parts
 * have no slash before them here, as in the zip.
 */

const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types'
const TYPES_PART = '[Content_Types].xml'
export const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

export type Relationship = { id: string; type: string; target: string; external: boolean }

export type Package = {
  /** The part that is the document itself. */
  main: string
  has(part: string): boolean
  names(): string[]
  bytes(part: string): Uint8Array | undefined
  /** The part as XML, to be read. Throws TemplateRefused. */
  xml(part: string): Document
  /** The same, to be changed: what is changed in it is in the file that is written. */
  edit(part: string): Document
  typeOf(part: string): string | undefined
  setType(part: string, type: string): void
  relationships(part: string): Relationship[]
  /** The parts that `part` (the package itself: '') refers to, by the last word of the relationship's type. */
  related(part: string, type: string): string[]
  /** Adds a relationship, or finds the same one; answers its id. */
  relate(part: string, type: string, target: string, mode?: 'internal' | 'external'): string
  unrelate(part: string, id: string): void
  /** Adds a part under a name that is free: `word/media/report1.png`. Answers the name. */
  add(folder: string, stem: string, ending: string, content: Uint8Array, type: string): string
  write(): Uint8Array
}

/** Throws TemplateRefused if this is no Word document. */
export function openPackage(files: Files): Package {
  const documents = new Map<string, Document>()
  const edited = new Set<string>()
  if (!files.has(TYPES_PART) || !files.has('_rels/.rels')) throw new TemplateRefused('word-not-docx')

  const pack: Package = {
    main: '',
    has: (part) => files.has(part),
    names: () => [...files.keys()],
    bytes: (part) => files.get(part),
    xml(part) {
      const known = documents.get(part)
      if (known) return known
      const bytes = files.get(part)
      if (!bytes) throw new TemplateRefused('word-broken', part)
      const document = parseXml(bytes, part)
      documents.set(part, document)
      return document
    },
    edit(part) {
      edited.add(part)
      return pack.xml(part)
    },
    typeOf(part) {
      const { overrides, defaults } = types()
      const own = overrides.find((one) => sameName(one.getAttribute('PartName'), `/${part}`))
      const ending = part.split('.').at(-1)!
      return (
        (own ?? defaults.find((one) => sameName(one.getAttribute('Extension'), ending)))?.getAttribute(
          'ContentType',
        ) ?? undefined
      )
    },
    setType(part, type) {
      const { root, overrides } = types()
      edited.add(TYPES_PART)
      let own = overrides.find((one) => sameName(one.getAttribute('PartName'), `/${part}`))
      if (!own) {
        own = root.ownerDocument!.createElementNS(TYPES, 'Override')
        own.setAttribute('PartName', `/${part}`)
        root.appendChild(own)
      }
      own.setAttribute('ContentType', type)
    },
    relationships(part) {
      const name = relsOf(part)
      if (!files.has(name)) return []
      return all(pack.xml(name), 'Relationship', RELATIONSHIPS).map((one) => ({
        id: one.getAttribute('Id') ?? '',
        type: one.getAttribute('Type') ?? '',
        target: one.getAttribute('Target') ?? '',
        external: one.getAttribute('TargetMode')?.toLowerCase() === 'external',
      }))
    },
    related: (part, type) =>
      pack
        .relationships(part)
        .filter((one) => !one.external && kindOf(one) === type)
        .map(({ target }) => resolve(part, target)),
    relate(part, type, target, mode = 'internal') {
      const written = mode === 'external' ? target : `/${target}`
      const known = pack.relationships(part)
      const same = known.find(
        (one) =>
          one.type === `${OFFICE}/${type}` &&
          (mode === 'external'
            ? one.external && one.target === target
            : !one.external && resolve(part, one.target) === target),
      )
      if (same) return same.id
      const id = free('rIdReport', (one) => known.some((other) => other.id === one))
      const root = relationshipsRoot(part)
      const made = root.ownerDocument!.createElementNS(RELATIONSHIPS, 'Relationship')
      made.setAttribute('Id', id)
      made.setAttribute('Type', `${OFFICE}/${type}`)
      made.setAttribute('Target', written)
      if (mode === 'external') made.setAttribute('TargetMode', 'External')
      root.appendChild(made)
      return id
    },
    unrelate(part, id) {
      for (const one of all(pack.edit(relsOf(part)), 'Relationship', RELATIONSHIPS))
        if (one.getAttribute('Id') === id) one.parentNode!.removeChild(one)
    },
    add(folder, stem, ending, content, type) {
      const taken = new Set([...files.keys()].map((name) => name.toLowerCase()))
      const name = free(`${folder}/${stem}`, (one) => taken.has(`${one}.${ending}`.toLowerCase()))
      files.set(`${name}.${ending}`, content)
      pack.setType(`${name}.${ending}`, type)
      return `${name}.${ending}`
    },
    write() {
      for (const name of edited) files.set(name, writeXml(pack.xml(name)))
      const wanted = reachable()
      return writeZip(new Map([...files].filter(([name]) => wanted.has(name))))
    },
  }

  if (isStrict()) throw new TemplateRefused('word-strict')
  const main = pack.related('', 'officeDocument')[0]
  if (!main || !files.has(main)) throw new TemplateRefused('word-not-docx')
  pack.main = main
  return pack

  function types() {
    const root = pack.xml(TYPES_PART).documentElement!
    const named = (name: string) => elementsOf(root).filter((one) => one.localName === name)
    return { root, overrides: named('Override'), defaults: named('Default') }
  }

  function relationshipsRoot(part: string): Element {
    const name = relsOf(part)
    if (!files.has(name))
      files.set(name, new TextEncoder().encode(`<Relationships xmlns="${RELATIONSHIPS}"/>`))
    return pack.edit(name).documentElement!
  }

  function isStrict(): boolean {
    return pack.relationships('').some(({ type }) => type.startsWith('http://purl.oclc.org/ooxml/'))
  }

  /** What is in the zip and belongs to nothing is nobody's: it does not leave with a report. */
  function reachable(): Set<string> {
    const found = new Set([TYPES_PART])
    const waiting = ['']
    for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
      if (files.has(relsOf(part))) found.add(relsOf(part))
      for (const { target, external } of pack.relationships(part)) {
        const name = external ? undefined : resolve(part, target)
        if (name === undefined || found.has(name) || !files.has(name)) continue
        found.add(name)
        waiting.push(name)
      }
    }
    return found
  }
}

/** What a relationship is for: the last word of its type, `header`. */
export function kindOf({ type }: Relationship): string {
  return type.slice(type.lastIndexOf('/') + 1)
}

/** The content types of the document itself: a document, or a template for documents. */
export const MAIN_TYPE = `${WORD}.document.main+xml`
export const TEMPLATE_TYPE = `${WORD}.template.main+xml`
export const wordType = (name: string) => `${WORD}.${name}+xml`

function relsOf(part: string): string {
  const slash = part.lastIndexOf('/') + 1
  return `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`
}

/** The part that a target, relative to the folder of `part`, names. */
export function resolve(part: string, target: string): string {
  const path = target.startsWith('/') ? target.slice(1) : part.slice(0, part.lastIndexOf('/') + 1) + target
  const steps: string[] = []
  for (const step of decode(path).split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.' && step !== '') steps.push(step)
  }
  return steps.join('/')
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function sameName(a: string | null, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase()
}

function free(stem: string, isTaken: (name: string) => boolean): string {
  for (let number = 1; ; number++) if (!isTaken(`${stem}${number}`)) return `${stem}${number}`
}
