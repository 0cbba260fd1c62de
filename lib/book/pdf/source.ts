import { PRELUDE } from '@/lib/export/pdf/prelude'

/*
 * The Typst source of a book's PDF. It is the same for all books: what was written comes in as data (data.ts), and a
 * chapter is set as a report is (lib/export/pdf/prelude.ts).
 */

/** The main file. Reads /data.json (data.ts). */
export const BOOK_SOURCE = `${PRELUDE}
#let data = json("/data.json")
#let label-of(place) = label("chapter-" + str(place))
#let small(language, body) = text(font: family(sans, language), size: 7.6pt, fill: soft, body)
// The title in its own language, wherever it stands.
#let title-of(it) = spoken(it.language, sans, if it.title.text.len() > 0 { line(it.title, face: sans) } else { it.name })

#let foot(language, event) = context small(language, grid(
  columns: (1fr, auto),
  column-gutter: 4mm,
  one-line(event),
  pad(top: 0.6em, counter(page).display("1 / 1", both: true)),
))
// Each chapter is a run of pages of its own, so that they are laid out side by side.
#let sheet(language, event, header, body) = {
  set page(paper: "a4", margin: (x: 25mm, top: 25mm, bottom: 24mm), header: header, footer: foot(language, event))
  body
}
#let part(heading-text, body, outlined: true) = styled(data, 0, sheet(data.language, letters(data.cover.title), none, {
  heading(level: 1, outlined: outlined, bookmarked: true, line(heading-text, face: sans))
  body
}))
#let chapter-heading(body) = {
  show heading.where(level: 1): set text(size: 20pt, fill: ink)
  show heading.where(level: 1): set block(above: 3.2mm, below: 8mm, stroke: none, inset: 0pt, width: 100%)
  show heading.where(level: 1): set par(leading: 0.45em)
  body
}

#let chapter(it, place) = styled(it, 1, sheet(
  it.language,
  letters(it.event),
  context if here().page() > locate(label-of(place)).page() {
    small(it.language, one-line(if it.title.text.len() > 0 { letters(it.title) } else { it.name }))
  },
  {
    {
      kicker-of(it)
      if it.title.text.len() > 0 {
        block(above: 9mm, below: 3.2mm, text(font: family(sans, it.language), size: 8.2pt, fill: soft, line(it.titleLabel, face: sans)))
      }
      chapter-heading[#own(it.title, heading(level: 1, offset: 0, title-of(it)))#label-of(place)]
      if it.mark.text.len() > 0 {
        block(below: 6mm, inset: (x: 3mm, y: 2.4mm), stroke: 0.8pt + accent, text(font: family(sans, it.language), size: 8.6pt, weight: "bold", fill: accent, line(it.mark, face: sans)))
      }
    }
    sections-of(it)
    v(1fr)
    stamp-of(it)
  },
))

#let cover = styled(data, 0, {
  let it = data.cover
  set page(paper: "a4", margin: (x: 25mm, top: 30mm, bottom: 26mm), header: none, footer: none)
  if it.banner != none {
    block(width: 100%, below: 22mm, layout(size => {
      let banner = image(it.banner, alt: letters(it.title), width: size.width)
      if measure(banner).height > 90mm { image(it.banner, alt: letters(it.title), height: 90mm) } else { banner }
    }))
  } else { v(58mm) }
  show title: set text(font: family(sans, data.language), size: 30pt, weight: "bold", hyphenate: false)
  show title: set par(leading: 0.4em)
  show title: set block(above: 5mm, below: 7mm)
  block(text(font: family(sans, data.language), size: 11pt, weight: "bold", fill: accent, line(it.kind, face: sans)))
  own(it.title, title(line(it.title, face: sans)))
  if it.theme.text.len() > 0 { own(it.theme, block(text(size: 13pt, style: "italic", fill: soft, line(it.theme)))) }
  if it.days.text.len() > 0 { block(above: 6mm, text(size: 11pt, line(it.days))) }
  v(1fr)
  block(small(data.language, line(it.made, face: sans)))
})

// A box has no direction: bare, a number after Arabic words would go with them to the other side.
#let number(body) = box(text(fill: soft, body))

#let contents = part(data.contents, outlined: false, {
  set par(linebreaks: "simple")
  show outline.entry: set block(above: 0.95em)
  show outline.entry: it => link(it.element.location(), it.indented(none, {
    text(size: 9.6pt, it.body())
    h(0.6em)
    // One stroke: of dots there would be thousands.
    box(width: 1fr, pdf.artifact(std.line(length: 100%, stroke: (paint: hair, thickness: 0.7pt, dash: "dotted"))))
    h(0.6em)
    number(text(font: family(sans, data.language), size: 8.6pt, it.page()))
  }))
  outline(title: none, depth: 1, indent: 0pt)
})

#let index(it) = part(it.heading, context {
  // Looked up once: a context of its own for each of thousands of references takes more than the chapters do.
  let pages = range(data.chapters.len()).map(place => str(counter(page).at(label-of(place)).first()))
  set text(size: 8.4pt)
  set par(leading: 0.5em, spacing: 0.75em, linebreaks: "simple")
  columns(2, gutter: 8mm, for entry in it.entries {
    block(above: 1.3em, below: 0.75em, sticky: true, {
      strong(line(entry.name))
      if entry.about.text.len() > 0 { text(fill: soft)[, #line(entry.about)] }
    })
    for place in entry.chapters {
      pad(left: 3mm, par(hanging-indent: 2mm, {
        link(label-of(place), title-of(data.chapters.at(place)))
        h(1fr)
        [~]
        number(pages.at(place))
      }))
    }
  })
})

#let listing(it) = part(it.heading, list(..it.items.map(item => {
  own(item.title, line(item.title))
  linebreak()
  text(size: 8.6pt, fill: soft, line(item.about))
})))

#set document(
  title: data.name,
  author: data.authors,
  keywords: data.keywords,
  description: data.description,
  date: datetime(..data.made),
)
// Nothing is styled as a whole: rules that surround chapters would be tried on everything in them.
#cover
#contents
#for (place, it) in data.chapters.enumerate() { chapter(it, place) }
#for it in data.indexes { index(it) }
#for it in data.lists { listing(it) }
`
