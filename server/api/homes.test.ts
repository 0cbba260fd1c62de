import pg from 'pg'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { BookInfo } from '@/lib/api/schemas'
import { p, templateOf } from '@/lib/word-template/testing'
import { homeOf, openBytes } from '../files/homes'
import { type Postgres, startPostgres } from '../scratch/postgres'
import { type S3, startS3 } from '../scratch/s3'
import { freePort } from '../testing'
import { session, startWorld } from './testing'

// A process is started for each book, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000 })

let postgres: Postgres
let s3: S3
beforeAll(async () => {
  ;[postgres, s3] = await Promise.all([startPostgres(), startS3()])
})
afterAll(() => Promise.all([postgres.remove(), s3.remove()]))

const REPORT = {
  title: 'With a picture',
  sections: [{ id: 'conclusion', kind: 'conclusion', text: 'What came of it.' }],
}

const picture = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: '#346' } })
    .png()
    .toBuffer()

async function inBucket() {
  const { endpoint, name, accessKeyId, secretAccessKey } = await s3.newBucket()
  return {
    S3_ENDPOINT: endpoint,
    S3_BUCKET: name,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
  }
}
const HOMES: Record<string, () => Promise<Record<string, string>>> = {
  'on the disk': async () => ({}),
  'in PostgreSQL': async () => ({ DATABASE_URL: await postgres.newDatabase() }),
  'in S3': inBucket,
  'in S3, the rest in PostgreSQL': async () => ({
    DATABASE_URL: await postgres.newDatabase(),
    ...(await inBucket()),
  }),
}

describe.each(Object.keys(HOMES))('Files %s', (where) => {
  test('Pictures, Word templates and books are kept there, come into what is made of them, and go', async () => {
    const world = await startWorld(await HOMES[where]!())
    const home = openBytes(homeOf(world.config))
    try {
      const { olga, event, session: id } = await session(world, REPORT)
      const body = new Uint8Array(await picture())
      const { sha256 } = (await (await olga.call('POST', `/sessions/${id}/pictures`, { body })).json()) as {
        sha256: string
      }
      const shown = await olga.call('GET', `/sessions/${id}/pictures/${sha256}`)
      expect(new Uint8Array(await shown.arrayBuffer())).toEqual(new Uint8Array((await home.read(sha256))!))

      const template = (await (
        await olga.call('POST', `/events/${event}/templates?name=a.docx`, {
          body: templateOf({ body: p('{{title}}') }),
        })
      ).json()) as { id: string }
      expect((await olga.call('GET', `/sessions/${id}/report.docx`)).status).toBe(200)

      const { id: book } = await olga.ask<BookInfo>('POST', `/events/${event}/book.docx`, { sessions: [id] })
      const made = () => olga.ask<BookInfo>('GET', `/events/${event}/books/${book}`)
      await expect.poll(async () => (await made()).progress.step, { timeout: 120_000 }).toBe('ended')
      expect(await made()).toMatchObject({ state: 'done' })
      const file = await olga.call('GET', `/events/${event}/books/${book}/file`)
      const tag = file.headers.get('etag')!.replaceAll('"', '')
      expect(new Uint8Array(await file.arrayBuffer())).toEqual(new Uint8Array((await home.read(tag))!))

      const names = async () => {
        const all: string[] = []
        for await (const name of home.names()) all.push(name)
        return all
      }
      expect(await names()).toHaveLength(3)
      await olga.ask('DELETE', `/events/${event}/books/${book}`)
      await olga.ask('DELETE', `/events/${event}/templates/${template.id}`)
      expect(await names()).toEqual([sha256])
    } finally {
      await home.close()
      await world.end()
    }
  })
})

test('While the bucket does not answer, a picture is refused with a sentence, and tried again', async () => {
  const world = await startWorld({
    ...(await inBucket()),
    S3_ENDPOINT: `http://127.0.0.1:${await freePort()}`,
  })
  onTestFinished(world.end)
  const { olga, session: id } = await session(world, REPORT)
  const refused = await olga.call('POST', `/sessions/${id}/pictures`, {
    body: new Uint8Array(await picture()),
  })
  expect(refused.status).toBe(503)
  expect(refused.headers.get('retry-after')).toBe('10')
  expect(await refused.json()).toMatchObject({ code: 'files-away' })
  expect((await olga.call('GET', `/sessions/${id}/report.docx`)).status).toBe(200)
})

test('A picture that is damaged in the database is not shown, and the report comes out without it', async () => {
  const url = await postgres.newDatabase()
  const world = await startWorld({ DATABASE_URL: url })
  onTestFinished(world.end)
  const { olga, session: id } = await session(world, REPORT)
  const body = new Uint8Array(await picture())
  const { sha256 } = (await (await olga.call('POST', `/sessions/${id}/pictures`, { body })).json()) as {
    sha256: string
  }
  const client = new pg.Client(url)
  await client.connect()
  await client.query('update file_bytes set data = $1', [Buffer.from('another')])
  await client.end()
  expect((await olga.call('GET', `/sessions/${id}/pictures/${sha256}`)).status).toBe(404)
  expect((await olga.call('GET', `/sessions/${id}/report.docx`)).status).toBe(200)
})
