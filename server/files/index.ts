import type { PictureFile } from '@/lib/report/report'
import type { Store } from '../store/store'
import { now } from '../time'
import { inTurn } from '../turns'
import { type Bytes, readSound } from './bytes'
import { forgetBytes } from './forget'
import { type CleanPicture, checkPicture, cleanPicture } from './picture'

export type { CleanPicture } from './picture'
export { isPictureRefused, PictureRefused, type RefusalCode } from './refused'

/** To whom a picture belongs: a session, or (a banner) an event as a whole. */
export type Owner = { event: string; session?: string }

export interface PictureStore {
  /**
   * Checks, re-encodes without metadata, and stores; resolves once the bytes are durable.
   * Throws PictureRefused; then nothing is stored.
   */
  add(bytes: Uint8Array, owner: Owner): Promise<PictureFile>
  /**
   * Checks a picture that came inside a report with its type, size and hash, and stores nothing.
   * Throws PictureRefused.
   */
  check(bytes: Uint8Array, claimed: PictureFile): Promise<CleanPicture>
  /** Stores what was checked; resolves once the bytes are durable. */
  put(picture: CleanPicture, owner: Owner): Promise<PictureFile>
  /** The bytes, if the picture belongs to the session or to its event. */
  read(owner: Owner, sha256: string): Promise<{ bytes: Uint8Array; type: string } | undefined>
  /** Deletes what was begun long ago and never finished. */
  sweep(): Promise<void>
}

/** Pictures, their bytes named by their SHA-256. */
export function createPictureStore({ bytes: files, store }: { bytes: Bytes; store: Store }): PictureStore {
  // In turn, so that sweeping one picture's rest does not take the bytes from under the same one's next try.
  function put({ bytes, file }: CleanPicture, owner: Owner): Promise<PictureFile> {
    return inTurn(file.sha256, async () => {
      if (await store.files.find(owner, file.sha256)) return file
      const { event, session } = owner
      const row = await store.files.create({ ...file, event, session, bytes: bytes.length })
      await files.write(file.sha256, bytes)
      await store.files.ready(row.id)
      return file
    })
  }

  return {
    add: async (bytes, owner) => put(await cleanPicture(bytes), owner),
    check: checkPicture,
    put,
    read: async (owner, sha256) => {
      const row = await store.files.find(owner, sha256)
      // Other files of an event are no pictures: not everybody in a session may have its books.
      const bytes = row?.type.startsWith('image/') ? await readSound(files, sha256, console.error) : undefined
      return row && bytes && { bytes, type: row.type }
    },
    sweep: async () => {
      const stale = await store.files.sweep(now() - 60 * 60 * 1000)
      for (const { sha256 } of stale) await forgetBytes(files, store, sha256)
    },
  }
}
