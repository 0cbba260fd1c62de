import { A, all, child, type Element, is, setValue, WP } from './xml'

/* Tables and pictures, as wide as the place where they are put. */

/** As wide as the place is, whatever the page: a third for the labels. */
export function widen(table: Element): void {
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
export function shrink(drawing: Element, width: number): void {
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
