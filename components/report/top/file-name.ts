/** A file name from a title: its words in any script, without what a file system refuses; at most 80 characters. */
export function fileNameOf(title: string, extension: string): string {
  const words = title
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  const short = Array.from(words).slice(0, 80).join('').replace(/-+$/, '')
  return `${short || 'report'}.${extension}`
}
