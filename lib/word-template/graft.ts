import type { Fragments } from './fragments'
import type { ListKind, Numbering } from './numbering'
import { setProperty } from './order'
import { kindOf, type Package, resolve } from './package'
import { normalName } from './paragraph'
import { widthAt } from './room'
import type { Styles } from './styles'
import { A, all, child, type Element, elementsOf, is, make, R, remove, setValue, val, WP } from './xml'

/*
 * Puts a piece of our document into a part of a template: in the template's styles and numbering, its pictures and
 * links in the part's own relationships, under ids that are free.
 */

export type Graft = {
  /** Paragraphs and tables in the place of `paragraph`, whose looks plain paragraphs take over. */
  blocks(key: string, paragraph: Element): Element[]
  /** Runs in the place of the empty run `place`, with its looks; lines with a break between them. */
  inlines(key: string, place: Element): Element[]
}

export function graftInto(
  part: string,
  {
    pack,
    styles,
    numbering,
    fragments,
    nextId,
  }: {
    pack: Package
    styles: Styles
    numbering: Numbering
    fragments: Fragments
    nextId: () => string
  },
): Graft {
  return {
    blocks(key, paragraph) {
      const lists = new Map<string, string>()
      const looks = looksOf(paragraph, styles)
      const width = widthAt(paragraph)
      return copies(key, paragraph).map((block) => {
        adapt(block, lists, width)
        const style = styleOf(block)
        if (is(block, 'p') && !style) takeOver(block, looks)
        // Of a list that the template has no style for, nobody said that it should look otherwise than the text.
        else if (style && styles.isAdded(style) && !styles.isHeading(style))
          for (const run of all(block, 'r')) dress(run, looks.run)
        return block
      })
    },
    inlines(key, place) {
      const run = child(place, 'rPr')
      const width = widthAt(place)
      const lines = copies(key, place).flatMap((block) => {
        adapt(block, new Map(), width)
        return linesOf(block)
      })
      return lines.flatMap((line, index) => [
        ...(index > 0 ? [breakLike(place)] : []),
        ...line
          .flatMap((node) => withoutLink(node, place))
          .map((node) => {
            for (const one of is(node, 'r') ? [node] : all(node, 'r')) dress(one, run)
            return node
          }),
      ])
    },
  }

  function copies(key: string, near: Element): Element[] {
    return fragments.of(key).map((block) => near.ownerDocument!.importNode(block, true))
  }

  function adapt(block: Element, lists: Map<string, string>, width: number): void {
    for (const fonts of all(block, 'rFonts')) remove(fonts)
    for (const name of ['pStyle', 'rStyle'])
      for (const style of all(block, name))
        setValue(
          style,
          styles.find(fragments.styleName(val(style) ?? ''), name === 'pStyle' ? 'paragraph' : 'character'),
        )
    for (const properties of all(block, 'pPr')) renumber(properties, lists)
    for (const table of is(block, 'tbl') ? [block] : all(block, 'tbl')) widen(table)
    for (const link of all(block, 'hyperlink')) relink(link, 'id')
    for (const picture of all(block, 'blip', A)) relink(picture, 'embed')
    for (const drawing of [...all(block, 'inline', WP), ...all(block, 'anchor', WP)]) shrink(drawing, width)
    for (const properties of all(block, 'docPr', WP)) properties.setAttribute('id', nextId())
  }

  /** Each list of ours becomes one of the template's. */
  function renumber(properties: Element, lists: Map<string, string>): void {
    const list = child(properties, 'numPr')
    const number = list && child(list, 'numId')
    if (!list || !number) return
    const style = val(child(properties, 'pStyle')) ?? ''
    const level = Number(val(child(list, 'ilvl')) ?? 0)
    const before = `${val(number)} ${level}`
    const id = lists.get(before) ?? numbering.begin(kindOfList(val(number) ?? ''), style, level)
    lists.set(before, id)
    setValue(number, id)
  }

  function kindOfList(number: string): ListKind {
    const root = fragments.pack.xml(fragments.pack.related(fragments.pack.main, 'numbering')[0]!)
      .documentElement!
    const instance = elementsOf(root).find((one) => is(one, 'num') && val(one, 'numId') === number)
    const abstract = instance && val(child(instance, 'abstractNumId'))
    const definition = elementsOf(root).find(
      (one) => is(one, 'abstractNum') && val(one, 'abstractNumId') === abstract,
    )
    const format = definition && all(definition, 'numFmt')[0]
    return val(format) === 'bullet' ? 'list bullet' : 'list number'
  }

  /** A link or picture of ours, by a relationship of this part. */
  function relink(element: Element, attribute: string): void {
    const own = element.getAttributeNodeNS(R, attribute)
    const relationship = fragments.pack.relationships(fragments.pack.main).find(({ id }) => id === own?.value)
    if (!own || !relationship) return
    if (relationship.external) {
      own.value = pack.relate(part, 'hyperlink', relationship.target, 'external')
      return
    }
    const source = resolve(fragments.pack.main, relationship.target)
    own.value = pack.relate(part, kindOf(relationship), stored(source))
  }

  /** The picture among the template's, stored once. */
  function stored(source: string): string {
    const bytes = fragments.pack.bytes(source)!
    const same = pack.names().find((name) => name.includes('media/report') && pack.bytes(name) === bytes)
    if (same) return same
    const ending = source.split('.').at(-1)!
    const folder = `${pack.main.slice(0, pack.main.lastIndexOf('/'))}/media`
    return pack.add(folder, 'report', ending, bytes, ending === 'png' ? 'image/png' : 'image/jpeg')
  }
}

type Looks = { paragraph: Element | undefined; run: Element | undefined }

/** How a placeholder's paragraph looks: a text takes it over, but it is no heading because its placeholder was one. */
function looksOf(paragraph: Element, styles: Styles): Looks {
  const run = [...all(paragraph, 'r')].find((one) => normalName(one.textContent ?? '') !== '')
  const properties = child(paragraph, 'pPr')?.cloneNode(true) as Element | undefined
  for (const name of ['sectPr', 'pPrChange', 'rPr', 'outlineLvl', 'keepNext', 'pageBreakBefore'])
    if (properties) for (const one of elementsOf(properties)) if (is(one, name)) remove(one)
  const style = properties && val(child(properties, 'pStyle'))
  if (style && styles.isHeading(style)) return { paragraph: undefined, run: undefined }
  return { paragraph: properties, run: run && child(run, 'rPr') }
}

function takeOver(block: Element, { paragraph, run }: Looks): void {
  const own = child(block, 'pPr')
  if (paragraph) {
    const taken = paragraph.cloneNode(true) as Element
    // A picture's own distances and a text's own direction stay.
    for (const property of own ? elementsOf(own) : []) setProperty(taken, property.cloneNode(true) as Element)
    if (own) remove(own)
    block.insertBefore(taken, block.firstChild)
  }
  for (const one of all(block, 'r')) dress(one, run)
}

/** Gives a run the looks of a placeholder; its own marks, such as bold and its language, come on top. */
function dress(run: Element, looks: Element | undefined): void {
  if (!looks || is(run.firstChild, 'drawing')) return
  const taken = looks.cloneNode(true) as Element
  for (const one of elementsOf(taken))
    if (
      ['rStyle', 'lang', 'rtl', 'cs', 'noProof', 'vanish', 'webHidden', 'rPrChange', 'ins', 'del'].some(
        (name) => is(one, name),
      )
    )
      remove(one)
  const own = child(run, 'rPr')
  for (const property of own ? elementsOf(own) : []) setProperty(taken, property.cloneNode(true) as Element)
  if (own) remove(own)
  run.insertBefore(taken, run.firstChild)
}

/** As wide as the place is, whatever the page: a third for the labels. */
function widen(table: Element): void {
  for (const properties of all(table, 'tblPr')) {
    const width = child(properties, 'tblW')
    if (width) {
      setValue(width, 'pct', 'type')
      setValue(width, '5000', 'w')
    }
    const layout = child(properties, 'tblLayout')
    if (layout) setValue(layout, 'autofit', 'type')
  }
  for (const width of all(table, 'tcW')) {
    const isLabel = !is(previous(width.parentNode!.parentNode as Element), 'tc')
    setValue(width, 'pct', 'type')
    setValue(width, isLabel ? '1500' : '3500', 'w')
  }
}

function previous(element: Element): Element | null {
  let before = element.previousSibling
  while (before && before.nodeType !== 1) before = before.previousSibling
  return before as Element | null
}

/** No picture is wider than its place; `width` in English Metric Units. */
function shrink(drawing: Element, width: number): void {
  const sizes = [
    ...all(drawing, 'extent', WP),
    ...all(drawing, 'ext', A).filter((one) => one.hasAttribute('cx')),
  ]
  const wide = Number(sizes[0]?.getAttribute('cx') ?? 0)
  if (wide <= width) return
  for (const size of sizes)
    for (const side of ['cx', 'cy'])
      size.setAttribute(
        side,
        String(Math.max(1, Math.round((Number(size.getAttribute(side)) * width) / wide))),
      )
}

/** What stands in a block, line by line: a paragraph is one, a row of a table too. */
function linesOf(block: Element): Element[][] {
  const inline = (paragraph: Element) => elementsOf(paragraph).filter((one) => !is(one, 'pPr'))
  if (is(block, 'p')) return [inline(block)]
  return all(block, 'tr').map((row) =>
    all(row, 'p').flatMap((paragraph, index) => [
      ...(index > 0 ? [spaceLike(paragraph)] : []),
      ...inline(paragraph),
    ]),
  )
}

function breakLike(place: Element): Element {
  const run = make(place, 'r')
  run.appendChild(make(place, 'br'))
  return run
}

function spaceLike(near: Element): Element {
  const run = make(near, 'r')
  const text = make(near, 't')
  text.setAttributeNS('http://www.w3.org/XML/1998/namespace', 'xml:space', 'preserve')
  text.textContent = ' '
  run.appendChild(text)
  return run
}

/** No link stands in a link, nor in a tracked change. */
function withoutLink(node: Element, place: Element): Element[] {
  const parent = place.parentNode as Element
  const mayLink =
    ['p', 'sdtContent', 'smartTag', 'fldSimple'].some((name) => is(parent, name)) &&
    !within(place, 'hyperlink')
  return is(node, 'hyperlink') && !mayLink ? elementsOf(node) : [node]
}

function within(element: Element, name: string): boolean {
  for (let above = element.parentNode; above; above = above.parentNode) if (is(above, name)) return true
  return false
}

function styleOf(paragraph: Element): string | undefined {
  const properties = child(paragraph, 'pPr')
  return properties && val(child(properties, 'pStyle'))
}
