import type { Block } from '@/lib/report/rich'
import type { Node } from '../outline'
import { FONTS } from './families'

/*
 * The Typst source of every PDF. It is the same for all reports: what was written comes in as data (data.ts) and is
 * only ever set as a string. The tables are total by type: a new kind of node or block without an entry does not
 * compile.
 */

/** Typst functions: what each kind of node looks like. */
const NODES: Record<Node['kind'], string> = {
  facts: `node => {
  set par(spacing: 0pt)
  grid(
    columns: (31%, 1fr),
    inset: (x, y) => (y: 2.1mm) + (if x > 0 { (:) } else if text.dir == rtl { (left: 4mm) } else { (right: 4mm) }),
    stroke: (x, y) => (bottom: 0.5pt + hair),
    ..node.facts.map(fact => (
      { set text(font: sans, size: 8.6pt, fill: soft); set par(leading: 0.55em); v(0.12em); line(fact.label) },
      stack(spacing: 0.75em, ..fact.values.map(value => line(value))),
    )).flatten()
  )
}`,
  people: `node => enum(..node.people.map(person => line(person)))`,
  heading: `node => heading(level: node.level, line(node.text))`,
  rich: `node => node.blocks.map(block-of).join()`,
  note: `node => block(text(style: "italic", fill: soft, line(node.text)))`,
  picture: `node => {
  if node.path != none {
    figure(
      layout(size => {
        let width = calc.min(size.width, node.points * 1pt)
        let picture = image(node.path, alt: node.alt, width: width)
        let height = measure(picture).height
        if height > 150mm { image(node.path, alt: node.alt, height: 150mm) } else { picture }
      }),
      caption: if node.caption.text.len() > 0 { own(node.caption, line(node.caption)) },
    )
  } else if node.caption.text.len() > 0 {
    own(node.caption, block(width: 100%, text(font: sans, size: 8.6pt, fill: soft, line(node.caption))))
  }
  for each in node.description { own(each, block(width: 100%, spacing: 0.7em, text(size: 9.4pt, line(each)))) }
}`,
}

/** Typst functions of a block; `block-of` is the function that chooses among them. */
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

const fonts = (names: string[]) => `(${names.map((name) => `"${name}"`).join(', ')})`

/** The main file. Reads /data.json (data.ts). */
export const SOURCE = `
#let data = json("/data.json")
#let korean = data.language != none and data.language.lang == "ko"
#let serif = if korean { ${fonts(FONTS['serif-ko'])} } else { ${fonts(FONTS.serif)} }
#let sans = if korean { ${fonts(FONTS['sans-ko'])} } else { ${fonts(FONTS.sans)} }
#let ink = rgb("#1a1e27")
#let soft = rgb("#545964")
#let hair = rgb("#d5d2ca")
#let accent = rgb("#2147a3")

#let directions = (ltr: ltr, rtl: rtl)
// What stands on the side where lines begin; needs context.
#let at-start(value) = if text.dir == rtl { (right: value) } else { (left: value) }
#let spoken(language, body) = if language == none { body } else {
  text(lang: language.lang, region: language.region, dir: directions.at(language.dir), body)
}
#let inline(piece) = if piece.type == "hardBreak" { linebreak() } else {
  let body = text(piece.text)
  if piece.italic { body = emph(body) }
  if piece.bold { body = strong(body) }
  body = spoken(piece.lang, body)
  if piece.href != none { body = link(piece.href, text(fill: accent, body)) }
  body
}
// The empty space keeps the document's direction for a line that is all in another one.
#let line(it) = h(0pt) + it.text.map(inline).join()
// A line that runs the way of its own first letter.
#let own(it, body) = if it.dir == none { body } else { set text(dir: directions.at(it.dir)); body }
#let letters(it) = it.text.map(piece => if piece.type == "text" { piece.text } else { " " }).join()
// As much as fits on one line, with room above and below it for the letters that reach beyond.
#let one-line(body) = {
  set par(leading: 2em)
  block(width: 100%, height: 2em, clip: true, inset: (top: 0.6em), align(top, body))
}
#let block-of(it) = {
  let item-of = item => {
    own(item.line, line(item.line))
    if item.blocks.len() > 0 { parbreak(); item.blocks.map(block-of).join() }
  }
  let table = ${table(BLOCKS)}
  (table.at(it.type))(it)
}
#let nodes = ${table(NODES)}

#set document(
  title: data.name,
  author: data.authors,
  keywords: data.keywords,
  description: data.description,
  date: datetime(..data.made),
)
#set text(font: serif, fallback: false, size: 10pt, fill: ink, number-type: "lining", overhang: true)
#set text(lang: data.language.lang, region: data.language.region, dir: directions.at(data.language.dir)) if data.language != none
#set par(leading: 0.72em, spacing: 1.05em, linebreaks: "optimized")
#set text(hyphenate: false)
#set list(tight: false, indent: 0.2em, body-indent: 0.6em, spacing: 0.85em, marker: ([•], [–]))
#set enum(tight: false, indent: 0.2em, body-indent: 0.6em, spacing: 0.85em)
#set figure(numbering: none, supplement: none, gap: 0.9em)
#show figure: set align(start)
#show figure: set block(above: 1.2em, below: 1.2em)
#show figure.caption: set text(font: sans, size: 8.6pt, fill: soft)
#show figure.caption: set align(start)
// Korean is read word by word, but would break between any two syllables.
#show regex("\\\\S*\\\\p{Hangul}\\\\S*"): it => if it.text.clusters().len() <= 16 { box(it) } else { it }
#show quote.where(block: true): it => context block(
  inset: at-start(4mm) + (y: 0.8mm), stroke: at-start(1.6pt + hair), above: 1.1em, below: 1.1em, { set text(fill: soft); it.body },
)
#show heading: set text(font: sans, weight: "bold", hyphenate: false)
#show heading: set par(leading: 0.5em)
#show heading.where(level: 1): set text(size: 13pt, fill: accent)
#show heading.where(level: 1): set block(above: 1.9em, below: 0.9em, stroke: (top: 0.5pt + hair), inset: (top: 3.2mm), width: 100%)
#show heading.where(level: 2): set text(size: 10.2pt)
#show heading.where(level: 2): set block(above: 1.5em, below: 0.85em)
#show heading.where(level: 3): set text(size: 9.2pt, fill: soft)
#show heading.where(level: 3): set block(above: 1.4em, below: 0.75em)
#set page(
  paper: "a4",
  margin: (x: 25mm, top: 25mm, bottom: 24mm),
  header: context if counter(page).get().first() > 1 {
    set text(font: sans, size: 7.6pt, fill: soft)
    let running = if data.title.text.len() > 0 { letters(data.title) } else { data.name }
    one-line(running)
  },
  footer: context {
    set text(font: sans, size: 7.6pt, fill: soft)
    grid(
      columns: (1fr, auto),
      column-gutter: 4mm,
      one-line(letters(data.event)),
      pad(top: 0.6em, counter(page).display("1 / 1", both: true)),
    )
  },
)

#[
// What is longer than a line and has no place to break in it is broken every few letters, so that nothing runs off
// the page. Boxes, since signs that allow a break would be copied with the text.
#show regex("[\\\\p{Latin}\\\\p{Cyrillic}\\\\p{Greek}\\\\p{Arabic}\\\\p{Hebrew}\\\\p{N}_=.]{45,}"): it => it.text.clusters().chunks(6).map(chunk => box(chunk.join())).join()
#if data.event.text.len() > 0 {
  own(data.event, block(width: 100%, below: 0.9em, text(font: sans, size: 9.6pt, weight: "bold", fill: accent, line(data.event))))
}
#if data.theme.text.len() > 0 {
  own(data.theme, block(width: 100%, below: 1em, text(size: 10.2pt, style: "italic", fill: soft, line(data.theme))))
}
#if data.title.text.len() > 0 {
  block(above: 9mm, below: 3.2mm, text(font: sans, size: 8.2pt, fill: soft, line(data.titleLabel)))
  show title: set text(font: sans, size: 20pt, weight: "bold", hyphenate: false)
  show title: set par(leading: 0.45em)
  show title: set block(above: 3.2mm, below: 8mm)
  own(data.title, title(line(data.title)))
}
#for section in data.sections {
  if section.heading.text.len() > 0 { heading(level: 1, line(section.heading)) }
  for (node, next) in section.nodes.zip(section.nodes.slice(1) + (none,)) {
    // A note such as “(not answered)” stays with the text it is about.
    set block(sticky: true) if next != none and next.kind == "note"
    (nodes.at(node.kind))(node)
  }
}
]
#v(1fr)
#block(
  width: 100%, above: 12mm, breakable: false, inset: (top: 2.4mm), stroke: (top: 0.5pt + hair),
  { set par(leading: 0.6em); text(font: sans, size: 7.2pt, fill: soft, line(data.stamp)) },
)
`
