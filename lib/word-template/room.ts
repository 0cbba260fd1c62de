import { nearest } from './walk'
import { all, child, type Element, elementsOf, is, val, WP } from './xml'

const TWIP = 635
/** A4 with Word's margins. */
const USUAL = 9026
/** Left and right in a cell and in a text box. */
const CELL_MARGINS = 216
const BOX_MARGINS = 290

/** How wide a picture may be where `element` stands, in English Metric Units. */
export function widthAt(element: Element): number {
  const cell = nearest(element, 'tc')
  const box = boxWidth(element)
  if (box !== undefined) return Math.max(1, box - BOX_MARGINS * TWIP)
  return Math.max(1, (cell ? cellWidth(cell, element) - CELL_MARGINS : textWidth(element)) * TWIP)
}

function cellWidth(cell: Element, element: Element): number {
  const properties = child(cell, 'tcPr')
  const width = properties && child(properties, 'tcW')
  const value = Number(val(width, 'w'))
  if (val(width, 'type') === 'dxa' && value > 0) return value
  const row = nearest(cell, 'tr')
  const cells = row ? elementsOf(row).filter((one) => is(one, 'tc')).length : 1
  return Math.floor(textWidth(element) / Math.max(1, cells))
}

/** The text's width in the section in which the element lies: what ends it comes after it. */
function textWidth(element: Element): number {
  const sections = all(element.ownerDocument!, 'sectPr')
  const section = sections.find((one) => element.compareDocumentPosition(one) & 4) ?? sections.at(-1)
  const page = section && child(section, 'pgSz')
  const margins = section && child(section, 'pgMar')
  const width = Number(val(page, 'w')) - Number(val(margins, 'left')) - Number(val(margins, 'right'))
  const columns = Math.max(1, Number((section && val(child(section, 'cols'), 'num')) ?? 1))
  return width > 0 ? Math.floor(width / columns) : USUAL
}

/** Of the text box, if in one. */
function boxWidth(element: Element): number | undefined {
  const box = nearest(element, 'txbxContent')
  for (let above = box?.parentNode; above; above = above.parentNode) {
    if (above.nodeType !== 1 || above.namespaceURI !== WP) continue
    const extent = elementsOf(above).find((one) => one.localName === 'extent')
    const width = Number(extent?.getAttribute('cx'))
    if (width > 0) return width
  }
  return undefined
}
