import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import type { Bytes } from '../files/bytes'
import { diskBytes } from '../files/disk'
import { openStore } from '../store'
import { FolderInUse, lockFolder } from '../store/lock'
import { carryFiles } from './carry-files'
import { copyDurably, sync, syncFolders } from './disk'
import { isDataFolder, openFolder, Refused } from './folder'
import { checkedManifest } from './manifest'
import { type Renewed, renewRooms } from './renew'

export type Restored = Renewed & {
  /** When the backup was made, ISO 8601. */
  at: string
  /** Where the data went that was there before. */
  aside: string | undefined
}

/**
 * Brings a backup back as the data folder `to`. Every document begins a new epoch, under ids that nobody had: what
 * a browser still holds of a later text is not merged into the earlier one, but offered to its writer as a rescue
 * copy. Data that was there is moved aside, never deleted. Its files go to `home`, if that is not the folder. All is
 * built beside and moved into place last, so that whatever interrupts it, it can be started again. Throws Refused, with
 * the data as it was.
 */
export async function restoreBackup(
  backup: string,
  to: string,
  { now = new Date(), home }: { now?: Date; home?: Bytes | undefined } = {},
): Promise<Restored> {
  const [source, place] = [resolve(backup), resolve(to)]
  if (source === place || place.startsWith(source + sep))
    throw new Refused('A backup cannot be restored into itself: name the data folder.')
  const lock = await lockPlace(place)
  try {
    const manifest = await checkedManifest(source)
    const built = `${place}.restoring`
    await rm(built, { recursive: true, force: true })
    await mkdir(built, { recursive: true, mode: 0o700 })
    for (const { path } of manifest.files) await copyDurably(join(source, path), join(built, path))
    const rooms = await renewFolder(built, `Backup of ${manifest.at}`)
    if (home) await moveFiles(built, home)
    await syncFolders(built)
    const aside = await replace(place, built, now)
    return { at: manifest.at, aside, ...rooms }
  } finally {
    lock?.release()
  }
}

/** Keeps servers off the folder, if it is there. */
async function lockPlace(place: string): Promise<{ release: () => void } | undefined> {
  if (!existsSync(place)) return undefined
  if (!isDataFolder(place)) {
    if ((await readdir(place)).length === 0) return undefined
    throw new Refused(`${place} is neither empty nor a data folder of Rapporteur: name another with --to.`)
  }
  try {
    return lockFolder(place)
  } catch (error) {
    if (error instanceof FolderInUse)
      throw new Refused(`A server runs on ${place}: stop it first. Nothing was changed.`)
    throw error
  }
}

async function renewFolder(dir: string, reason: string): Promise<Renewed> {
  // brings a backup of an older version up to date
  const store = await openStore(dir)
  try {
    return await renewRooms(store, roomsIn(dir), reason)
  } finally {
    await store.close()
  }
}

async function moveFiles(dir: string, home: Bytes): Promise<void> {
  const folder = openFolder(dir)
  try {
    const { missing, damaged } = await carryFiles(folder.db, diskBytes(dir), home)
    // What the storage did not get may still be of use to somebody.
    if (missing.length + damaged.length > 0) return
  } finally {
    folder.close()
  }
  await rm(join(dir, 'files'), { recursive: true, force: true })
}

function roomsIn(dir: string): string[] {
  const folder = openFolder(dir)
  const rows = folder.sqlite.prepare<[], { id: string }>('select id from room order by id').all()
  folder.close()
  return rows.map((row) => row.id)
}

/** Moves the built folder to its place, and what was there aside; says where. */
async function replace(place: string, built: string, now: Date): Promise<string | undefined> {
  const old = existsSync(place) && isDataFolder(place)
  const aside = old ? `${place}.before-restore-${now.toISOString().replace(/[:.]/g, '-')}` : undefined
  try {
    if (aside) await rename(place, aside)
    await rename(built, place)
  } catch (error) {
    if (aside && !existsSync(place) && existsSync(aside)) await rename(aside, place)
    const { code } = error as NodeJS.ErrnoException
    throw new Refused(
      `${place} cannot be moved (${code}), perhaps because a disk is mounted there: name another folder with --to. Nothing was changed.`,
    )
  }
  await sync(dirname(place))
  return aside
}
