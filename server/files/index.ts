import type { PictureFile } from '@/lib/report/report'
import type { Store } from '../store/store'
import { createBytes } from './bytes'
import { cleanPicture, inspectPicture } from './picture'

export { PictureRefused, type RefusalCode } from './refused'

/** To whom a picture belongs: a session, or (a banner) an event as a whole. */
export type Owner = { event: string; session?: string }

export interface PictureStore {
  /**
   * Checks, re-encodes without metadata, and stores; resolves once the bytes are on the disk.
   * Throws PictureRefused; then nothing is stored.
   */
  add(bytes: Uint8Array, owner: Owner): Promise<PictureFile>
  /**
   * Stores a picture as it is, if it is one and its bytes have the hash that is claimed: for what another
   * session exported. Throws PictureRefused.
   */
  keep(bytes: Uint8Array, owner: Owner, claimed: PictureFile): Promise<PictureFile>
  /** Checks what `keep` checks, and stores nothing. Throws PictureRefused. */
  check(bytes: Uint8Array, claimed: PictureFile): Promise<void>
  /** The bytes, if the picture belongs to the session or to its event. */
  read(owner: Owner, sha256: string): Promise<{ bytes: Uint8Array; type: string } | undefined>
  /** Deletes what was begun long ago and never finished. */
  sweep(): Promise<void>
}

/** Pictures below dataDir/files, named by their SHA-256. */
export function createPictureStore({ dataDir, store }: { dataDir: string; store: Store }): PictureStore {
  const files = createBytes(dataDir)

  async function put(bytes: Uint8Array, owner: Owner, file: PictureFile): Promise<PictureFile> {
    if (await store.files.find(owner, file.sha256)) return file
    const { sha256, type, width, height } = file
    const row = await store.files.create({
      event: owner.event,
      session: owner.session,
      sha256,
      type,
      bytes: bytes.length,
      width,
      height,
    })
    await files.write(sha256, bytes)
    await store.files.ready(row.id)
    return { sha256, type, width, height }
  }

  return {
    add: async (bytes, owner) => {
      const clean = await cleanPicture(bytes)
      return put(clean.bytes, owner, clean.file)
    },
    keep: async (bytes, owner, claimed) => put(bytes, owner, await inspectPicture(bytes, claimed)),
    check: async (bytes, claimed) => {
      await inspectPicture(bytes, claimed)
    },
    read: async (owner, sha256) => {
      const row = await store.files.find(owner, sha256)
      const bytes = row && (await files.read(sha256))
      return bytes && { bytes, type: row.type }
    },
    sweep: async () => {
      const stale = await store.files.sweep(Date.now() - 60 * 60 * 1000)
      for (const { sha256 } of stale) if (!(await store.files.anywhere(sha256))) await files.remove(sha256)
    },
  }
}
