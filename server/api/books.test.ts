import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { BookInfo, Problem } from '@/lib/api/schemas'
import { createBooks } from '../books'
import { type Maker, startMaker } from '../books/maker'
import { openPdf, textOfPdf } from '../export/testing'
import { homeOf, openBytes } from '../files/homes'
import { createJobs } from '../jobs'
import { behind, flipByte } from '../reports/testing'
import { type Client, guest, organiser, startWorld, type World } from './testing'

// A process is started for each book, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000 })
const WAIT = { timeout: 120_000 }

let world: World
let olga: Client
let event: string
beforeEach(async () => {
  world = await startWorld()
  olga = await organiser(world)
  event = (await olga.ask<{ id: string }>('POST', '/events', { name: 'Forum of Cities' })).id
})
afterEach(() => world.end())

async function reported(
  title: string,
  state: 'draft' | 'review' | 'approved' = 'approved',
  report: object = {},
) {
  const sections = [{ id: 'conclusion', kind: 'conclusion', text: `What came of ${title}.` }]
  const { id } = await olga.ask<{ id: string }>('POST', `/events/${event}/sessions`, {
    title,
    sections,
    ...report,
  })
  if (state === 'review') await olga.ask('POST', `/sessions/${id}/submit`)
  if (state === 'approved') await olga.ask('POST', `/sessions/${id}/approve`)
  return id
}

const make = (format: string, body?: object) =>
  olga.ask<BookInfo>('POST', `/events/${event}/book.${format}`, body)

/** Asks how far it is until it has ended. */
async function ended({ id }: BookInfo): Promise<BookInfo> {
  for (;;) {
    const book = await olga.ask<BookInfo>('GET', `/events/${event}/books/${id}`)
    if (book.state !== 'waiting' && book.state !== 'running') return book
  }
}

async function problem(method: string, path: string, body?: unknown, client = olga) {
  const response = await client.call(method, path, body === undefined ? {} : { body })
  const { code, detail } = (await response.json()) as Problem
  return { status: response.status, code, detail, retry: response.headers.get('retry-after') }
}

async function textOf(path: string) {
  const response = await olga.call('GET', path)
  expect(response.status).toBe(200)
  return textOfPdf(await openPdf(new Uint8Array(await response.arrayBuffer())))
}

describe('a book', () => {
  test('of all approved reports is asked for, waited for and downloaded; the others are listed', async () => {
    const second = await reported('Second', 'approved', { details: { date: '2020-10-21' } })
    const first = await reported('First', 'approved', { details: { date: '2020-10-20' } })
    const draft = await reported('A draft', 'draft')
    const review = await reported('In review', 'review')

    const asked = await olga.call('POST', `/events/${event}/book.pdf`)
    expect(asked.status).toBe(202)
    const book = (await asked.json()) as BookInfo
    expect(asked.headers.get('location')).toBe(`/api/v1/events/${event}/books/${book.id}`)
    expect(book).toMatchObject({ format: 'pdf', language: 'en', sessions: null, byName: 'Olga' })
    expect(book.url).toBe(`${world.config.baseUrl}/api/v1/events/${event}/books/${book.id}`)
    expect(await problem('GET', `/events/${event}/book.pdf`)).toMatchObject({
      status: 409,
      code: 'book-unfinished',
      retry: '2',
    })
    // Whoever asks for the same meanwhile gets the same.
    expect((await make('pdf')).id).toBe(book.id)

    const done = await ended(book)
    expect(done).toMatchObject({ state: 'done', progress: { share: 1 }, file: `${book.url}/file` })
    expect(done.result).toEqual({
      reports: [
        { session: first, title: 'First', state: 'approved' },
        { session: second, title: 'Second', state: 'approved' },
      ],
      missing: [
        { session: draft, title: 'A draft', why: 'draft' },
        { session: review, title: 'In review', why: 'review' },
      ],
      leftOut: [],
    })
    const text = await textOf(`/events/${event}/book.pdf`)
    for (const line of ['Forum of Cities', 'What came of First.', 'What came of Second.', 'still a draft'])
      expect(text).toContain(line)
    expect(text).not.toContain('What came of A draft.')

    const response = await olga.call('GET', `/events/${event}/books/${book.id}/file`)
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect(response.headers.get('content-length')).toBe(String(bytes.length))
    expect(response.headers.get('content-disposition')).toContain('filename="Forum of Cities.pdf"')
    expect(response.headers.get('x-book')).toBe(book.id)
  })

  test('of chosen sessions has drafts too, marked as drafts, and says which of them are empty', async () => {
    const draft = await reported('A draft', 'draft')
    await reported('Not chosen')
    const { id: empty } = await olga.ask<{ id: string }>('POST', `/events/${event}/sessions`, {
      title: 'Empty',
    })
    const { result, language } = await ended(await make('pdf', { sessions: [draft, empty], language: 'fr' }))
    expect(language).toBe('fr')
    expect(result).toEqual({
      reports: [{ session: draft, title: 'A draft', state: 'draft' }],
      missing: [{ session: empty, title: 'Empty', why: 'empty' }],
      leftOut: [],
    })
    const text = await textOf(`/events/${event}/book.pdf`)
    expect(text).toContain('Draft: this report has not been approved.')
    expect(text).toContain('Comptes rendus des séances')
    expect(text).not.toContain('Not chosen')
  })

  test('is made without a report that cannot be read, which is listed with the reason', async () => {
    const good = await reported('Good', 'draft')
    const bad = await reported('Broken', 'draft')
    const db = behind(world.config)
    flipByte(db, bad, 1)
    db.close()
    const book = await ended(await make('pdf', { sessions: [good, bad] }))
    expect(book.state).toBe('done')
    expect(book.result).toMatchObject({
      reports: [{ session: good }],
      leftOut: [{ session: bad, title: 'Broken', reason: expect.stringContaining('is damaged') }],
    })
    expect(await textOf(`/events/${event}/book.pdf`)).toContain('The report cannot be read.')

    // A newer book is what is downloaded, and the older one is kept.
    const newer = await ended(await make('pdf', { sessions: [good], language: 'ko' }))
    expect((await olga.call('GET', `/events/${event}/book.pdf`)).headers.get('x-book')).toBe(newer.id)
    expect(await textOf(`/events/${event}/books/${book.id}/file`)).toContain('Contents')
  })

  test('of nothing but what cannot be read is none, and says so', async () => {
    const bad = await reported('Broken', 'draft')
    const db = behind(world.config)
    flipByte(db, bad, 1)
    db.close()
    const book = await ended(await make('docx', { sessions: [bad] }))
    expect(book).toMatchObject({
      state: 'failed',
      reason: 'There is no report that could be put into the book.',
    })
    expect(book.result?.leftOut).toHaveLength(1)
    const { status, detail } = await problem('GET', `/events/${event}/book.docx`)
    expect([status, detail]).toEqual([404, expect.stringContaining('no report that could be put')])
  })
})

test('A book that is being made can be broken off, and one that is made be deleted', async () => {
  await reported('One')
  const first = await make('pdf')
  const waiting = await make('docx')
  const cancel = (id: string) => olga.ask<BookInfo>('POST', `/events/${event}/books/${id}/cancel`)
  expect(await cancel(first.id)).toMatchObject({ state: 'cancelled' })
  expect(await problem('POST', `/events/${event}/books/${first.id}/cancel`)).toMatchObject({ status: 409 })
  expect(await problem('GET', `/events/${event}/books/${first.id}/file`)).toMatchObject({ status: 404 })

  expect(await ended(waiting)).toMatchObject({ state: 'done' })
  const file = `/events/${event}/book.docx`
  expect((await olga.call('GET', file)).status).toBe(200)
  const { sha256 } = (await world.store.files.byId((await world.store.books.byId(waiting.id))!.file!))!
  expect((await olga.call('DELETE', `/events/${event}/books/${waiting.id}`)).status).toBe(204)
  expect(await problem('GET', file)).toMatchObject({ status: 404, code: 'unknown-book' })
  expect(await world.store.files.isNamed(sha256)).toBe(false)
  const left = await olga.ask<BookInfo[]>('GET', `/events/${event}/books`)
  expect(left.map(({ id }) => id)).toEqual([first.id])
})

/** The server's jobs and books as another node has them, or this one after a restart. */
async function anotherNode({
  start = startMaker,
  pollMs = 20,
}: {
  start?: () => Maker
  pollMs?: number
} = {}) {
  const { store, config } = world
  const jobs = createJobs({ store, pollMs })
  const home = homeOf(config)
  const books = await createBooks({ home, bytes: openBytes(home), store, jobs, start })
  jobs.start()
  onTestFinished(() => jobs.close())
  return { jobs, books }
}

/** A maker that never comes to an end. */
function stuck(): Maker {
  const over = Promise.withResolvers<never>()
  return { tell: () => true, ask: () => over.promise, end: () => over.reject(new Error('It was ended.')) }
}

test('What the server did not finish, because it stopped, goes on when it is back', async () => {
  await reported('One')
  const [first, waiting] = [await make('pdf'), await make('docx')]
  await world.jobs.close()
  expect(await world.store.books.byId(waiting.id)).toMatchObject({ state: 'waiting' })
  expect(await world.store.books.byId(first.id)).toMatchObject({ state: 'waiting', progress: undefined })
  await anotherNode()
  expect(await ended(first)).toMatchObject({ state: 'done' })
  expect(await ended(waiting)).toMatchObject({ state: 'done' })
  expect(await world.store.jobs.list()).toEqual([])
})

test('A book that was written down, and for which nobody asked any more, is made after the next start', async () => {
  await reported('One')
  const wanted = { event, format: 'docx', language: 'en', sessions: undefined } as const
  const { id } = await world.store.books.create({ ...wanted, createdBy: 'o', byName: 'Olga' })
  await anotherNode()
  expect(await ended({ id } as BookInfo)).toMatchObject({ state: 'done', byName: 'Olga' })
})

test('A book whose process is killed is made again', async () => {
  await reported('One')
  await world.jobs.close()
  let started = 0
  await anotherNode({
    start: () => {
      const maker = startMaker()
      if (++started === 1) maker.end()
      return maker
    },
  })
  const book = await make('docx')
  await vi.waitFor(() => expect(started).toBe(1), WAIT)
  const [job] = await vi.waitUntil(async () => {
    const jobs = await world.store.jobs.list()
    return jobs[0]?.reason === '' ? undefined : jobs
  }, WAIT)
  expect(job).toMatchObject({
    attempts: 1,
    reason: expect.stringContaining('The process that made the book ended'),
  })
  expect(await ended(book)).toMatchObject({ state: 'done' })
  expect(started).toBe(2)
})

test('A book that ends each server that makes it is given up, and says so', async () => {
  await reported('One')
  await world.jobs.close()
  const { id } = await make('docx')
  for (const node of ['a', 'b', 'c']) expect(await world.store.jobs.take(['book'], node, 0)).toBeDefined()
  await anotherNode()
  expect(await ended({ id } as BookInfo)).toMatchObject({
    state: 'failed',
    reason: 'Each server that did it stopped meanwhile.',
  })
})

test('Every node shows how far a book is, and any can cancel it', async () => {
  await reported('One')
  const session = await reported('Two')
  await world.jobs.close()
  let isEnded = false
  await anotherNode({
    start: () => {
      const maker = stuck()
      return {
        ...maker,
        end() {
          isEnded = true
          maker.end()
        },
      }
    },
  })
  const book = await make('pdf', { sessions: [session] })
  const seen = await vi.waitUntil(async () => {
    const { progress, state } = await olga.ask<BookInfo>('GET', `/events/${event}/books/${book.id}`)
    return progress.step === 'setting' ? { progress, state } : undefined
  }, WAIT)
  expect(seen).toEqual({
    state: 'running',
    progress: { step: 'setting', done: 1, total: 1, share: 0.6 },
  })
  expect(isEnded).toBe(false)
  const cancel = () => olga.ask<BookInfo>('POST', `/events/${event}/books/${book.id}/cancel`)
  expect(await cancel()).toMatchObject({ state: 'cancelled', progress: { step: 'ended' } })
  await vi.waitFor(() => expect(isEnded).toBe(true), WAIT)
  await vi.waitFor(async () => expect(await world.store.jobs.list()).toEqual([]), WAIT)
})

test.each([
  ['was made', ['make']],
  ['was being stored', ['make', 'store']],
])(
  'A node that stood still when its book %s, until another had it, leaves nothing of it',
  async (_, until) => {
    await reported('One')
    await world.jobs.close()
    const frozen = Promise.withResolvers<void>()
    const thawed = Promise.withResolvers<void>()
    const asked: string[] = []
    await anotherNode({
      start: () => {
        const maker = startMaker()
        return {
          ...maker,
          async ask(question, tick) {
            asked.push(question.kind)
            const answer = await maker.ask(question, tick)
            if (asked.length < until.length) return answer
            frozen.resolve()
            await thawed.promise
            return answer
          },
        }
      },
    })
    const { id } = await make('docx')
    await frozen.promise
    const [job] = await world.store.jobs.list()
    // As if its lease had run out: another node has it.
    const db = behind(world.config)
    db.prepare('update job set due_at = 0').run()
    const hold = { job: job!.id, node: 'other' }
    expect(await world.store.jobs.take(['book'], 'other', 60_000)).toMatchObject({ attempts: 2 })
    await world.store.books.move(id, { step: 'starting' }, hold)
    thawed.resolve()
    await world.store.jobs.add('book', 'next', 'next', 0)
    // When it takes the next one, it is done with this.
    await vi.waitFor(async () => expect(await world.store.jobs.list()).toHaveLength(1), WAIT)
    expect(asked).toEqual(until)
    expect(db.prepare('select * from file').all()).toEqual([])
    db.close()
    expect(await world.store.books.byId(id)).toMatchObject({ state: 'running', file: undefined })
    expect(await world.store.books.finish(id, { state: 'done', reason: '' }, hold)).toBe(true)
    expect(await world.store.jobs.finish(hold)).toBe(true)
  },
)

describe('nobody', () => {
  test('gets a book that there is no reason to make', async () => {
    expect(await problem('GET', `/events/${event}/book.pdf`)).toEqual({
      status: 404,
      code: 'unknown-book',
      detail: 'This event has no book as PDF yet. Make one with POST to this address.',
      retry: null,
    })
    expect(await problem('POST', `/events/${event}/book.pdf`)).toMatchObject({
      status: 409,
      code: 'no-reports',
    })
    await reported('A draft', 'draft')
    expect((await problem('POST', `/events/${event}/book.pdf`)).detail).toContain(
      'No report of this event is approved',
    )
    expect(await problem('POST', `/events/${event}/book.pdf`, { sessions: ['elsewhere'] })).toMatchObject({
      status: 422,
      detail: expect.stringContaining('This event has no session “elsewhere”'),
    })
    expect(await problem('POST', `/events/${event}/book.pdf`, { sessions: [] })).toMatchObject({
      status: 422,
    })
    expect(await problem('GET', `/events/${event}/books/elsewhere`)).toMatchObject({ status: 404 })
  })

  test('but an organiser makes or gets one', async () => {
    const session = await reported('One')
    const { client } = await guest(olga, session, 'reader', 'Rita')
    for (const [method, path] of [
      ['POST', 'book.pdf'],
      ['GET', 'book.docx'],
      ['GET', 'books'],
    ] as const)
      expect((await problem(method, `/events/${event}/${path}`, undefined, client)).status).toBe(401)
    await ended(await make('pdf'))
    const file = await world.store.files.byId((await world.store.books.ofEvent(event))[0]!.file!)
    // Nor as a picture, which everybody in a session may get by its hash.
    expect((await client.call('GET', `/sessions/${session}/pictures/${file!.sha256}`)).status).toBe(404)
  })
})
