import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { handleApi } from '.'
import { type Client, guest, session, startWorld, type World } from './testing'

let world: World
let olga: Client
let id: string
let event: string
beforeEach(async () => {
  world = await startWorld()
  ;({ olga, session: id, event } = await session(world))
})
afterEach(() => world.end())

type Added = { sha256: string; type: string; width: number; height: number }
const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#346' } })
const add = (bytes: Uint8Array) =>
  olga.call('POST', `/sessions/${id}/pictures`, { body: new Uint8Array(bytes) })
const stored = () =>
  readdir(join(world.config.dataDir, 'files'), { recursive: true, withFileTypes: true })
    .then((entries) => entries.filter((entry) => entry.isFile()).map(({ name }) => name))
    .catch(() => [])

test('a picture is turned upright, loses its metadata, and is read back as it was stored', async () => {
  const photo = await blank(40, 20)
    .withExif({ IFD0: { Copyright: 'Somewhere secret', Orientation: '6' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const file = (await (await add(photo)).json()) as Added
  expect(file).toMatchObject({ type: 'image/jpeg', width: 20, height: 40 })
  const response = await olga.call('GET', `/sessions/${id}/pictures/${file.sha256}`)
  expect(response.headers.get('content-type')).toBe('image/jpeg')
  const bytes = new Uint8Array(await response.arrayBuffer())
  expect((await sharp(bytes).metadata()).exif).toBeUndefined()
  expect(Buffer.from(bytes).includes('Somewhere secret')).toBe(false)
  expect(await stored()).toEqual([file.sha256])
})

test('PNG and WebP are taken, raw or as the file of a form', async () => {
  expect(await (await add(await blank(3, 2).png().toBuffer())).json()).toMatchObject({ type: 'image/png' })
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(await blank(3, 2).webp().toBuffer())], { type: 'image/webp' }))
  const response = await olga.call('POST', `/sessions/${id}/pictures`, { body: form })
  expect([response.status, (await response.json()).type]).toEqual([201, 'image/webp'])
})

test('what is no picture, too large, of too many pixels or damaged is refused in a sentence, and not stored', async () => {
  const jpeg = await blank(400, 400).jpeg().toBuffer()
  const refusals: [Uint8Array, number, string][] = [
    [new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'), 415, 'picture-type'],
    [await blank(2, 2).gif().toBuffer(), 415, 'picture-type'],
    [new Uint8Array(10 * 1024 * 1024 + 1), 413, 'picture-too-big'],
    [await blank(6000, 4001).png().toBuffer(), 422, 'picture-too-many-pixels'],
    [jpeg.subarray(0, jpeg.length / 2), 422, 'picture-broken'],
    [jpeg.subarray(0, 10), 422, 'picture-broken'],
  ]
  for (const [bytes, status, code] of refusals) {
    const response = await add(bytes)
    const problem = (await response.json()) as { code: string; detail: string }
    expect([response.status, problem.code]).toEqual([status, code])
    expect(problem.detail).toMatch(/^This .*\.$/)
  }
  expect(await stored()).toEqual([])
})

test('what is too large is read to its end, so that whoever sends it hears why', async () => {
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent++ < 20) controller.enqueue(new Uint8Array(1024 * 1024))
      else controller.close()
    },
  })
  const response = await handleApi(
    new Request(`${world.config.baseUrl}/api/v1/sessions/${id}/pictures`, {
      method: 'POST',
      headers: {
        origin: world.config.baseUrl,
        cookie: [...olga.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      body,
      duplex: 'half',
    } as RequestInit),
  )
  expect([response.status, (await response.json()).code, sent]).toEqual([413, 'picture-too-big', 21])
})

test('who may not write stores no picture, and a picture is read in its own session only', async () => {
  const file = (await (await add(await blank(3, 2).png().toBuffer())).json()) as Added
  const rita = (await guest(olga, id, 'reader', 'Rita')).client
  const refused = await rita.call('POST', `/sessions/${id}/pictures`, { body: new Uint8Array(3) })
  expect(refused.status).toBe(403)
  expect((await rita.call('GET', `/sessions/${id}/pictures/${file.sha256}`)).status).toBe(200)
  const other = await olga.ask<{ id: string }>('POST', `/events/${event}/sessions`, {})
  expect((await olga.call('GET', `/sessions/${other.id}/pictures/${file.sha256}`)).status).toBe(404)
})

test('an event has a banner, until it is taken away', async () => {
  const set = await olga.call('POST', `/events/${event}/banner`, {
    body: new Uint8Array(await blank(30, 10).png().toBuffer()),
  })
  const { sha256 } = (await set.json()) as Added
  expect(await olga.ask('GET', `/events/${event}`)).toMatchObject({ banner: sha256 })
  expect((await olga.call('GET', `/events/${event}/banner`)).headers.get('content-type')).toBe('image/png')
  expect(await olga.ask('PATCH', `/events/${event}`, { banner: null })).toMatchObject({ banner: null })
  expect((await olga.call('GET', `/events/${event}/banner`)).status).toBe(404)
})
