import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { homeOf, openBytes } from '../files/homes'
import type { Bucket } from '../files/s3-client'
import { type Postgres, startPostgres } from '../scratch/postgres'
import { type S3, startS3 } from '../scratch/s3'
import { openPostgresStore } from '../store'
import { move } from './move'
import { fillFolder, newFolder } from './testing'

/*
 * The commands where the files, or all of the data, are not in the data folder.
 */

let server: Postgres
let storage: S3
beforeAll(async () => {
  ;[server, storage] = await Promise.all([startPostgres(), startS3()])
})
afterAll(() => Promise.all([server.remove(), storage.remove()]))

async function run(command: string, args: string[], env: Record<string, string> = {}) {
  const script = join(import.meta.dirname, `${command}-command.ts`)
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    env: { ...process.env, ...env },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text))
  const [code] = await once(child, 'close')
  return { said, code }
}

const settings = ({ endpoint, name, accessKeyId, secretAccessKey }: Bucket) => ({
  S3_ENDPOINT: endpoint,
  S3_BUCKET: name,
  S3_ACCESS_KEY_ID: accessKeyId,
  S3_SECRET_ACCESS_KEY: secretAccessKey,
})

test('A folder whose files are in a bucket is checked, backed up and restored with them', async () => {
  const root = await newFolder()
  const { dir, picture } = await fillFolder(join(root, 'data'))
  const sha256 = picture.split('/').at(-1)!
  const s3 = await storage.newBucket()
  const bucket = openBytes(homeOf({ dataDir: join(root, 'none'), s3 }))
  await bucket.write(sha256, Buffer.from('a picture'))
  await rm(dirname(dirname(picture)), { recursive: true })
  const env = { ...settings(s3), DATA_DIR: dir }
  expect(await run('verify', [], env)).toMatchObject({
    code: 0,
    said: expect.stringContaining('1 file: all is well'),
  })
  const backup = join(root, 'backup')
  expect(await run('backup', [backup], env)).toMatchObject({ code: 0 })
  expect(await readdir(backup)).toContain('files')
  expect(await run('verify', [backup])).toMatchObject({ code: 0 })

  await bucket.remove(sha256)
  const lost = await run('verify', [], env)
  expect(lost).toMatchObject({ code: 1, said: expect.stringContaining(`is missing: files/${sha256}`) })
  expect(await run('restore', [backup], env)).toMatchObject({ code: 0 })
  expect(Buffer.from((await bucket.read(sha256))!).toString()).toBe('a picture')
  expect(await readdir(dir)).not.toContain('files')
  await bucket.close()
})

test('Data in PostgreSQL is checked there, also beside a node; a copy of it is made by its own tools', async () => {
  const root = await newFolder()
  const { dir, room, picture } = await fillFolder(join(root, 'data'))
  const url = await server.newDatabase()
  await move({ kind: 'folder', dir }, { kind: 'database', url })
  const node = await openPostgresStore(url)
  expect(await run('verify', [], { DATABASE_URL: url })).toEqual({
    said: `Checked ${url}: 1 session, 3 log entries, 1 file: all is well.\n`,
    code: 0,
  })
  await node.close()
  const client = new pg.Client(url)
  await client.connect()
  await client.query('update file_bytes set data = $1', [Buffer.from('another!!')])
  await client.query('delete from room_update')
  await client.end()
  const { said, code } = await run('verify', [url])
  expect(code).toBe(1)
  expect(said).toContain('lacks its entry 3 of 3')
  expect(said).toContain(
    `A picture of the session ${room} is not what was stored: ${picture.split('/').at(-1)}`,
  )
  for (const command of ['backup', 'restore'])
    expect((await run(command, [join(root, 'x')], { DATABASE_URL: url })).said).toContain('pg_dump')
})
