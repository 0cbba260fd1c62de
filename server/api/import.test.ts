import { readFileSync } from 'node:fs'
import { zipSync } from 'fflate'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { outlineOf } from '@/lib/export/content'
import { toDocx } from '@/lib/export/docx'
import { STAMP } from '@/lib/export/testing'
import { gsef2020 } from '@/lib/report/samples'
import { type Client, guest, session, startWorld, type World } from './testing'

// The thread that reads files starts with the first one, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

const fixture = readFileSync(new URL('../../lib/report/samples/gsef-2020-workshop.txt', import.meta.url))

let world: World
let olga: Client
let event: string
let own: string
beforeAll(async () => {
  world = await startWorld()
  ;({ olga, event, session: own } = await session(world))
})
afterAll(() => world.end())

type Answer = {
  report: {
    title: string
    people: { name: string }[]
    details: Record<string, unknown>
    sections: { id: string; kind: string; pictures?: { file: { data?: string } | null }[] }[]
  }
  notes: { code: string; sentence: string }[]
  unplaced: unknown[]
}
const send = (body: Uint8Array | FormData | string, query = '', type = 'text/plain', who = olga) =>
  who.call('POST', `/import${query}`, {
    body,
    headers: body instanceof FormData ? {} : { 'content-type': type },
  })
const answerOf = async (response: Response) => {
  expect(response.status).toBe(200)
  return (await response.json()) as Answer
}
const problemOf = async (response: Response) => {
  const { code, detail } = (await response.json()) as { code: string; detail: string }
  return { status: response.status, code, detail }
}

test('a file becomes a report, which becomes a session when it is sent as one', async () => {
  const { report, notes, unplaced } = await answerOf(await send(fixture, `?event=${event}`))
  expect(report.title).toBe(gsef2020.title)
  expect(report.people.map(({ name }) => name)).toEqual(gsef2020.people.map(({ name }) => name))
  expect(notes.find(({ code }) => code === 'hint')?.sentence).toMatch(/^The template's hint was left out/)
  expect(unplaced).toEqual([])
  const before = await olga.ask<unknown[]>('GET', `/events/${event}/sessions`)
  const made = await olga.ask<{ id: string; title: string }>('POST', `/events/${event}/sessions`, report)
  expect(before).toHaveLength(1)
  expect(made.title).toBe(gsef2020.title)
  const markdown = await (await olga.call('GET', `/sessions/${made.id}/report.md`)).text()
  expect(markdown).toContain('We must think about developing crowdfunding')
})

test('a form with a file is taken too, and the name tells the format', async () => {
  const form = new FormData()
  form.set('file', new File(['# A title\n\n## Conclusion\n\nAll *agreed*.\n'], 'report.md'))
  const { report } = await answerOf(await send(form))
  expect(report.title).toBe('A title')
  expect(JSON.stringify(report.sections)).toContain('"marks":[{"type":"italic"}]')
})

test('what the file does not say of the event comes from the event', async () => {
  const { report } = await answerOf(await send('Conclusion\n\nAll agreed.', `?event=${event}`))
  expect(report.details.event).toBe('An event')
})

test('the pictures of a Word document come along, freed of what is no picture', async () => {
  const bytes = await sharp({ create: { width: 30, height: 20, channels: 3, background: 'teal' } })
    .withExif({ IFD0: { Copyright: 'Somewhere secret' } })
    .jpeg()
    .toBuffer()
  const sha256 = 'a'.repeat(64)
  const file = { sha256, type: 'image/jpeg' as const, width: 30, height: 20 }
  const sections = gsef2020.sections.map((one) =>
    one.kind === 'picture'
      ? { ...one, pictures: [{ id: 'p', file, caption: 'The room', description: 'A wall' }] }
      : one,
  )
  const image = { ...file, bytes: new Uint8Array(bytes) }
  const docx = await toDocx(outlineOf({ ...gsef2020, sections }, STAMP, new Map([[sha256, image]])), STAMP)
  const { report } = await answerOf(await send(docx, `?event=${event}`))
  const [picture] = report.sections.find(({ kind }) => kind === 'picture')!.pictures!
  const data = Buffer.from(picture!.file!.data!, 'base64')
  expect(data.includes('Somewhere secret')).toBe(false)
  expect(await sharp(data).metadata()).toMatchObject({ width: 30, height: 20 })
  const made = await olga.ask<{ id: string }>('POST', `/events/${event}/sessions`, report)
  expect(await (await olga.call('GET', `/sessions/${made.id}/report.html`)).text()).toContain(
    '<img src="data:image/jpeg',
  )
})

test.each([
  ['nothing', new Uint8Array(), 422, 'import-empty', /empty/],
  ['a PDF', new TextEncoder().encode('%PDF-1.7 …'), 415, 'import-pdf', /This is a PDF/],
  ['an old Word document', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1), 415, 'import-doc', /\.docx/],
  [
    'a zip that is no document',
    zipSync({ 'a.txt': new Uint8Array(3) }),
    415,
    'import-not-docx',
    /no Word document/,
  ],
  ['a damaged document', fixtureZip().subarray(0, 90), 422, 'import-broken', /damaged/],
  ['a zip bomb', bomb(), 413, 'import-too-much', /too large/],
  ['other JSON', new TextEncoder().encode('{"a": 1}'), 415, 'import-json', /no report/],
  [
    'bytes',
    Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919) % 31),
    415,
    'import-binary',
    /no text/,
  ],
])('%s is refused in the user’s words', async (_, bytes, status, code, words) => {
  const problem = await problemOf(await send(bytes))
  expect(problem).toMatchObject({ status, code })
  expect(problem.detail).toMatch(words)
})

test('who has no account may not import, and nobody for an event that is not theirs', async () => {
  const { client } = await guest(olga, own, 'rapporteur', 'Gus')
  expect((await send('x', '', 'text/plain', client)).status).toBe(401)
  expect((await problemOf(await send('x', '?event=none'))).code).toBe('unknown-event')
  expect((await problemOf(await send('x', '?template=none'))).code).toBe('unknown-template')
})

function fixtureZip(): Uint8Array {
  return zipSync({ 'word/document.xml': new TextEncoder().encode('<w:document/>'.repeat(50)) }, { level: 0 })
}

/** 200 MB of nothing in a few KB. */
function bomb(): Uint8Array {
  return zipSync({ 'word/document.xml': new Uint8Array(200 * 1024 * 1024) }, { level: 9 })
}
