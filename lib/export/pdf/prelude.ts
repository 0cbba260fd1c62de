import { FACES } from './families'
import { NODE_FUNCTIONS } from './nodes'

/*
 * What every PDF begins with, a report and a book alike: Typst functions that set a report's data (data.ts,
 * \`Chapter\`). What was written comes in as data and is only ever set as a string.
 *
 *   styled(chapter, offset, body)   the look and language of a report; its headings begin below level \`offset\`
 *   banner-of(chapter)              the event's banner, if there is one
 *   kicker-of(chapter)              the event with its dates, and its theme
 *   sections-of(chapter)            all that was written
 *   stamp-of(chapter)               which version it is
 */

const faces = (faces: Record<string, readonly string[]>) =>
  `(\n${Object.entries(faces)
    .map(([language, names]) => `"${language}": (${names.map((name) => `"${name}"`).join(', ')}),`)
    .join('\n')}\n)`

export const PRELUDE = `
#let serif = ${faces(FACES.serif)}
#let sans = ${faces(FACES.sans)}
#let ink = rgb("#1a1e27")
#let soft = rgb("#545964")
#let hair = rgb("#d5d2ca")
#let accent = rgb("#2147a3")

#let directions = (ltr: ltr, rtl: rtl)
// What stands on the side where lines begin; needs context.
#let at-start(value) = if text.dir == rtl { (right: value) } else { (left: value) }
// The families of a language, out of a table of faces: some languages draw the same letters in another way.
#let family(face, language) = face.at(if language == none { "any" } else { language.face })
#let spoken(language, face, body) = if language == none { body } else {
  text(lang: language.lang, region: language.region, dir: directions.at(language.dir), font: family(face, language), body)
}
#let inline(piece, face) = if piece.type == "hardBreak" { linebreak() } else {
  let body = piece.parts.map(part => if part.together { box(part.text) } else { text(part.text) }).join()
  if piece.italic { body = emph(body) }
  if piece.bold { body = strong(body) }
  body = spoken(piece.lang, face, body)
  if piece.href != none { body = link(piece.href, text(fill: accent, body)) }
  body
}
// The empty space keeps the document's direction for a line that is all in another one.
#let line(it, face: serif) = h(0pt) + it.text.map(piece => inline(piece, face)).join()
// A line that runs the way of its own first letter.
#let own(it, body) = if it.dir == none { body } else { set text(dir: directions.at(it.dir)); body }
#let letters(it) = it.text.map(piece => if piece.type == "text" { piece.text } else { " " }).sum(default: "")
// As much of it as a line of the margin may hold.
#let running(it) = {
  let all = letters(it).clusters()
  all.slice(0, calc.min(200, all.len())).sum(default: "")
}
// The sans serif of the report's language, which is kept in a state for what stands deep inside.
#let speaking = state("speaking", "any")
#let as-sans(body) = context { set text(font: sans.at(speaking.get())); body }
// As much as fits on one line, with room above and below it for the letters that reach beyond.
#let one-line(body) = {
  set par(leading: 2em)
  block(width: 100%, height: 2em, clip: true, inset: (top: 0.6em), align(top, body))
}
${NODE_FUNCTIONS}
#let styled(it, offset, body) = {
  let sans-family = family(sans, it.language)
  speaking.update(if it.language == none { "any" } else { it.language.face })
  set text(font: family(serif, it.language), fallback: false, size: 10pt, fill: ink, number-type: "lining", overhang: true, hyphenate: false)
  set text(lang: it.language.lang, region: it.language.region, dir: directions.at(it.language.dir)) if it.language != none
  set par(leading: 0.72em, spacing: 1.05em, linebreaks: "optimized")
  set list(tight: false, indent: 0.2em, body-indent: 0.6em, spacing: 0.85em, marker: ([•], [–]))
  set enum(tight: false, indent: 0.2em, body-indent: 0.6em, spacing: 0.85em)
  set figure(numbering: none, supplement: none, gap: 0.9em)
  show figure: set align(start)
  show figure: set block(above: 1.2em, below: 1.2em)
  show figure.caption: set text(font: sans-family, size: 8.6pt, fill: soft)
  show figure.caption: set align(start)
  show quote.where(block: true): it => context block(
    inset: at-start(4mm) + (y: 0.8mm), stroke: at-start(1.6pt + hair), above: 1.1em, below: 1.1em, { set text(fill: soft); it.body },
  )
  set heading(offset: offset)
  show heading: set text(font: sans-family, weight: "bold", hyphenate: false)
  show heading: set par(leading: 0.5em)
  show heading.where(level: 1 + offset): set text(size: 13pt, fill: accent)
  show heading.where(level: 1 + offset): set block(above: 1.9em, below: 0.9em, stroke: (top: 0.5pt + hair), inset: (top: 3.2mm), width: 100%)
  show heading.where(level: 2 + offset): set text(size: 10.2pt)
  show heading.where(level: 2 + offset): set block(above: 1.5em, below: 0.85em)
  show heading.where(level: 3 + offset): set text(size: 9.2pt, fill: soft)
  show heading.where(level: 3 + offset): set block(above: 1.4em, below: 0.75em)
  body
}

#let banner-of(it) = if it.banner != none {
  block(width: 100%, below: 8mm, layout(size => {
    let banner = image(it.banner.path, alt: it.banner.alt, width: size.width)
    if measure(banner).height > 50mm { image(it.banner.path, alt: it.banner.alt, height: 50mm) } else { banner }
  }))
}

#let kicker-of(it) = {
  if it.event.text.len() > 0 {
    own(it.event, block(width: 100%, below: 0.9em, text(font: family(sans, it.language), size: 9.6pt, weight: "bold", fill: accent, par(line(it.event, face: sans)))))
  }
  if it.theme.text.len() > 0 {
    own(it.theme, block(width: 100%, below: 1em, text(size: 10.2pt, style: "italic", fill: soft, par(line(it.theme)))))
  }
}

#let sections-of(it) = for (index, section) in it.sections.enumerate() {
  if section.heading.text.len() > 0 { heading(depth: 1, line(section.heading, face: sans)) }
  for (node, next) in section.nodes.zip(section.nodes.slice(1) + (none,)) {
    // A note such as “(not answered)” stays with the text it is about, and the stamp does not get a page to itself.
    let sticks = if next == none { index + 1 == it.sections.len() } else { next.kind == "note" }
    set block(sticky: true) if sticks
    (nodes.at(node.kind))(node)
  }
}

#let stamp-of(it) = block(
  width: 100%, above: 12mm, breakable: false, inset: (top: 2.4mm), stroke: (top: 0.5pt + hair),
  {
    set par(leading: 0.6em, spacing: 0.8em)
    set text(font: family(sans, it.language), size: 7.2pt, fill: soft)
    // The hash has a line to itself, and needs no cuts.
    par(line((text: it.stamp.text.map(piece => piece + (parts: ((text: piece.text, together: false),)))), face: sans))
    if it.lacking != none { par(line(it.lacking, face: sans)) }
  },
)
`
