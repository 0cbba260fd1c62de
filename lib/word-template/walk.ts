import type { Group } from './names'
import { hasMore, isolate, readLetters, removeParagraph, type Token } from './paragraph'
import { walkRows } from './rows'
import { all, type Element, elementsOf, insertBefore, is, make, remove, W } from './xml'

/*
 * One walk over a template's own XML. What stands for a placeholder is put in after the place was read, and never
 * read itself: what somebody typed into a report cannot act as a placeholder.
 */

/** Which person of which list is being shown. */
export type Scope = { within?: Group; index?: number }

export type Content = {
  /** Whether it is paragraphs and tables where the placeholder stands alone. */
  form: 'text' | 'blocks'
  isEmpty: boolean
  blocks(paragraph: Element): Element[]
  inlines(place: Element): Element[]
}

export type Handler = {
  /** Once for each of these what lies between `{{#name}}` and `{{/name}}` is there; undefined if the name is unknown. */
  repeat(token: Token, scope: Scope): Scope[] | undefined
  /** The same for a row or paragraph with `{{speaker.name}}`; undefined if the name asks for no repetition here. */
  implied(token: Token, scope: Scope): Scope[] | undefined
  /** What stands for a placeholder; undefined: it stays as it is. */
  put(token: Token, scope: Scope): Content | undefined
  /** A beginning without an end, or the other way round: it stays as it is. */
  unclosed(token: Token, scope: Scope): void
}

const BEGINS_OR_ENDS = /^[#/]$/

/** All blocks in a body, header, cell, text box or content control. */
export function walkContainer(container: Element, scope: Scope, handler: Handler): void {
  walkBlocks(elementsOf(container), scope, handler)
  // Word calls a cell, a text box or a header damaged that does not end with a paragraph.
  const needs = ['tc', 'txbxContent', 'hdr', 'ftr', 'footnote', 'endnote'].some((name) => is(container, name))
  if (needs && !is(elementsOf(container).at(-1) ?? null, 'p')) container.appendChild(make(container, 'p'))
}

/** Neighbours; those that are to be repeated are cloned, each clone walked by itself. */
function walkBlocks(blocks: Element[], scope: Scope, handler: Handler): void {
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index]!
    const opening = is(block, 'p') ? loneToken(block) : undefined
    const end = opening?.sign === '#' ? endOf(blocks, index, opening.name) : undefined
    const scopes = end === undefined ? undefined : handler.repeat(opening!, scope)
    if (scopes && end !== undefined) {
      repeatNodes(blocks.slice(index + 1, end), scopes, (nodes, one) => walkBlocks(nodes, one, handler))
      for (const marker of [block, blocks[end]!]) removeMarker(marker)
      index = end
    } else if (is(block, 'p')) walkParagraph(block, scope, handler)
    else if (is(block, 'tbl')) walkRows(block, scope, handler)
    else if (block.namespaceURI === W && !is(block, 'sectPr')) walkContainer(block, scope, handler)
  }
}

/** Each scope has the nodes once, where they are: the last one the nodes themselves, those before it clones. */
export function repeatNodes(
  nodes: Element[],
  scopes: Scope[],
  walk: (nodes: Element[], scope: Scope) => void,
): void {
  scopes.forEach((scope, index) => {
    const isLast = index === scopes.length - 1
    const own = isLast ? nodes : nodes.map((node) => node.cloneNode(true) as Element)
    if (!isLast && nodes[0]) insertBefore(nodes[0], own)
    if (index > 0) own.forEach(forgetNames)
    walk(own, scope)
  })
  if (scopes.length === 0) nodes.forEach(remove)
}

/** What may be in a document once only does not come along into copies. */
function forgetNames(clone: Element): void {
  for (const name of [
    'bookmarkStart',
    'bookmarkEnd',
    'commentRangeStart',
    'commentRangeEnd',
    'permStart',
    'permEnd',
  ])
    for (const one of all(clone, name)) remove(one)
  for (const one of [clone, ...all(clone, '*')])
    for (const id of ['paraId', 'textId'])
      one.removeAttributeNS('http://schemas.microsoft.com/office/word/2010/wordml', id)
}

function walkParagraph(paragraph: Element, scope: Scope, handler: Handler): void {
  const { tokens } = readLetters(paragraph)
  const implied = tokens.map((token) => handler.implied(token, scope)).find((scopes) => scopes !== undefined)
  if (implied) {
    repeatNodes([paragraph], implied, ([clone], one) => walkParagraph(clone!, one, handler))
    return
  }
  for (const box of all(paragraph, 'txbxContent'))
    if (nearest(box, 'p') === paragraph) walkContainer(box, scope, handler)
  if (tokens.some(({ sign }) => BEGINS_OR_ENDS.test(sign))) repeatWithin(paragraph, scope, handler)
  fill(paragraph, scope, handler)
}

/** `{{#speakers}}{{name}} {{/speakers}}` within a line; a paragraph that is nothing else is repeated whole. */
function repeatWithin(paragraph: Element, scope: Scope, handler: Handler): void {
  const letters = readLetters(paragraph)
  const from = letters.tokens.findIndex(({ sign }) => sign === '#')
  const opening = letters.tokens[from]
  const closing = letters.tokens
    .slice(from + 1)
    .find(({ sign, name }) => sign === '/' && name === opening?.name)
  const scopes = opening && closing && handler.repeat(opening, scope)
  if (!scopes) {
    for (const token of letters.tokens.filter(({ sign }) => BEGINS_OR_ENDS.test(sign))) {
      const isKnown = token === opening && closing !== undefined
      if (!isKnown) handler.unclosed(token, scope)
      else handler.put(token, scope)
    }
    return
  }
  const rest = letters.text.slice(0, opening.from) + letters.text.slice(closing.to)
  const end = isolate(letters, closing)
  const start = isolate(readLetters(paragraph), opening)
  if (rest.trim() === '' && !hasMore(paragraph)) {
    for (const marker of [start, end]) remove(marker)
    repeatNodes([paragraph], scopes, ([clone], one) => walkParagraph(clone!, one, handler))
    return
  }
  const between: Element[] = []
  for (let node = start.nextSibling; node && node !== end; node = node.nextSibling)
    if (node.nodeType === 1) between.push(node as Element)
  repeatNodes(between, scopes, (clones, one) => {
    const line = make(paragraph, 'p')
    paragraph.insertBefore(line, clones[0] ?? null)
    for (const clone of clones) line.appendChild(clone)
    fill(line, one, handler, 'inline')
    insertBefore(line, elementsOf(line))
    remove(line)
  })
  for (const marker of [start, end]) remove(marker)
  if (readLetters(paragraph).tokens.some(({ sign }) => sign === '#')) repeatWithin(paragraph, scope, handler)
}

/** From the last to the first, so that those before keep their place. */
function fill(paragraph: Element, scope: Scope, handler: Handler, where: 'block' | 'inline' = 'block'): void {
  const letters = readLetters(paragraph)
  const tokens = letters.tokens.filter(({ sign }) => sign === '')
  const isAlone = tokens.length === 1 && isWhole(letters.text, tokens[0]!) && where === 'block'
  for (const token of tokens.reverse()) {
    const content = handler.put(token, scope)
    if (!content) continue
    if (isAlone && (content.form === 'blocks' || content.isEmpty)) {
      replaceParagraph(paragraph, token, content)
      return
    }
    const place = isolate(readLetters(paragraph), token)
    const inlines = content.inlines(place)
    insertBefore(place, inlines)
    remove(place)
  }
}

function replaceParagraph(paragraph: Element, token: Token, content: Content): void {
  const blocks = content.blocks(paragraph)
  if (!hasMore(paragraph)) {
    insertBefore(paragraph, blocks)
    removeParagraph(paragraph)
    return
  }
  const place = isolate(readLetters(paragraph), token)
  remove(place)
  // The end of a section stays behind what the section holds; a picture stays before.
  const ends = all(paragraph, 'sectPr').length > 0
  if (ends) insertBefore(paragraph, blocks)
  else for (const block of blocks.reverse()) paragraph.parentNode!.insertBefore(block, paragraph.nextSibling)
}

function removeMarker(paragraph: Element): void {
  if (!hasMore(paragraph)) {
    removeParagraph(paragraph)
    return
  }
  const letters = readLetters(paragraph)
  remove(isolate(letters, letters.tokens[0]!))
}

/** Where what begins at `from` ends, among its neighbours: the same name may begin again in between. */
function endOf(blocks: Element[], from: number, name: string): number | undefined {
  let depth = 0
  for (let index = from; index < blocks.length; index++) {
    const token = is(blocks[index]!, 'p') ? loneToken(blocks[index]!) : undefined
    if (token?.name !== name) continue
    if (token.sign === '#') depth++
    else if (token.sign === '/' && --depth === 0) return index
  }
  return undefined
}

function loneToken(paragraph: Element): Token | undefined {
  const { text, tokens } = readLetters(paragraph)
  return tokens.length === 1 && isWhole(text, tokens[0]!) ? tokens[0] : undefined
}

function isWhole(text: string, { from, to }: Token): boolean {
  return (text.slice(0, from) + text.slice(to)).replace(/[\s\p{Cf}]/gu, '') === ''
}

export function nearest(element: Element, name: string): Element | undefined {
  for (let above = element.parentNode; above; above = above.parentNode)
    if (is(above, name)) return above as Element
  return undefined
}
