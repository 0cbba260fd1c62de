import JSZip from 'jszip'
import mammoth from 'mammoth'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { WordTemplateInfo } from '@/lib/api/word-template'
import { gsef2020 } from '@/lib/report/samples'
import { p, templateOf } from '@/lib/word-template/testing'
import { type Client, guest, session, startWorld, type World } from './testing'

// The machine may be busy, and the threads start with the first file.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let world: World
let olga: Client
let event: string
let id: string
beforeAll(async () => {
  world = await startWorld()
  ;({ olga, event, session: id } = await session(world, gsef2020))
})
afterAll(() => world.end())

const upload = (body: Uint8Array, name = 'letterhead.docx') =>
  olga.call('POST', `/events/${event}/templates?name=${name}`, { body })
const textOf = async (response: Response) =>
  (await mammoth.extractRawText({ buffer: Buffer.from(await response.arrayBuffer()) })).value
const list = () => olga.ask<WordTemplateInfo[]>('GET', `/events/${event}/templates`)

test('reports come out in the newest Word template, in another that is asked for, or in none', async () => {
  const first = await upload(templateOf({ body: p('FIRST {{title}}') + p('{{titel}}') }))
  expect(first.status).toBe(201)
  const made = (await first.json()) as WordTemplateInfo
  expect(made).toMatchObject({ name: 'letterhead.docx', inForce: true, byName: 'Olga' })
  expect(made.findings).toMatchObject({
    known: [{ name: 'title', times: 1 }],
    unknown: [{ written: '{{titel}}', place: 'text', suggestion: 'title', fault: 'unknown' }],
  })
  expect(made.findings.missing.map(({ name }) => name)).toContain('conclusion')
  const second = (await (
    await upload(templateOf({ body: p('SECOND {{title}}') }), 'b.docx')
  ).json()) as WordTemplateInfo
  expect((await list()).map(({ name, inForce }) => [name, inForce])).toEqual([
    ['b.docx', true],
    ['letterhead.docx', false],
  ])
  const report = (query: string) => olga.call('GET', `/sessions/${id}/report.docx${query}`)
  expect(await textOf(await report(''))).toContain(`SECOND ${gsef2020.title}`)
  expect(await textOf(await report(`?template=${made.id}`))).toContain(`FIRST ${gsef2020.title}`)
  const plain = await textOf(await report('?template=none'))
  expect(plain).toContain(gsef2020.title)
  expect(plain).not.toContain('SECOND')
  expect(await (await report('?template=other')).json()).toMatchObject({
    status: 404,
    code: 'unknown-template',
  })

  const stored = await olga.call('GET', `/events/${event}/templates/${second.id}`)
  expect(stored.headers.get('content-disposition')).toContain('b.docx')
  expect(await textOf(stored)).toContain('SECOND {{title}}')
  expect((await olga.call('DELETE', `/events/${event}/templates/${second.id}`)).status).toBe(204)
  expect(await textOf(await report(''))).toContain('FIRST')
  expect((await olga.call('DELETE', `/events/${event}/templates/${made.id}`)).status).toBe(204)
  expect(await textOf(await report(''))).not.toContain('FIRST')
  expect(await list()).toEqual([])
})

test('only organisers upload and remove; who is of another event sees none', async () => {
  const made = (await (await upload(templateOf({ body: p('{{title}}') }))).json()) as WordTemplateInfo
  const { client } = await guest(olga, id, 'rapporteur', 'Gia')
  for (const [method, path] of [
    ['POST', ''],
    ['GET', ''],
    ['DELETE', `/${made.id}`],
  ] as const)
    expect((await client.call(method, `/events/${event}/templates${path}`)).status).toBe(401)
  expect((await client.call('GET', `/sessions/${id}/report.docx?template=${made.id}`)).status).toBe(200)
  const other = await olga.ask<{ id: string }>('POST', '/events', { name: 'Another event' })
  expect((await olga.call('DELETE', `/events/${other.id}/templates/${made.id}`)).status).toBe(404)
  await olga.ask('DELETE', `/events/${event}/templates/${made.id}`)
})

test.each([
  ['what is no Word document', new TextEncoder().encode('Hello'), 415, 'word-not-docx'],
  ['an old Word document', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), 415, 'word-old-or-protected'],
  [
    'one with macros',
    templateOf({ body: p('{{title}}'), files: { 'word/vbaProject.bin': 'x' } }),
    422,
    'word-macros',
  ],
])('%s is refused in a sentence, and nothing is kept', async (_, bytes, status, code) => {
  const response = await upload(bytes)
  expect(await response.json()).toMatchObject({ status, code, detail: expect.stringMatching(/^This .+\./) })
  expect(await list()).toEqual([])
})

test('the sample has a place for each section, and every placeholder in it is known', async () => {
  const response = await olga.call('GET', `/events/${event}/templates/sample.docx?language=fr`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const { findings } = (await (await upload(bytes, 'sample.docx')).json()) as WordTemplateInfo
  expect(findings).toMatchObject({ unknown: [], missing: [] })
  const xml = await (await JSZip.loadAsync(bytes)).file('word/document.xml')!.async('text')
  expect(xml).toContain('Intervenantes et intervenants')
})
