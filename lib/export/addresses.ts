/* Web and mail addresses that stand in a text: readers of GitHub's Markdown make links of them, whoever wrote it. */

export type Piece = { text: string; url?: string }

const CANDIDATE =
  /(?<![\p{L}\p{N}_@./:+-])(?:https?:\/\/|www\.)[^\s<>]+|(?<![\p{L}\p{N}_@./:+-])[A-Za-z0-9.-]+@[A-Za-z0-9.-]+[A-Za-z](?![\p{L}\p{N}_@/:-])/gu

/** A text cut at its addresses, which have the URL that they lead to. */
export function splitAddresses(text: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { 0: candidate, index } of text.matchAll(CANDIDATE)) {
    const address = withoutTail(candidate)
    const url = urlOf(address)
    if (!url) continue
    if (index > at) pieces.push({ text: text.slice(at, index) })
    pieces.push({ text: address, url })
    at = index + address.length
  }
  return at < text.length ? [...pieces, { text: text.slice(at) }] : pieces
}

const TAIL = /[?!.,;:*_~'")\]}|\\]/

/** Without what belongs to the sentence around it: its full stop, the bracket that was opened before. */
function withoutTail(address: string): string {
  let end = address.length
  while (end > 0 && TAIL.test(address[end - 1]!)) {
    const kept = address.slice(0, end)
    if (kept.endsWith(')') && kept.split('(').length >= kept.split(')').length) break
    end--
  }
  return address.slice(0, end)
}

function urlOf(address: string): string | undefined {
  if (/^https?:\/\/[^\s/]/.test(address)) return address
  if (/^www\.[^\s.]/.test(address)) return `http://${address}`
  return address.includes('@') ? `mailto:${address}` : undefined
}
