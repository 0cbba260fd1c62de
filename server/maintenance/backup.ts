import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import Sqlite from 'better-sqlite3'
import { copyDurably, sync, syncFolders } from './disk'
import { type Folder, openFolder, Refused } from './folder'
import { MANIFEST, type Manifest, makeManifest } from './manifest'
import { type Verdict, verifyFolder } from './verify'
import { picturePath } from './verify-pictures'

/** Not copied: the database goes its own way, a lock is its process's own, and what ends in .new is half a file. */
const OWN_WAY = /^((rapporteur\.db|lock)(-\w+)?|.*\.new)$/

/**
 * Copies a data folder, also one whose server runs, to `target`, checks the copy, and puts it there when all of it
 * is on the disk: a folder that lies there is a whole backup. What the copy's check finds was wrong before.
 * Throws Refused, with nothing left behind.
 */
export async function backupFolder(from: string, target: string): Promise<Manifest & { verdict: Verdict }> {
  const [source, place] = [resolve(from), resolve(target)]
  await checkTarget(source, place)
  const folder = openFolder(source)
  const part = `${place}.${randomUUID()}.part`
  try {
    await mkdir(part, { recursive: true, mode: 0o700 })
    await copyDatabase(folder, join(part, 'rapporteur.db'))
    await copyFiles(source, part)
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

/** The pictures that the copied database speaks of, and whatever else lies in the folder itself, such as secrets. */
async function copyFiles(source: string, part: string): Promise<void> {
  for (const entry of await readdir(source, { withFileTypes: true }))
    if (entry.isFile() && !OWN_WAY.test(entry.name))
      await copyDurably(join(source, entry.name), join(part, entry.name))
  const copy = openFolder(part)
  try {
    const rows = await copy.db
      .selectFrom('file')
      .select('sha256')
      .distinct()
      .where('pending', '=', 0)
      .execute()
    for (const path of rows.map((row) => picturePath(row.sha256)))
      if (existsSync(join(source, path))) await copyDurably(join(source, path), join(part, path))
  } finally {
    copy.close()
  }
}
