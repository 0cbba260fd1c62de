import sharp, { type Metadata } from 'sharp'
import type { PictureFile } from '@/lib/report/report'
import { sha256Of } from '../sha256'
import { PictureRefused, tooBig } from './refused'

export const MAX_BYTES = 10 * 1024 * 1024
export const MAX_PIXELS = 24_000_000

const TYPES = { jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp' } as const
type Format = keyof typeof TYPES

/** A picture that may be stored: checked, and nothing in it but the picture. */
export type CleanPicture = { bytes: Uint8Array; file: PictureFile }

/**
 * A picture as it is stored: turned the way the camera held it, and freed of everything that is no picture (place,
 * camera, thumbnail, profile). Throws PictureRefused.
 */
export async function cleanPicture(bytes: Uint8Array): Promise<CleanPicture> {
  const { format } = await look(bytes)
  const image = open(bytes).autoOrient()
  const encoded = {
    jpeg: () => image.jpeg({ quality: 88 }),
    png: () => image.png({ compressionLevel: 9 }),
    webp: () => image.webp({ quality: 88 }),
  }[format]()
  try {
    const { data, info } = await encoded.toBuffer({ resolveWithObject: true })
    return {
      bytes: data,
      file: { sha256: sha256Of(data), type: TYPES[format], width: info.width, height: info.height },
    }
  } catch {
    throw broken()
  }
}

/**
 * A picture that came with its type, size and hash. Taken unchanged if all that is true and there is nothing in it
 * but the picture, so that what one session exported another imports to the byte; else cleaned like an upload.
 */
export async function checkPicture(bytes: Uint8Array, claimed: PictureFile): Promise<CleanPicture> {
  const { format, meta } = await look(bytes)
  if (sha256Of(bytes) !== claimed.sha256)
    throw new PictureRefused(
      'picture-hash',
      'The bytes of this picture do not have the SHA-256 that stands beside them.',
    )
  const asClaimed =
    TYPES[format] === claimed.type && meta.width === claimed.width && meta.height === claimed.height
  if (!asClaimed || carriesMore(meta)) return cleanPicture(bytes)
  try {
    await open(bytes).stats()
  } catch {
    throw broken()
  }
  const { type, width, height } = claimed
  return { bytes, file: { sha256: claimed.sha256, type, width, height } }
}

function carriesMore(meta: Metadata): boolean {
  return Boolean(meta.exif || meta.xmp || meta.iptc || meta.tifftagPhotoshop || meta.comments?.length)
}

/** What the bytes say they are, from the header alone: nothing is decoded before size and pixels are known. */
async function look(bytes: Uint8Array): Promise<{ format: Format; meta: Metadata }> {
  if (bytes.length > MAX_BYTES) throw tooBig()
  const format = formatOf(bytes)
  if (!format) throw new PictureRefused('picture-type', 'This is no JPEG, PNG or WebP picture.')
  let meta: Metadata
  try {
    meta = await sharp(bytes, { limitInputPixels: false }).metadata()
  } catch {
    throw broken()
  }
  if (meta.format !== format)
    throw new PictureRefused('picture-type', 'This is no JPEG, PNG or WebP picture.')
  if (meta.width * meta.height > MAX_PIXELS)
    throw new PictureRefused(
      'picture-too-many-pixels',
      `This picture has ${meta.width} × ${meta.height} pixels; 24 million are the most. Make it smaller and try again.`,
    )
  return { format, meta }
}

function formatOf(bytes: Uint8Array): Format | undefined {
  const starts = (...signature: number[]) => signature.every((byte, index) => bytes[index] === byte)
  const ascii = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))
  if (starts(0xff, 0xd8, 0xff)) return 'jpeg'
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png'
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'webp'
  return undefined
}

function open(bytes: Uint8Array) {
  return sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
}

function broken(): PictureRefused {
  return new PictureRefused('picture-broken', 'This picture is damaged and cannot be read.')
}
