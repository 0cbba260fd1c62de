import type { Block } from '@/lib/report/rich'
import type { Node } from '../outline'

/*
 * What each kind of node and block looks like: Typst functions of the data in data.ts. The tables are total by type: a
 * new kind without an entry does not compile.
 */

const NODES: Record<Node['kind'], string> = {
  facts: `node => context {
  set par(spacing: 0pt)
  grid(
    columns: (31%, 1fr),
    inset: (x, y) => (y: 2.1mm) + (if x > 0 { (:) } else if text.dir == rtl { (left: 4mm) } else { (right: 4mm) }),
    stroke: (x, y) => (bottom: 0.5pt + hair),
    ..node.facts.map(fact => (
      as-sans({ set text(size: 8.6pt, fill: soft); set par(leading: 0.55em); v(0.12em); par(line(fact.label, face: sans)) }),
      stack(spacing: 0.75em, ..fact.values.map(value => par(line(value)))),
    )).flatten()
  )
}`,
  people: `node => enum(..node.people.map(person => line(person)))`,
  heading: `node => {
  heading(depth: node.level, line(node.text, face: sans))
  if node.rest.text.len() > 0 { own(node.rest, block(width: 100%, par(line(node.rest)))) }
}`,
  rich: `node => node.blocks.map(block-of).join()`,
  note: `node => block(text(style: "italic", fill: soft, par(line(node.text))))`,
  picture: `node => {
  if node.path != none {
    figure(
      layout(size => {
        let width = calc.min(size.width, node.points * 1pt)
        let picture = image(node.path, alt: node.alt, width: width)
        let height = measure(picture).height
        if height > 150mm { image(node.path, alt: node.alt, height: 150mm) } else { picture }
      }),
      caption: if node.caption.text.len() > 0 { own(node.caption, line(node.caption, face: sans)) },
    )
  } else if node.caption.text.len() > 0 {
    own(node.caption, block(width: 100%, sticky: node.description.len() > 0, as-sans(text(size: 8.6pt, fill: soft, par(line(node.caption, face: sans))))))
  }
  for each in node.description { own(each, block(width: 100%, spacing: 0.7em, text(size: 9.4pt, par(line(each))))) }
}`,
}

/** `block-of` is the function that chooses among these. */
const BLOCKS: Record<Block['type'], string> = {
  // A page break within a statement is hard to follow; only a long one may be cut.
  paragraph: `it => own(it, block(breakable: it.long, width: 100%, spacing: 1.05em, {
  set par(linebreaks: if it.long { "simple" } else { "optimized" })
  par(line(it))
}))`,
  bulletList: `it => block(breakable: it.long, width: 100%, spacing: 1.05em, list(..it.items.map(item-of)))`,
  orderedList: `it => block(breakable: it.long, width: 100%, spacing: 1.05em, enum(..it.items.map(item-of)))`,
  blockquote: `it => quote(block: true, it.blocks.map(block-of).join())`,
}

const table = (entries: Record<string, string>) =>
  `(\n${Object.entries(entries)
    .map(([key, source]) => `"${key}": ${source},`)
    .join('\n')}\n)`

/** Typst: `nodes` and `block-of`; needs what prelude.ts defines before. */
export const NODE_FUNCTIONS = `
#let block-of(it) = {
  let item-of = item => {
    own(item.line, line(item.line))
    if item.blocks.len() > 0 { parbreak(); item.blocks.map(block-of).join() }
  }
  let table = ${table(BLOCKS)}
  (table.at(it.type))(it)
}
#let nodes = ${table(NODES)}
`
