import sharp from 'sharp'
import type { KeepPicture, NotKept } from '@/lib/import'
import { isPictureRefused } from '../files'
import { cleanPicture, MAX_PIXELS } from '../files/picture'

/** All pictures of one file together, and how many there may be. */
const MOST_BYTES = 30 * 1024 * 1024
const MOST = 60

const MANY: NotKept = {
  reason: 'picture-many',
  sentence: 'There are more pictures in the file than a report can begin with.',
}
const DRAWING: NotKept = {
  reason: 'picture-drawing',
  sentence: 'It is a drawing that only Word can show. Save it as a picture, and add that.',
}

/** Keeps the pictures of one file, with their bytes inside; what a browser does not show is made a PNG. */
export function createKeeper(): KeepPicture {
  let size = 0
  let count = 0
  return async (bytes) => {
    if (++count > MOST || size > MOST_BYTES) return MANY
    try {
      const { file, bytes: clean } = await cleanPicture(await shown(bytes))
      size += clean.length
      return { ...file, data: Buffer.from(clean).toString('base64') }
    } catch (error) {
      if (isPictureRefused(error))
        return {
          reason: error.code === 'picture-hash' ? 'picture-broken' : error.code,
          sentence: error.message,
        }
      return DRAWING
    }
  }
}

/** GIF and TIFF as PNG; the rest as it is. What is neither is refused by who looks at it next. */
async function shown(bytes: Uint8Array): Promise<Uint8Array> {
  const start = Buffer.from(bytes.subarray(0, 4)).toString('latin1')
  if (!['GIF8', 'II*\0', 'MM\0*'].includes(start)) return bytes
  return sharp(bytes, { limitInputPixels: MAX_PIXELS }).png().toBuffer()
}
