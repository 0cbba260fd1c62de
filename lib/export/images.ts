import type { Report } from '@/lib/report/report'
import { fromBase64 } from './json'
import type { Image, Images } from './outline'
import type { Pictures } from './pictures'

/** Fetches the pictures that a report shows; what is missing or is no picture is left out. */
export async function loadImages(report: Report, pictures: Pictures): Promise<Images> {
  const files = report.sections
    .flatMap((section) => (section.kind === 'picture' ? section.pictures : []))
    .flatMap((picture) => (picture.file ? [picture.file] : []))
  const images = new Map<string, Image>()
  for (const { sha256, data, width, height } of files) {
    if (images.has(sha256)) continue
    const bytes = (await pictures(sha256)) ?? (data ? fromBase64(data) : undefined)
    const type = bytes && typeOfImage(bytes)
    if (type) images.set(sha256, { sha256, type, bytes, width, height })
  }
  return images
}

/** The type that the first bytes tell, whatever the record says. */
export function typeOfImage(bytes: Uint8Array): Image['type'] | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 12))
  if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (start.startsWith('RIFF') && start.endsWith('WEBP')) return 'image/webp'
  return undefined
}
