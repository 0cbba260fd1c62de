import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import type { Bytes } from './bytes'

/** Where a file lies in its data folder, with slashes. */
export const pathOf = (name: string) => `files/${name.slice(0, 2)}/${name}`

/** Files on the disk: dataDir/files/ab/ab12… Reading trusts the disk, as everything in the data folder does. */
export function diskBytes(dataDir: string): Bytes {
  const fileOf = (sha256: string) => join(dataDir, pathOf(sha256))
  return {
    /** Write, fsync, rename, fsync of the folders. */
    async write(sha256, bytes) {
      const path = fileOf(sha256)
      const folder = dirname(path)
      await mkdir(folder, { recursive: true })
      const part = `${path}.${randomUUID()}.part`
      try {
        const file = await open(part, 'wx', 0o600)
        try {
          await file.writeFile(bytes)
          await file.sync()
        } finally {
          await file.close()
        }
        await rename(part, path)
      } catch (error) {
        await rm(part, { force: true })
        throw error
      }
      for (const above of [folder, dirname(folder), dataDir]) await syncFolder(above)
    },
    read: (sha256) => ifThere(readFile(fileOf(sha256))),
    async open(sha256) {
      const file = await ifThere(open(fileOf(sha256)))
      return file?.createReadStream()
    },
    async remove(sha256, isNamed) {
      if (!(await isNamed?.())) await rm(fileOf(sha256), { force: true })
    },
    async *names() {
      const entries = await ifThere(readdir(join(dataDir, 'files'), { withFileTypes: true, recursive: true }))
      for (const { name, parentPath } of (entries ?? []).filter((entry) => entry.isFile())) {
        const path = relative(dataDir, join(parentPath, name)).split(sep).join('/')
        yield path === pathOf(name) ? name : path
      }
    },
    placeOf: (name) => (name.includes('/') ? name : pathOf(name)),
    // The database beside it tries the folder by itself.
    check: async () => {},
    close: async () => {},
  }
}

async function ifThere<T>(wanted: Promise<T>): Promise<T | undefined> {
  try {
    return await wanted
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
