import { type Package, wordType } from './package'
import type { Styles } from './styles'
import { all, child, type Element, elementsOf, is, make, val, W } from './xml'

/*
 * Lists in a template's own numbering, each an instance of its own that starts at 1. Where the template's list style
 * has no numbering, or none for a list within a list, there is a definition of ours.
 */

export type ListKind = 'list bullet' | 'list number'

export type Numbering = {
  /** A new list in the numbering of `style` (an id); answers the number that its paragraphs have. */
  begin(kind: ListKind, style: string, level: number): string
}

const LEVELS = [0, 1, 2, 3, 4, 5, 6, 7, 8]

export function numberingIn(pack: Package, styles: Styles): Numbering {
  const ours = new Map<ListKind, string>()
  return {
    begin(kind, style, level) {
      const root = numberingRoot(pack)
      const theirs = abstractOf(root, style)
      const abstract =
        theirs && hasLevel(root, theirs, level) ? theirs : (ours.get(kind) ?? define(root, kind))
      if (abstract !== theirs) ours.set(kind, abstract)
      return begin(root, abstract)
    },
  }

  /** The definition behind the numbering of a style, or of what it is based on. */
  function abstractOf(root: Element, style: string, depth = 0): string | undefined {
    const definition = styles.byId(style)
    const paragraph = definition && child(definition, 'pPr')
    const list = paragraph && child(paragraph, 'numPr')
    const number = list && val(child(list, 'numId'))
    if (number !== undefined) {
      const instance = elementsOf(root).find((one) => is(one, 'num') && val(one, 'numId') === number)
      return instance && val(child(instance, 'abstractNumId'))
    }
    const base = definition && val(child(definition, 'basedOn'))
    return base && depth < 10 ? abstractOf(root, base, depth + 1) : undefined
  }

  function hasLevel(root: Element, abstract: string, level: number): boolean {
    const definition = elementsOf(root).find(
      (one) => is(one, 'abstractNum') && val(one, 'abstractNumId') === abstract,
    )
    return (
      !!definition &&
      elementsOf(definition).some((one) => is(one, 'lvl') && val(one, 'ilvl') === String(level))
    )
  }
}

/** Definitions stand before instances. */
function define(root: Element, kind: ListKind): string {
  const id = freeId(root, 'abstractNum', 'abstractNumId')
  const made = make(root, 'abstractNum', { abstractNumId: id })
  made.appendChild(make(root, 'multiLevelType', { val: 'multilevel' }))
  for (const level of LEVELS) {
    const even = level % 2 === 0
    const [format, text] =
      kind === 'list bullet'
        ? ['bullet', even ? '•' : '–']
        : [even ? 'decimal' : 'lowerLetter', `%${level + 1}.`]
    const one = make(root, 'lvl', { ilvl: String(level) })
    one.appendChild(make(root, 'start', { val: '1' }))
    one.appendChild(make(root, 'numFmt', { val: format! }))
    one.appendChild(make(root, 'lvlText', { val: text! }))
    one.appendChild(make(root, 'lvlJc', { val: 'left' }))
    const paragraph = make(root, 'pPr')
    paragraph.appendChild(make(root, 'ind', { left: String(360 * (level + 1)), hanging: '360' }))
    one.appendChild(paragraph)
    made.appendChild(one)
  }
  root.insertBefore(made, elementsOf(root).find((one) => is(one, 'num')) ?? null)
  return id
}

function begin(root: Element, abstract: string): string {
  const id = freeId(root, 'num', 'numId')
  const made = make(root, 'num', { numId: id })
  made.appendChild(make(root, 'abstractNumId', { val: abstract }))
  for (const level of LEVELS) {
    const override = make(root, 'lvlOverride', { ilvl: String(level) })
    override.appendChild(make(root, 'startOverride', { val: '1' }))
    made.appendChild(override)
  }
  const last = elementsOf(root).findLast((one) => is(one, 'num'))
  const after = last
    ? last.nextSibling
    : (elementsOf(root).find((one) => is(one, 'numIdMacAtCleanup')) ?? null)
  root.insertBefore(made, after)
  return id
}

function freeId(root: Element, name: string, attribute: string): string {
  const taken = all(root, name).map((one) => Number(val(one, attribute) ?? 0))
  return String(Math.max(0, ...taken) + 1)
}

function numberingRoot(pack: Package): Element {
  const part = pack.related(pack.main, 'numbering')[0]
  if (part && pack.has(part)) return pack.edit(part).documentElement!
  const empty = new TextEncoder().encode(`<w:numbering xmlns:w="${W}"/>`)
  const folder = pack.main.slice(0, pack.main.lastIndexOf('/'))
  const added = pack.add(folder, 'numbering', 'xml', empty, wordType('numbering'))
  pack.relate(pack.main, 'numbering', added)
  return pack.edit(added).documentElement!
}
