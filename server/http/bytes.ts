/**
 * The body of a request, or undefined if it is longer than `limit` bytes. No more than these are kept; the rest is read
 * and thrown away, since a client that is cut off while it sends never hears why.
 */
export async function bytesOf(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (Number(request.headers.get('content-length')) > limit) return undefined
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size <= limit) chunks.push(chunk)
    else chunks.length = 0
  }
  return size > limit ? undefined : new Uint8Array(Buffer.concat(chunks))
}
