import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { PictureFile } from '@/lib/report/report'
import { openStore } from '../store'
import type { Store } from '../store/store'
import { createPictureStore, type PictureStore } from '.'
import type { Bytes } from './bytes'
import { diskBytes } from './disk'
import { cleanPicture } from './picture'

let dataDir: string
let store: Store
let bytes: Bytes
let files: PictureStore
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rapporteur-'))
  store = await openStore(dataDir)
  bytes = diskBytes(dataDir)
  files = createPictureStore({ bytes, store })
})
afterEach(async () => {
  vi.useRealTimers()
  await store.close()
  await rm(dataDir, { recursive: true })
})

const A = { event: 'e', session: 'a' }
const B = { event: 'e', session: 'b' }
const png = (background: string) =>
  sharp({ create: { width: 5, height: 4, channels: 3, background } })
    .png()
    .toBuffer()

/** What a server leaves behind that dies before it says that the bytes are there. */
async function half(owner: typeof A, upload: Uint8Array): Promise<PictureFile> {
  const clean = await cleanPicture(upload)
  await store.files.create({ ...clean.file, ...owner, bytes: clean.bytes.length })
  await bytes.write(clean.file.sha256, clean.bytes)
  return clean.file
}

test('what was begun and never finished is not read, and swept with its bytes after an hour', async () => {
  const { sha256 } = await half(A, await png('red'))
  expect(await files.read(A, sha256)).toBeUndefined()
  await files.sweep()
  expect(await bytes.read(sha256)).toBeDefined()
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61 * 60 * 1000 })
  await files.sweep()
  expect(await bytes.read(sha256)).toBeUndefined()
})

test('sweeping keeps the bytes that another session has too', async () => {
  const green = await png('green')
  const { sha256 } = await half(A, green)
  await files.add(green, B)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61 * 60 * 1000 })
  await files.sweep()
  expect((await files.read(B, sha256))?.type).toBe('image/png')
})

test('a picture that was stored once is taken to the byte, and one with metadata is cleaned', async () => {
  const clean = await cleanPicture(await png('blue'))
  expect(await files.check(clean.bytes, clean.file)).toEqual(clean)
  const marked = await sharp(clean.bytes)
    .withExif({ IFD0: { Copyright: 'me' } })
    .png()
    .toBuffer()
  const sha256 = createHash('sha256').update(marked).digest('hex')
  const checked = await files.check(marked, { ...clean.file, sha256 })
  expect(checked.file.sha256).not.toBe(sha256)
  expect((await sharp(checked.bytes).metadata()).exif).toBeUndefined()
})
