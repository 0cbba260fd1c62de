import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { User } from './programs'

/** Where a server keeps its files: a folder of ours that goes with it, or one that somebody named and that stays. */
export type Folder = { kind: 'scratch' | 'given'; path: string }

/** Makes the folder, or takes it as it is; the user, if there is one, owns it. */
export function makeFolder(name: string, given: string | undefined, user: User | undefined): Folder {
  const path = given === undefined ? mkdtempSync(join(tmpdir(), `rapporteur-${name}-`)) : resolve(given)
  if (!existsSync(path)) mkdirSync(path, { recursive: true })
  if (user) chownSync(path, user.uid, user.gid)
  return { kind: given === undefined ? 'scratch' : 'given', path }
}

export function removeFolder(folder: Folder): void {
  rmSync(folder.path, { recursive: true, force: true })
}
