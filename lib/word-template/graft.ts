import type { Fragments } from './fragments'
import { breakLike, linesOf, textLike, withoutLink } from './lines'
import { dress, looksOf, takeOver } from './looks'
import type { ListKind, Numbering } from './numbering'
import { kindOf, type Package, resolve } from './package'
import { widthAt } from './room'
import { shrink, widen } from './shapes'
import { type Styles, styleOf } from './styles'
import { A, all, child, type Element, elementsOf, is, R, remove, setValue, val, WP } from './xml'

/*
 * Puts a piece of our document into a part of a template: in the template's styles and numbering, its pictures and
 * links in the part's own relationships, under ids that are free.
 */

export type Graft = {
  /** Paragraphs and tables in the place of `paragraph`, whose looks plain paragraphs take over. */
  blocks(key: string, paragraph: Element): Element[]
  /** Runs in the place of the empty run `place`, with its looks; lines with `between` or a break between them. */
  inlines(key: string, place: Element, between?: string): Element[]
}

/** What a paragraph costs beside its letters. */
const BLOCK = 500

export function graftInto(
  part: string,
  {
    pack,
    styles,
    numbering,
    fragments,
    nextId,
    spend,
  }: {
    pack: Package
    styles: Styles
    numbering: Numbering
    fragments: Fragments
    nextId: () => string
    /** Counts what is put in, in characters; throws if it is too much for one document. */
    spend: (characters: number) => void
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
        else if (is(block, 'tbl'))
          for (const run of all(block, 'p')
            .filter((one) => !styleOf(one))
            .flatMap((one) => all(one, 'r')))
            dress(run, looks.run)
        // Of a list that the template has no style for, nobody said that it should look otherwise than the text.
        else if (style && styles.isAdded(style) && !styles.isHeading(style))
          for (const run of all(block, 'r')) dress(run, looks.run)
        return block
      })
    },
    inlines(key, place, between) {
      const run = child(place, 'rPr')
      const width = widthAt(place)
      const lines = copies(key, place).flatMap((block) => {
        adapt(block, new Map(), width)
        return linesOf(block)
      })
      const separated = lines.map((line, index) =>
        index > 0 && between ? [textLike(place, between), ...line] : line,
      )
      return separated.flatMap((line, index) => [
        ...(index > 0 && !between ? [breakLike(place)] : []),
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
    const blocks = fragments.of(key)
    for (const block of blocks) spend(BLOCK + (block.textContent?.length ?? 0))
    return blocks.map((block) => near.ownerDocument!.importNode(block, true))
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
