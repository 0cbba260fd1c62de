import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { applyExactly } from '@/lib/report/apply'
import { sha256OfReport } from '@/lib/report/canonical'
import { gsef2020 } from '@/lib/report/samples'
import { seedDocument } from '@/lib/report/seed'
import { openStore } from '../store'
import type { Store } from '../store/store'

/* A folder with a session, an approval, a picture and a secret, as a server leaves it. */

export async function newFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'rapporteur-maintenance-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  return dir
}

export type Filled = { dir: string; room: string; picture: string }

export async function fillFolder(dir: string): Promise<Filled> {
  const store = await openStore(dir)
  const { id: room } = await store.sessions.create({
    event: 'e',
    template: gsef2020.template,
    state: 'approved',
    createdBy: 'ana',
    title: 'Care',
  })
  const doc = seedDocument(gsef2020)
  await store.log.create({ room, user: 'ana', data: Y.encodeStateAsUpdate(doc), clients: [doc.clientID] })
  await typeInto(store, room, 'Before. ')
  await store.log.compact(room)
  await typeInto(store, room, 'After. ')
  const sha256 = await sha256OfReport(gsef2020)
  const approval = { session: room, seq: 3, sha256, report: gsef2020, by: 'ana', byName: 'Ana', at: 1 }
  await store.approvals.create(approval)
  const bytes = Buffer.from('a picture')
  const hash = createHash('sha256').update(bytes).digest('hex')
  const file = { event: 'e', session: room, sha256: hash, type: 'image/png', width: 1, height: 1 }
  await store.files.ready((await store.files.create({ ...file, bytes: bytes.length })).id)
  const picture = join(dir, 'files', hash.slice(0, 2), hash)
  await mkdir(dirname(picture), { recursive: true })
  await writeFile(picture, bytes)
  await writeFile(join(dir, 'secret'), 'secret\n')
  await store.close()
  return { dir, room, picture }
}

/** Somebody writes at the beginning of the title. */
export async function typeInto(store: Store, room: string, text: string): Promise<void> {
  const doc = await documentIn(store, room)
  const before = Y.encodeStateVector(doc)
  doc.getText('title').insert(0, text)
  await store.log.append({ room, user: 'ana', data: Y.encodeStateAsUpdate(doc, before) })
}

export async function documentIn(store: Store, room: string): Promise<Y.Doc> {
  const { snapshot, updates } = await store.log.load(room)
  const doc = new Y.Doc()
  applyExactly(doc, snapshot ? [snapshot, ...updates] : updates)
  return doc
}

/** Runs statements on a folder's database behind everybody's back. */
export function behind(dir: string, ...statements: string[]): void {
  const sqlite = new Sqlite(join(dir, 'rapporteur.db'))
  for (const statement of statements) sqlite.exec(statement)
  sqlite.close()
}
