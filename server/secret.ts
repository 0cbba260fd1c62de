import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** 64 hex digits that nobody guesses. */
export const newKept = () => randomBytes(32).toString('hex')

/**
 * The secret kept under `name` in the data folder; made at first use, readable by the owner only (mode 0600).
 * Returns 64 hex digits. Throws the file system's error if the folder cannot be written.
 */
export function keptSecret(dataDir: string, name: string): string {
  const path = join(dataDir, name)
  const kept = readIfThere(path)
  if (kept) return kept
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const made = newKept()
  // renamed into place, so that a crash in between leaves no empty secret behind
  writeFileSync(`${path}.new`, `${made}\n`, { mode: 0o600, flush: true })
  renameSync(`${path}.new`, path)
  return made
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
