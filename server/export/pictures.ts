import sharp from 'sharp'
import { typeOfImage } from '@/lib/export/images'
import type { Image, Images } from '@/lib/export/outline'
import type { Note } from './note'

/** The longest side in pixels of a picture in a printed document: 300 dpi over the width of the text. */
const LONGEST = 2000

/** JPEG or PNG of at most LONGEST pixels a side; what cannot be decoded is left out, and noted. */
export async function fitImages(images: Images, note: Note): Promise<Images> {
  const fitted = new Map<string, Image>()
  for (const [sha256, image] of images) {
    try {
      fitted.set(sha256, await asPrinted(image))
    } catch (error) {
      note(`picture ${sha256} cannot be shown: ${error instanceof Error ? error.message : error}`)
    }
  }
  return fitted
}

/** The banner, fit for every format; undefined, and noted, if its bytes are not there or no picture. */
export async function fitBanner(
  sha256: string,
  bytes: Uint8Array | undefined,
  note: Note = () => {},
): Promise<Image | undefined> {
  const type = bytes && typeOfImage(bytes)
  if (!type) {
    note(`the banner ${sha256} is not there`)
    return undefined
  }
  return (await fitImages(new Map([[sha256, { sha256, type, bytes, width: 0, height: 0 }]]), note)).get(
    sha256,
  )
}

async function asPrinted(image: Image): Promise<Image> {
  // Decoding it whole is the only proof that the compiler after us can.
  const decoded = sharp(image.bytes, { failOn: 'error' })
  const { width, height, hasAlpha } = await decoded.metadata()
  await decoded.stats()
  if (image.type !== 'image/webp' && Math.max(width, height) <= LONGEST) return { ...image, width, height }
  const sized = decoded.resize({ width: LONGEST, height: LONGEST, fit: 'inside', withoutEnlargement: true })
  const type = hasAlpha || image.type === 'image/png' ? 'image/png' : 'image/jpeg'
  const { data, info } = await (type === 'image/png' ? sized.png() : sized.jpeg({ quality: 88 })).toBuffer({
    resolveWithObject: true,
  })
  return { ...image, type, bytes: new Uint8Array(data), width: info.width, height: info.height }
}
