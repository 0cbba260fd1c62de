import { setProperty } from './order'
import { normalName } from './paragraph'
import { type Styles, styleOf } from './styles'
import { all, child, type Element, elementsOf, is, remove } from './xml'

/* How a placeholder looks, and what takes that over. */

export type Looks = { paragraph: Element | undefined; run: Element | undefined }

/** How a placeholder's paragraph looks: a text takes it over, but it is no heading because its placeholder was one. */
export function looksOf(paragraph: Element, styles: Styles): Looks {
  const run = [...all(paragraph, 'r')].find((one) => normalName(one.textContent ?? '') !== '')
  const properties = child(paragraph, 'pPr')?.cloneNode(true) as Element | undefined
  for (const name of ['sectPr', 'pPrChange', 'rPr', 'outlineLvl', 'keepNext', 'pageBreakBefore'])
    if (properties) for (const one of elementsOf(properties)) if (is(one, name)) remove(one)
  const style = styleOf(paragraph)
  if (style && styles.isHeading(style)) return { paragraph: undefined, run: undefined }
  return { paragraph: properties, run: run && child(run, 'rPr') }
}

export function takeOver(block: Element, { paragraph, run }: Looks): void {
  const own = child(block, 'pPr')
  if (paragraph) {
    const taken = paragraph.cloneNode(true) as Element
    // A picture's own distances and a text's own direction stay.
    for (const property of own ? elementsOf(own) : []) setProperty(taken, property.cloneNode(true) as Element)
    if (own) remove(own)
    block.insertBefore(taken, block.firstChild)
  }
  for (const one of all(block, 'r')) dress(one, run)
}

/** Gives a run the looks of a placeholder; its own marks, such as bold and its language, come on top. */
export function dress(run: Element, looks: Element | undefined): void {
  if (!looks || is(run.firstChild, 'drawing')) return
  const taken = looks.cloneNode(true) as Element
  for (const one of elementsOf(taken))
    if (
      ['rStyle', 'lang', 'rtl', 'cs', 'noProof', 'vanish', 'webHidden', 'rPrChange', 'ins', 'del'].some(
        (name) => is(one, name),
      )
    )
      remove(one)
  const own = child(run, 'rPr')
  for (const property of own ? elementsOf(own) : []) setProperty(taken, property.cloneNode(true) as Element)
  if (own) remove(own)
  run.insertBefore(taken, run.firstChild)
}
