import { randomUUID } from 'node:crypto'
import type { ReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Files on the disk, named by the SHA-256 of what they hold: dataDir/files/ab/ab12… */
export function createBytes(dataDir: string) {
  const pathOf = (sha256: string) => join(dataDir, 'files', sha256.slice(0, 2), sha256)
  return {
    /** Resolves once the file is durable under its name: write, fsync, rename, fsync of the folders. */
    write: async (sha256: string, bytes: Uint8Array): Promise<void> => {
      const path = pathOf(sha256)
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
    read: async (sha256: string): Promise<Uint8Array | undefined> => {
      try {
        return await readFile(pathOf(sha256))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    /** A file as a stream, for what is too long to be held whole; undefined if it is not there. */
    open: async (sha256: string): Promise<ReadStream | undefined> => {
      try {
        return (await open(pathOf(sha256))).createReadStream()
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    remove: (sha256: string): Promise<void> => rm(pathOf(sha256), { force: true }),
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
