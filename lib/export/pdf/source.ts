import { PRELUDE } from './prelude'

/*
 * The Typst source of a report's PDF. It is the same for all reports: what was written comes in as data (data.ts).
 */

/** The main file. Reads /data.json (data.ts). */
export const SOURCE = `${PRELUDE}
#let data = json("/data.json")
#let report = data.report
#let small(body) = text(font: family(sans, report.language), size: 7.6pt, fill: soft, body)

#set document(
  title: data.name,
  author: data.authors,
  keywords: data.keywords,
  description: data.description,
  date: datetime(..data.made),
)
#show: body => styled(report, 0, body)
#set page(
  paper: "a4",
  margin: (x: 25mm, top: 25mm, bottom: 24mm),
  header: context if counter(page).get().first() > 1 {
    small(one-line(if report.title.text.len() > 0 { running(report.title) } else { data.name }))
  },
  footer: context small(grid(
    columns: (1fr, auto),
    column-gutter: 4mm,
    one-line(running(report.event)),
    pad(top: 0.6em, counter(page).display("1 / 1", both: true)),
  )),
)

#banner-of(report)
#kicker-of(report)
#if report.title.text.len() > 0 {
  block(above: 9mm, below: 3.2mm, text(font: family(sans, report.language), size: 8.2pt, fill: soft, par(line(report.titleLabel, face: sans))))
  show title: set text(font: family(sans, report.language), size: 20pt, weight: "bold", hyphenate: false)
  show title: set par(leading: 0.45em)
  show title: set block(above: 3.2mm, below: 8mm)
  own(report.title, title(line(report.title, face: sans)))
}
#sections-of(report)
#v(1fr)
#stamp-of(report)
`
