import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { everyKind, gsef2020 } from '@/lib/report/samples'
import { BUILT_IN } from '@/lib/report/templates'
import { type Client, organiser, startWorld, type World } from './testing'

let world: World
let olga: Client
let event: string
beforeEach(async () => {
  world = await startWorld()
  olga = await organiser(world)
  const made = await olga.ask<{ id: string }>('POST', '/events', {
    name: 'Forum 2026',
    theme: 'Rivers',
    startDate: '2026-05-04',
    endDate: '2026-05-06',
    languages: ['fr', 'en'],
    template: 'forum-session',
  })
  event = made.id
})
afterEach(() => world.end())

type Made = { id: string; url: string; title: string; state: string }
const create = (report: unknown) => olga.ask<Made>('POST', `/events/${event}/sessions`, report)
const refused = async (report: unknown) => {
  const response = await olga.call('POST', `/events/${event}/sessions`, { body: report })
  return { status: response.status, ...((await response.json()) as { code: string; faults: unknown }) }
}
const nothingCreated = async () => {
  expect(await olga.ask('GET', `/events/${event}/sessions`)).toEqual([])
}

test('a partial report gets the rest from the event and its template', async () => {
  const { id, url, title, state } = await create({ title: 'Opening' })
  expect({ url, title, state }).toEqual({
    url: `http://localhost:3000/sessions/${id}`,
    title: 'Opening',
    state: 'draft',
  })
  const report = await olga.ask<typeof gsef2020>('GET', `/sessions/${id}/report`)
  expect(report).toMatchObject({
    title: 'Opening',
    language: 'fr',
    details: { event: 'Forum 2026', theme: 'Rivers', eventStart: '2026-05-04', eventEnd: '2026-05-06' },
    template: { name: 'forum-session' },
  })
})

test('an empty body makes an empty session', async () => {
  const response = await olga.call('POST', `/events/${event}/sessions`)
  expect(response.status).toBe(201)
})

test('the template’s prompts are put in the report’s language, unless the body brings its own', async () => {
  const template = structuredClone(BUILT_IN['forum-session'])
  const section = template.sections.find((each) => each.kind === 'prompt')!
  if (section.kind === 'prompt') section.questions = [{ en: 'Why?', fr: 'Pourquoi ?' }]
  const asked = await create({ template })
  const report = await olga.ask<typeof gsef2020>('GET', `/sessions/${asked.id}/report`)
  expect(report.sections.find((each) => each.kind === 'prompt')).toMatchObject({
    prompts: [{ question: [{ type: 'paragraph', content: [{ type: 'text', text: 'Pourquoi ?' }] }] }],
  })
  const own = await create({ template, sections: [{ id: section.id, kind: 'prompt', prompts: [] }] })
  const plain = await olga.ask<typeof gsef2020>('GET', `/sessions/${own.id}/report`)
  expect(plain.sections.find((each) => each.kind === 'prompt')).toMatchObject({ prompts: [] })
})

test('a report brings its own template, by name or whole', async () => {
  const { id } = await create({ template: 'igf-workshop' })
  expect(await olga.ask('GET', `/sessions/${id}`)).toMatchObject({ template: { name: 'igf-workshop' } })
  expect(await refused({ template: 'no-such' })).toMatchObject({
    status: 422,
    faults: [{ path: 'template', reason: expect.stringContaining('igf-workshop') }],
  })
})

test('an exported report has no hints, and gets them back where it comes in', async () => {
  const template = BUILT_IN['igf-workshop']
  const { id } = await create({ template: 'igf-workshop' })
  const exported = await olga.ask<{ template: { sections: { hint: object }[] } }>(
    'GET',
    `/sessions/${id}/report`,
  )
  for (const { hint } of exported.template.sections) expect(hint).toEqual({})
  const again = await create(exported)
  expect(await olga.ask('GET', `/sessions/${again.id}`)).toMatchObject({ template })
})

test('every fault of a report is named by its path, and nothing is created', async () => {
  const answer = await refused({
    title: 7,
    people: [{ id: 'a', name: 'Ana' }, { id: 'a b' }],
    details: { date: 'yesterday' },
    sections: [{ id: 'nowhere', kind: 'text' }],
  })
  expect(answer).toMatchObject({ status: 422, code: 'faulty' })
  const paths = (answer.faults as { path: string }[]).map(({ path }) => path)
  expect(paths).toEqual(expect.arrayContaining(['title', 'people.1.id', 'details.date']))
  const references = await refused({
    people: [{ id: 'a' }],
    sections: [{ id: 'remarks', kind: 'remarks', remarks: [{ person: 'b', text: 'Hm' }] }],
  })
  expect(references.status).toBe(422)
  await nothingCreated()
})

test('broken JSON is refused with what is broken, and nothing is created', async () => {
  const response = await olga.call('POST', `/events/${event}/sessions`, { body: '{"title": "x",}' })
  const problem = (await response.json()) as { code: string; faults: unknown[] }
  expect([response.status, problem.code, problem.faults.length]).toEqual([400, 'broken-json', 1])
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  await nothingCreated()
})

test('a session made from what another exported exports the same', async () => {
  for (const sample of [gsef2020, everyKind]) {
    const withBytes = withPictures(sample)
    const first = await create(withBytes)
    const exported = await olga.ask<Record<string, unknown>>('GET', `/sessions/${first.id}/report`)
    const second = await create(exported)
    const again = await olga.ask<Record<string, unknown>>('GET', `/sessions/${second.id}/report`)
    const { stamp, ...rest } = exported as { stamp: { sha256: string } }
    const { stamp: stampAgain, ...restAgain } = again as { stamp: { sha256: string } }
    expect(restAgain).toEqual(rest)
    expect(stampAgain.sha256).toBe(stamp.sha256)
  }
})

test('a picture in a report must have its bytes, and the hash that stands beside them', async () => {
  const bytes = await sharp({ create: { width: 4, height: 3, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  const file = { sha256: 'ab'.repeat(32), type: 'image/png', width: 4, height: 3 }
  const withFile = (picture: unknown) => ({
    template: 'forum-session',
    sections: [{ id: 'picture', kind: 'picture', pictures: [{ id: 'p', file: picture }] }],
  })
  expect(await refused(withFile(file))).toMatchObject({
    faults: [{ path: 'sections.0.pictures.0.file.data' }],
  })
  expect(await refused(withFile({ ...file, data: bytes.toString('base64') }))).toMatchObject({
    faults: [{ path: 'sections.0.pictures.0.file', reason: expect.stringContaining('SHA-256') }],
  })
  await nothingCreated()
})

test('a report with more text than a document may hold is refused, and nothing is created', async () => {
  const text = 'A sentence of some length. '.repeat(400_000)
  const answer = await refused({ sections: [{ id: 'conclusion', kind: 'conclusion', text }] })
  expect(answer).toMatchObject({ status: 413, code: 'too-large' })
  await nothingCreated()
})

test('each export says which version it is and has the session’s name', async () => {
  const { id } = await create({ title: 'Économie “sociale”: 한국' })
  for (const format of ['docx', 'pdf', 'html', 'md', 'json']) {
    const response = await olga.call('GET', `/sessions/${id}/report.${format}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('x-report-sha256')).toMatch(/^[0-9a-f]{64}$/)
    expect(response.headers.get('x-report-seq')).toBe('1')
    const disposition = response.headers.get('content-disposition')!
    expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''/)
    expect(decodeURIComponent(disposition.split("UTF-8''")[1]!)).toContain('Économie “sociale” 한국')
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(bytes.length).toBeGreaterThan(100)
    expect(response.headers.get('etag')).toBe(`"${createHash('sha256').update(bytes).digest('hex')}"`)
  }
  expect((await olga.call('GET', `/sessions/${id}/report.xls`)).status).toBe(404)
}, 60_000)

test('what does not exist is a problem with a sentence', async () => {
  for (const path of ['/sessions/none', '/events/none', '/nowhere', `/events/${event}/banner`]) {
    const response = await olga.call('GET', path)
    const problem = (await response.json()) as { status: number; detail: string }
    expect([response.status, problem.status]).toEqual([404, 404])
    expect(problem.detail).toMatch(/^[A-Z].*\.$|^There is nothing at/)
  }
  const method = await olga.call('PATCH', '/me', { body: {} })
  expect([method.status, method.headers.get('allow')]).toEqual([405, 'GET'])
})

test('a list shows titles as the documents have them now', async () => {
  const { id } = await create({ title: 'Before' })
  await world.rooms.edit(id, 'test', (doc) => {
    const title = doc.getText('title')
    title.delete(0, title.length)
    title.insert(0, 'After')
  })
  expect(await olga.ask('GET', `/events/${event}/sessions`)).toMatchObject([{ id, title: 'After' }])
})

test('an event is changed, and its dates taken away', async () => {
  await olga.ask('PATCH', `/events/${event}`, { name: 'Renamed', endDate: null, template: 'short-minutes' })
  expect(await olga.ask('GET', `/events/${event}`)).toMatchObject({
    name: 'Renamed',
    theme: 'Rivers',
    startDate: '2026-05-04',
    endDate: null,
    template: { name: 'short-minutes' },
  })
  expect((await olga.call('PATCH', `/events/${event}`, { body: { endDate: '2026-05-01' } })).status).toBe(422)
})

/** A sample without pictures that it has no bytes of. */
function withPictures(sample: typeof gsef2020): typeof gsef2020 {
  const sections = sample.sections.map((section) =>
    section.kind === 'picture'
      ? {
          ...section,
          pictures: section.pictures.map((picture) =>
            picture.file?.data ? picture : { ...picture, file: null },
          ),
        }
      : section,
  )
  return { ...sample, sections }
}
