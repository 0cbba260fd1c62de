import { Readable } from 'node:stream'
import { z } from 'zod'
import { BookFormat, BookInfo, BookRequest } from '@/lib/api/schemas'
import { fileNameOf, MEDIA_TYPES } from '@/lib/export'
import type { BookNow } from '../../books'
import { instance } from '../../instance'
import type { Event, StoredBook } from '../../store/store'
import { endpoint } from '../endpoint'
import { faulty, notFound, Refusal } from '../problem'
import { disposition } from '../responses'

/** Seconds after which it is worth asking again how far a book is. */
const ASK_AGAIN = '2'

const HEADERS = { 'X-Book': 'The id of the book', ETag: 'The SHA-256 of the file' }

/** A book holds reports that not everybody in an event may read, so all about it is for organisers. */
const organisers = { of: 'event', may: 'organise' } as const

export const books = [
  ...BookFormat.options.flatMap((format) => [
    endpoint({
      method: 'POST',
      path: `/events/{event}/book.${format}`,
      summary: `Begin to make a book of the event’s reports as ${format.toUpperCase()}; ask at its url how far it is`,
      access: organisers,
      body: BookRequest,
      optional: true,
      answer: {
        status: 202,
        schema: BookInfo,
        headers: { Location: 'Where to ask how far it is', 'Retry-After': 'In seconds, when' },
      },
      handle: async ({ event, visitor: { user }, body, headers }) => {
        const sessions = body.sessions && [...new Set(body.sessions)]
        await checkSessions(event, sessions)
        const language = body.language ?? event.languages[0] ?? 'en'
        const book = await instance().books.make(event, user, { format, language, sessions })
        headers.set('location', pathOf(book))
        headers.set('retry-after', ASK_AGAIN)
        return infoOf(book)
      },
    }),
    endpoint({
      method: 'GET',
      path: `/events/{event}/book.${format}`,
      summary: `The newest finished book as ${format.toUpperCase()}`,
      access: organisers,
      answer: { status: 200, media: [MEDIA_TYPES[format]], headers: HEADERS },
      handle: async ({ event }) => {
        const its = (await instance().books.list(event.id)).filter((book) => book.format === format)
        const newest = its.find(({ state }) => state === 'done')
        if (newest) return fileOf(event, newest)
        throw noBook(format, its)
      },
    }),
  ]),
  endpoint({
    method: 'GET',
    path: '/events/{event}/books',
    summary: 'The books of an event, newest first: finished, being made, and failed',
    access: organisers,
    answer: { status: 200, schema: z.array(BookInfo) },
    handle: async ({ event }) => (await instance().books.list(event.id)).map(infoOf),
  }),
  endpoint({
    method: 'GET',
    path: '/events/{event}/books/{book}',
    summary: 'A book: how far it is, what is in it and what is not',
    access: organisers,
    answer: { status: 200, schema: BookInfo },
    handle: async ({ event, params, headers }) => {
      const book = await find(event, params)
      if (isGoingOn(book)) headers.set('retry-after', ASK_AGAIN)
      return infoOf(book)
    },
  }),
  endpoint({
    method: 'GET',
    path: '/events/{event}/books/{book}/file',
    summary: 'The file of a finished book',
    access: organisers,
    answer: {
      status: 200,
      media: [...new Set(BookFormat.options.map((format) => MEDIA_TYPES[format]))],
      headers: HEADERS,
    },
    handle: async ({ event, params }) => {
      const book = await find(event, params)
      if (book.state === 'done') return fileOf(event, book)
      throw isGoingOn(book) ? unfinished(book) : notFound('book-file', sentenceOf(book))
    },
  }),
  endpoint({
    method: 'POST',
    path: '/events/{event}/books/{book}/cancel',
    summary: 'Break off a book that is being made',
    access: organisers,
    answer: { status: 200, schema: BookInfo },
    handle: async ({ event, params }) => {
      const book = await find(event, params)
      if (!(await instance().books.cancel(book.id)))
        throw new Refusal(409, 'book-ended', 'This book is not being made any more.')
      return infoOf(await find(event, params))
    },
  }),
  endpoint({
    method: 'DELETE',
    path: '/events/{event}/books/{book}',
    summary: 'Delete a book and its file; one that is being made is broken off',
    access: organisers,
    answer: { status: 204 },
    handle: async ({ event, params }) => instance().books.remove((await find(event, params)).id),
  }),
]

async function checkSessions(event: Event, wanted: string[] | undefined): Promise<void> {
  const sessions = await instance().store.sessions.ofEvent(event.id)
  if (wanted) {
    const known = new Set(sessions.map(({ id }) => id))
    const faults = wanted.flatMap((id, index) =>
      known.has(id) ? [] : [{ path: `sessions.${index}`, reason: `This event has no session “${id}”` }],
    )
    if (faults.length > 0) throw faulty(faults)
  } else if (!sessions.some(({ state }) => state === 'approved'))
    throw new Refusal(
      409,
      'no-reports',
      sessions.length === 0
        ? 'This event has no sessions yet.'
        : 'No report of this event is approved yet. Approve one, or name the sessions whose drafts you want.',
    )
}

async function find(event: Event, { book: id }: Record<string, string>): Promise<BookNow> {
  const book = await instance().books.byId(id!)
  if (book?.event !== event.id) throw notFound('book', 'This event has no such book.')
  return book
}

async function fileOf(event: Event, book: StoredBook): Promise<Response> {
  const { format } = book
  const file = await instance().books.open(book)
  if (!file) throw notFound('book-file', 'The file of this book is not there any more. Make it again.')
  return new Response(Readable.toWeb(file.stream) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': MEDIA_TYPES[format],
      'content-length': String(file.bytes),
      'content-disposition': disposition(fileNameOf(event.name, format)),
      etag: `"${file.sha256}"`,
      'x-book': book.id,
      'x-content-type-options': 'nosniff',
    },
  })
}

/** A script that waits must not take a page about waiting for the book, so nothing here is a success. */
function noBook(format: BookFormat, its: BookNow[]): Refusal {
  const going = its.find(isGoingOn)
  if (going) return unfinished(going)
  const [last] = its
  const make = `Make one with POST to this address.`
  return notFound(
    'book',
    last ? `${sentenceOf(last)} ${make}` : `This event has no book as ${format.toUpperCase()} yet. ${make}`,
  )
}

function unfinished({ progress }: BookNow): Refusal {
  const { step, done, total, share } = progress
  const far = step === 'reading' ? `${done} of ${total} reports are read` : `${Math.round(share * 100)} %`
  return new Refusal(
    409,
    'book-unfinished',
    `The book is still being made (${far}). Ask again in a moment.`,
    {
      headers: { 'retry-after': ASK_AGAIN },
    },
  )
}

function sentenceOf({ state, reason }: StoredBook): string {
  if (state === 'cancelled') return 'The last book was cancelled.'
  return reason || 'The last book could not be made.'
}

const isGoingOn = ({ state }: StoredBook) => state === 'waiting' || state === 'running'

const pathOf = ({ event, id }: StoredBook) => `/api/v1/events/${event}/books/${id}`

function infoOf(book: BookNow): z.output<typeof BookInfo> {
  const { id, format, language, state, progress, reason, result, sessions, byName, createdAt, finishedAt } =
    book
  const url = `${instance().config.baseUrl}${pathOf(book)}`
  return {
    id,
    url,
    format,
    language,
    state,
    progress,
    ...(reason ? { reason } : {}),
    ...(state === 'done' ? { file: `${url}/file` } : {}),
    ...(result ? { result: result as z.output<typeof BookInfo>['result'] } : {}),
    sessions: sessions ?? null,
    byName,
    createdAt,
    finishedAt: finishedAt ?? null,
  }
}
