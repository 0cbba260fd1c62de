import { hasMore, isolate, readLetters, removeParagraph, type Token } from './paragraph'
import { type Handler, nearest, repeatNodes, type Scope, walkContainer } from './walk'
import { all, type Element, elementsOf, is, remove, W } from './xml'

/* Rows of a table that are repeated: between `{{#speakers}}` and `{{/speakers}}`, or with a `{{speaker.name}}` in it. */

type Seen = Token & { paragraph: Element; cell: Element | undefined; row: number }

export function walkRows(table: Element, scope: Scope, handler: Handler): void {
  walkSome(elementsOf(table), scope, handler)
}

function walkSome(rows: Element[], scope: Scope, handler: Handler): void {
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]!
    if (!is(row, 'tr')) {
      // A content control around rows.
      if (row.namespaceURI === W) walkSome(elementsOf(row), scope, handler)
      continue
    }
    const loop = loopFrom(rows, index)
    const scopes = loop && handler.repeat(loop.opening, scope)
    if (loop && scopes) {
      const marked = rows.slice(index, loop.closing.row + 1)
      strip(loop.closing, marked.at(-1)!)
      strip(loop.opening, row)
      // A row for nothing but a mark goes with it.
      const kept = marked.filter((one) => marked.length === 1 || !isBlank(one) || !marks(loop, one, rows))
      for (const one of marked) if (!kept.includes(one)) remove(one)
      repeatNodes(kept, scopes, (clones, one) => walkSome(clones, one, handler))
      index = loop.closing.row
      continue
    }
    const implied = tokensIn(row, index)
      .map((token) => handler.implied(token, scope))
      .find((one) => one !== undefined)
    if (implied) repeatNodes([row], implied, (clones, one) => walkSome(clones, one, handler))
    else walkCells(row, scope, handler)
  }
}

function walkCells(row: Element, scope: Scope, handler: Handler): void {
  for (const cell of elementsOf(row)) {
    if (is(cell, 'tc')) walkContainer(cell, scope, handler)
    else if (is(cell, 'sdt') || is(cell, 'sdtContent') || is(cell, 'customXml'))
      walkCells(cell, scope, handler)
  }
}

/** What begins in this row and ends in another cell or row. */
function loopFrom(rows: Element[], index: number): { opening: Seen; closing: Seen } | undefined {
  for (const opening of tokensIn(rows[index]!, index)) {
    if (opening.sign !== '#') continue
    let depth = 0
    for (let at = index; at < rows.length; at++)
      for (const token of is(rows[at]!, 'tr') ? tokensIn(rows[at]!, at) : []) {
        if (
          token.name !== opening.name ||
          (at === index && token.paragraph === opening.paragraph && token.from < opening.from)
        )
          continue
        if (token.sign === '#') depth++
        else if (token.sign === '/' && --depth === 0) {
          if (token.cell !== opening.cell) return { opening, closing: token }
          depth = Number.POSITIVE_INFINITY
        }
      }
  }
  return undefined
}

/** The placeholders of a row, those of tables within it left out. */
function tokensIn(row: Element, index: number): Seen[] {
  return all(row, 'p')
    .filter((paragraph) => nearest(paragraph, 'tr') === row)
    .flatMap((paragraph) =>
      readLetters(paragraph).tokens.map((token) => ({
        ...token,
        paragraph,
        cell: nearest(paragraph, 'tc'),
        row: index,
      })),
    )
}

/** Takes a mark out of its paragraph, and the paragraph if there are others beside it. */
function strip({ sign, name, paragraph }: Seen, row: Element): void {
  const letters = readLetters(paragraph)
  const token = letters.tokens.find((one) => one.sign === sign && one.name === name)
  if (!token) return
  remove(isolate(letters, token))
  const siblings = elementsOf(paragraph.parentNode as Element).filter((one) => is(one, 'p'))
  if (
    readLetters(paragraph).text.trim() === '' &&
    !hasMore(paragraph) &&
    siblings.length > 1 &&
    nearest(paragraph, 'tr') === row
  )
    removeParagraph(paragraph)
}

const isBlank = (row: Element) =>
  all(row, 'p').every((one) => readLetters(one).text.trim() === '' && !hasMore(one))

function marks(loop: { opening: Seen; closing: Seen }, row: Element, rows: Element[]): boolean {
  return row === rows[loop.opening.row] || row === rows[loop.closing.row]
}
