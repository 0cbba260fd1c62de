/*
 * A browser sends its cookie by itself. Node's WebSocket does not, but takes headers, which a browser's would not: here
 * each address has its own, so that the client's code stays as it is.
 */

const headersOf = new Map<string, Record<string, string>>()
const Native = globalThis.WebSocket

/** From now on every socket that is opened to this address (its path and its `as` parameter) sends these. */
export function sendHeaders(url: string, headers: Record<string, string>): void {
  headersOf.set(keyOf(url), headers)
}

function keyOf(url: string | URL): string {
  const { pathname, searchParams } = new URL(url)
  return `${pathname} ${searchParams.get('as')}`
}

globalThis.WebSocket = class extends Native {
  constructor(url: string | URL) {
    super(url, { headers: headersOf.get(keyOf(url)) ?? {} } as never)
  }
}
