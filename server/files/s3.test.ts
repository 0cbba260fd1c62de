import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type S3, startS3 } from '../scratch/s3'
import { sha256Of } from '../sha256'
import { goBy, goByOwnClock } from '../time'
import { bytesContract } from './contract'
import { diskBytes } from './disk'
import { homeOf, openBytes } from './homes'
import { s3Bytes } from './s3'
import { type Bucket, S3Refused, s3Client } from './s3-client'

/** In tests a try follows at once. */
const AT_ONCE = { waits: [0, 0, 0] }

let server: S3
beforeAll(async () => {
  server = await startS3()
})
afterAll(() => server.remove())
afterEach(goByOwnClock)

bytesContract('Bytes in S3', async () => {
  const bucket = await server.newBucket()
  return { bytes: s3Bytes(bucket), remove: async () => {} }
})

bytesContract('Bytes in S3, after others on the disk', async () => {
  const { home, remove } = await succeeding()
  return { bytes: openBytes(home), remove }
})

/** An instance that kept its files on the disk, and has a bucket since. */
async function succeeding() {
  const dataDir = await mkdtemp(join(tmpdir(), 'rapporteur-bytes-'))
  const home = homeOf({ dataDir, s3: await server.newBucket() })
  return { dataDir, home, remove: () => rm(dataDir, { recursive: true }) }
}

test('What was stored before there was a bucket is found still, and goes when it is removed', async () => {
  const { dataDir, home, remove } = await succeeding()
  onTestFinished(remove)
  const [before, bytes] = [diskBytes(dataDir), openBytes(home)]
  const [old, young] = [randomBytes(9), randomBytes(9)]
  await before.write(sha256Of(old), old)
  await bytes.write(sha256Of(young), young)
  expect(await before.read(sha256Of(young))).toBeUndefined()
  expect(old.equals((await bytes.read(sha256Of(old)))!)).toBe(true)
  expect(old.equals(await buffer((await bytes.open(sha256Of(old)))!))).toBe(true)
  await bytes.remove(sha256Of(old))
  expect(await before.read(sha256Of(old))).toBeUndefined()
})

/** What lies between us and the storage does to the next requests, one each; all others get through. */
type Fault = '503' | 'cut' | 'half'

async function behind(faults: Fault[]): Promise<Bucket> {
  const bucket = await server.newBucket()
  const target = new URL(server.endpoint)
  const between = createServer((incoming, outgoing) => {
    const fault = faults.shift()
    if (fault === 'cut') return void incoming.socket.destroy()
    if (fault === '503') return void incoming.resume().on('end', () => outgoing.writeHead(503).end())
    const { method, url, headers } = incoming
    const passed = request({ port: target.port, method, path: url, headers }, async (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers)
      if (!fault) return void answer.pipe(outgoing)
      const body = await buffer(answer)
      outgoing.write(body.subarray(0, body.length / 2), () => incoming.socket.destroy())
    })
    passed.on('error', () => outgoing.destroy())
    incoming.pipe(passed)
  }).listen(0, '127.0.0.1')
  onTestFinished(() => {
    between.closeAllConnections()
    between.close()
  })
  await once(between, 'listening')
  return { ...bucket, endpoint: `http://127.0.0.1:${(between.address() as AddressInfo).port}` }
}

test('What fails on the way is tried again, in either direction', async () => {
  const faults: Fault[] = []
  const bytes = s3Bytes(await behind(faults), AT_ONCE)
  const content = randomBytes(300_000)
  const sha256 = sha256Of(content)
  faults.push('503', 'cut')
  await bytes.write(sha256, content)
  faults.push('cut', '503', 'half')
  expect(content.equals((await bytes.read(sha256))!)).toBe(true)
  faults.push('503', 'cut')
  expect(content.equals(await buffer((await bytes.open(sha256))!))).toBe(true)
  faults.push('503')
  await bytes.remove(sha256)
  faults.push('503')
  expect(await bytes.read(sha256)).toBeUndefined()
  expect(faults).toEqual([])
})

test('A storage that stays away is an error, and never “not there”', async () => {
  const faults: Fault[] = Array(4).fill('503')
  const bytes = s3Bytes(await behind(faults), AT_ONCE)
  await expect(bytes.read('aa')).rejects.toThrow('503')
  faults.push('cut', 'cut', 'cut', 'cut')
  await expect(bytes.open('aa')).rejects.toThrow('does not answer')
  await expect(s3Bytes({ ...(await server.newBucket()), name: 'none' }).read('aa')).rejects.toThrow(
    'NoSuchBucket',
  )
})

test('A stream that breaks off fails, instead of ending early', async () => {
  const faults: Fault[] = []
  const bytes = s3Bytes(await behind(faults), AT_ONCE)
  const content = randomBytes(3_000_000)
  await bytes.write(sha256Of(content), content)
  faults.push('half')
  await expect(buffer((await bytes.open(sha256Of(content)))!)).rejects.toThrow()
})

test('Bytes that are not those of their name are neither taken nor handed out', async () => {
  const bucket = await server.newBucket()
  const bytes = s3Bytes(bucket, AT_ONCE)
  const sha256 = sha256Of(randomBytes(9))
  await expect(bytes.write(sha256, randomBytes(9))).rejects.toThrow(S3Refused)
  expect(await bytes.read(sha256)).toBeUndefined()
  const other = randomBytes(9)
  const put = {
    method: 'PUT',
    key: `files/${sha256}`,
    body: new Uint8Array(other),
    sha256: sha256Of(other),
  } as const
  await s3Client(bucket).ask(put, (answer) => answer.text())
  await expect(bytes.read(sha256)).rejects.toThrow('is damaged')
  await expect(buffer((await bytes.open(sha256))!)).rejects.toThrow('is damaged')
})

test('Whoever stores a file while another node removes it keeps it', async () => {
  const bytes = s3Bytes(await server.newBucket())
  const content = randomBytes(9)
  const sha256 = sha256Of(content)
  await bytes.write(sha256, content)
  let rows = 0
  await bytes.remove(sha256, async () => rows++ > 0)
  expect(content.equals((await bytes.read(sha256))!)).toBe(true)
})

test('A clock an hour off is no obstacle', async () => {
  const bytes = s3Bytes(await server.newBucket(), AT_ONCE)
  goBy({ time: Date.now() - 60 * 60 * 1000, ticks: performance.now() })
  await bytes.check()
})

test('More files than one answer lists are all named', async () => {
  const bytes = s3Bytes(await server.newBucket(), { page: 2 })
  const all = Array.from({ length: 5 }, (_, index) => Buffer.from(`${index}`))
  for (const content of all) await bytes.write(sha256Of(content), content)
  const names: string[] = []
  for await (const name of bytes.names()) names.push(name)
  expect(names.sort()).toEqual(all.map(sha256Of).sort())
})

test('What is wrong with the bucket is said in a sentence', async () => {
  const bucket = await server.newBucket()
  const trouble = (wrong: Partial<Bucket>) =>
    s3Bytes({ ...bucket, ...wrong }, { waits: [] })
      .check()
      .then(
        () => 'none',
        (error: Error) => error.message.replace(/^The bucket \S+ at \S+ cannot be used: /, ''),
      )
  expect(await trouble({ name: 'none' })).toBe(
    'there is no such bucket. Make it first, or correct S3_BUCKET.',
  )
  expect(await trouble({ accessKeyId: 'nobody:here' })).toContain('S3_ACCESS_KEY_ID')
  expect(await trouble({ secretAccessKey: 'wrong' })).toBe(
    'S3_SECRET_ACCESS_KEY does not belong to S3_ACCESS_KEY_ID.',
  )
  expect(await trouble({ endpoint: 'http://127.0.0.1:1' })).toContain('does not answer')
})
