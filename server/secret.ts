import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The secret kept under `name` in the data folder; made at first use, readable by the owner only (mode 0600).
 * Returns 64 hex digits. Throws the file system's error if the folder cannot be written.
 */
export function keptSecret(dataDir: string, name: string): string {
  const path = join(dataDir, name)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  try {
    // wx: of two processes starting at once one makes it, the other reads it
    const made = randomBytes(32).toString('hex')
    writeFileSync(path, `${made}\n`, { mode: 0o600, flag: 'wx' })
    return made
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return readFileSync(path, 'utf8').trim()
  }
}
