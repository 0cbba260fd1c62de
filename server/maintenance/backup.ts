import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Bytes } from '../files/bytes'
import { diskBytes, pathOf } from '../files/disk'
import { carryFiles, filesOf } from './carry-files'
import { copyDurably, sync, syncFolders } from './disk'
import { type Folder, openFolder, Refused } from './folder'
import { MANIFEST, type Manifest, makeManifest } from './manifest'
import { type Verdict, verifyFolder } from './verify'

/** Not copied: the database goes its own way, a lock is its process's own, and what ends in .new is half a file. */
const OWN_WAY = /^((rapporteur\.db|lock)(-\w+)?|.*\.new)$/

/**
 * Copies a data folder, also one whose server runs, to `target`, with its files, which are in it unless `home` says
 * otherwise; checks the copy, and puts it there when all of it is on the disk: a folder that lies there is a whole
 * backup. What the copy's check finds was wrong before. Throws Refused, with nothing left behind.
 */
export async function backupFolder(
  from: string,
  target: string,
  home?: Bytes,
): Promise<Manifest & { verdict: Verdict }> {
  const [source, place] = [resolve(from), resolve(target)]
  await checkTarget(source, place)
  const folder = openFolder(source)
  const part = `${place}.${randomUUID()}.part`
  try {
    await mkdir(part, { recursive: true, mode: 0o700 })
    await copyDatabase(folder, join(part, 'rapporteur.db'))
    await copyBeside(source, part)
    await copyFiles(home ?? source, part)
    const manifest = await makeManifest(part)
    const verdict = await verifyFolder(part)
    await writeFile(join(part, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, {
      mode: 0o600,
      flush: true,
    })
    await syncFolders(part)
    if (existsSync(place)) await rmdir(place)
    await rename(part, place)
    await sync(dirname(place))
    return { ...manifest, verdict }
  } catch (error) {
    await rm(part, { recursive: true, force: true })
    throw error
  } finally {
    folder.close()
  }
}

async function checkTarget(source: string, place: string): Promise<void> {
  if (place === source || place.startsWith(source + sep))
    throw new Refused('A backup cannot lie in the folder that it is a backup of.')
  const there = await readdir(place).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw new Refused(`${place} cannot be used (${error.code}): name a folder that is not there yet.`)
  })
  if (there.length > 0) throw new Refused(`${place} is not empty: name a folder that is not there yet.`)
}

/** One state of the database, whatever is written meanwhile, in one file. */
async function copyDatabase({ sqlite }: Folder, file: string): Promise<void> {
  // All at once: a copy in steps begins anew whenever the server writes, and may never end.
  await sqlite.backup(file, { progress: ({ totalPages }) => Math.max(totalPages, 1) * 2 })
  const copy = new Sqlite(file)
  try {
    copy.pragma('journal_mode = DELETE')
  } finally {
    copy.close()
  }
  await sync(file)
}

/** Whatever lies in the folder itself, such as secrets. */
async function copyBeside(source: string, part: string): Promise<void> {
  for (const entry of await readdir(source, { withFileTypes: true }))
    if (entry.isFile() && !OWN_WAY.test(entry.name))
      await copyDurably(join(source, entry.name), join(part, entry.name))
}

/** The files that the copied database speaks of, as far as they are there: the check says which are not. */
async function copyFiles(from: Bytes | string, part: string): Promise<void> {
  const copy = openFolder(part)
  try {
    if (typeof from !== 'string') await carryFiles(copy.db, from, diskBytes(part))
    else
      for (const path of (await filesOf(copy.db)).map(pathOf))
        if (existsSync(join(from, path))) await copyDurably(join(from, path), join(part, path))
  } finally {
    copy.close()
  }
}
