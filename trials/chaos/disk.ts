import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import * as Y from 'yjs'
import { openStore } from '@/server/store'

const DATABASE = 'rapporteur.db'

/** Copies the data folder of a server that does not run: what a crash left, byte for byte. */
export function copyOfDead(dataDir: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'rapporteur-copy-'))
  for (const name of [DATABASE, `${DATABASE}-wal`])
    if (existsSync(join(dataDir, name))) cpSync(join(dataDir, name), join(copy, name))
  return copy
}

/** The same of one that runs, without disturbing it. */
export async function copyOfLive(dataDir: string): Promise<string> {
  const copy = mkdtempSync(join(tmpdir(), 'rapporteur-copy-'))
  const live = new Sqlite(join(dataDir, DATABASE), { readonly: true })
  try {
    await live.backup(join(copy, DATABASE))
  } finally {
    live.close()
  }
  return copy
}

/** The document that a copied data folder holds; the copy is removed. */
export async function documentIn(copy: string, session: string): Promise<Y.Doc> {
  const store = await openStore(copy)
  try {
    const { snapshot, updates } = await store.log.load(session)
    const doc = new Y.Doc()
    doc.transact(() => {
      for (const update of [snapshot, ...updates]) if (update) Y.applyUpdate(doc, update)
    })
    return doc
  } finally {
    await store.close()
    rmSync(copy, { recursive: true })
  }
}
