/** The text of a file that names no encoding: by its mark, else UTF-8, UTF-16 without a mark, or Windows-1252. */
export function decode(bytes: Uint8Array): string {
  return read(bytes)
    .replace(/^\ufeff/, '')
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .toWellFormed()
}

function read(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const zeros = halves(bytes)
  if (zeros.odd > 0.3 && zeros.even < 0.05) return new TextDecoder('utf-16le').decode(bytes)
  if (zeros.even > 0.3 && zeros.odd < 0.05) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** How many of the bytes at even and at odd places are zero: in UTF-16 every other byte of a Latin letter is. */
function halves(bytes: Uint8Array): { even: number; odd: number } {
  const sample = bytes.subarray(0, 2000)
  const share = (rest: number) =>
    sample.filter((byte, index) => index % 2 === rest && byte === 0).length / Math.max(1, sample.length / 2)
  return { even: share(0), odd: share(1) }
}

/** Whether these bytes are no text in any of these encodings. */
export function isBinary(bytes: Uint8Array): boolean {
  const text = read(bytes.subarray(0, 20_000))
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const odd = text.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/g)?.length ?? 0
  return odd > text.length / 100
}
