import { Paragraph } from 'docx'
import { unzipSync } from 'fflate'
import { type Context, contextOf, paragraphOf } from '@/lib/export/docx/blocks'
import { type About, writeDocument } from '@/lib/export/docx/document'
import type { Child } from '@/lib/export/docx/nodes'
import { openPackage, type Package } from './package'
import { styleOf } from './styles'
import type { Value } from './values'
import { child, type Element, elementsOf, is, val } from './xml'

/*
 * What is put into a template is written by the same code that writes a plain Word document: a document of ours is
 * made of all the pieces, and they are taken out of it.
 */

export type Fragments = {
  /** The document of ours, for its pictures, links and numbering. */
  pack: Package
  /** The name of one of its styles by the id. */
  styleName(id: string): string
  of(key: string): Element[]
}

/** No text has a style of its own choosing, so that nothing typed looks like this. */
const BORDER = 'RapporteurPiece'

export async function fragmentsOf(about: About, values: Map<string, Value>): Promise<Fragments> {
  const context = contextOf(about.language)
  const keys = [...values.keys()]
  const children = keys.flatMap((key) => [
    ...pieceOf(values.get(key)!, context),
    new Paragraph({ style: BORDER }),
  ])
  const pack = openPackage(new Map(Object.entries(unzipSync(await writeDocument(about, children)))))
  const names = new Map(
    elementsOf(pack.xml(pack.related(pack.main, 'styles')[0]!).documentElement!)
      .filter((one) => is(one, 'style'))
      .map((style) => [val(style, 'styleId') ?? '', val(child(style, 'name')) ?? '']),
  )
  const pieces = new Map<string, Element[]>()
  let piece: Element[] = []
  for (const block of elementsOf(child(pack.xml(pack.main).documentElement!, 'body')!)) {
    const style = is(block, 'p') ? styleOf(block) : undefined
    if (style === BORDER) {
      pieces.set(keys[pieces.size]!, piece)
      piece = []
    } else piece.push(block)
  }
  return { pack, styleName: (id) => names.get(id) ?? id, of: (key) => pieces.get(key) ?? [] }
}

function pieceOf(value: Value, context: Context): Child[] {
  if (value.form === 'blocks') return value.children(context)
  return value.text.length > 0 ? [paragraphOf(value.text, context, {})] : []
}
