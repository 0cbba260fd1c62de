import { type Element, elementsOf, remove, W } from './xml'

/*
 * The order that the schemas want the properties of paragraphs and runs in (ECMA-376 part 1, CT_PPr and EG_RPrBase).
 */

const names = (text: string) => text.trim().split(/\s+/)

const PARAGRAPH = names(`
  pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
  suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd
  snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
  textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange`)
const RUN = names(`
  rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish
  webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang
  eastAsianLayout specVanish oMath`)

const ORDERS: Record<string, string[]> = { pPr: PARAGRAPH, rPr: RUN }

/** Puts a property where it belongs, in the place of one of the same name. `parent` is a `w:pPr` or `w:rPr`. */
export function setProperty(parent: Element, property: Element): void {
  const order = ORDERS[parent.localName!] ?? []
  const rank = (element: Element) => {
    const at = element.namespaceURI === W ? order.indexOf(element.localName!) : -1
    return at < 0 ? order.length : at
  }
  for (const one of elementsOf(parent))
    if (one.namespaceURI === W && one.localName === property.localName) remove(one)
  const after = elementsOf(parent).find((one) => rank(one) > rank(property))
  parent.insertBefore(property, after ?? null)
}
