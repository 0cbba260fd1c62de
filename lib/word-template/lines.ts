import { all, type Element, elementsOf, is, make, XML } from './xml'

/* A block within a line: its runs, without what makes it a block. */

/** What stands in a block, line by line: a paragraph is one, a row of a table too. */
export function linesOf(block: Element): Element[][] {
  const inline = (paragraph: Element) => elementsOf(paragraph).filter((one) => !is(one, 'pPr'))
  if (is(block, 'p')) return [inline(block)]
  return all(block, 'tr').map((row) =>
    all(row, 'p').flatMap((paragraph, index) => [
      ...(index > 0 ? [textLike(paragraph, ' ')] : []),
      ...inline(paragraph),
    ]),
  )
}

export function breakLike(place: Element): Element {
  const run = make(place, 'r')
  run.appendChild(make(place, 'br'))
  return run
}

export function textLike(near: Element, words: string): Element {
  const run = make(near, 'r')
  const text = make(near, 't')
  text.setAttributeNS(XML, 'xml:space', 'preserve')
  text.textContent = words
  run.appendChild(text)
  return run
}

/** No link stands in a link, nor in a tracked change. */
export function withoutLink(node: Element, place: Element): Element[] {
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
