/*
 * A browser sends its cookie by itself. Node's WebSocket and fetch do not, but take headers, which a browser's would not:
 * here each address has its own, so that the client's code stays as it is.
 */

const headersOf = new Map<string, Record<string, string>>()
const Native = globalThis.WebSocket
const nativeFetch = globalThis.fetch

/** From now on every socket, and every exchange, that is opened to this address (its path and its `as` parameter) sends these. */
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

globalThis.fetch = (input, init) => {
  const headers = input instanceof Request ? undefined : headersOf.get(keyOf(input))
  return nativeFetch(input, headers ? { ...init, headers } : init)
}
