import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import type { LinkInfo } from '@/lib/api/schemas'
import { organiser, secretOf, session, startWorld, type World } from '../api/testing'
import { createJobs } from '../jobs'
import { behind } from '../reports/testing'
import type { Job, Store } from '../store/store'
import { now } from '../time'
import { createMailer } from '.'

/** A busy machine is no failure. */
const WAIT = { timeout: 60_000 }

/** A mail server that takes everything, or nobody. */
function postOffice(taking: 'all' | 'none'): { server: Server; letters: string[] } {
  const letters: string[] = []
  const server = createServer((socket: Socket) => {
    let mode: 'commands' | 'letter' = 'commands'
    let letter = ''
    const say = (line: string) => socket.write(`${line}\r\n`)
    say('220 post office')
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => {
      for (const line of chunk.split('\r\n').slice(0, -1)) {
        if (mode === 'letter') {
          if (line !== '.') letter += `${line}\n`
          else {
            letters.push(letter)
            mode = 'commands'
            say('250 taken')
          }
        } else if (/^rcpt/i.test(line) && taking === 'none') say('550 nobody lives here')
        else if (/^data/i.test(line)) {
          mode = 'letter'
          say('354 go on')
        } else if (/^quit/i.test(line)) socket.end('221 bye\r\n')
        else say('250 ok')
      }
    })
  })
  return { server, letters }
}

let office: ReturnType<typeof postOffice>
let world: World
let port: number

async function open(taking: 'all' | 'none') {
  office = postOffice(taking)
  office.server.listen(0, '127.0.0.1')
  await once(office.server, 'listening')
  port = (office.server.address() as AddressInfo).port
  world = await startWorld({ SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'reports@example.org' })
}
afterEach(async () => {
  office?.server.close()
  await world?.end()
})

/** What waits is due now. */
function hurry() {
  const db = behind(world.config)
  db.prepare('update job set due_at = 0').run()
  db.close()
}

/** A letter's text out of the encoding for its way (quoted-printable). */
function readable(letter = ''): string {
  const bytes = letter
    .replaceAll('=\n', '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

const firstLetter = () => vi.waitUntil(() => office.letters[0], WAIT)

const invite = async () => {
  const { olga, session: id } = await session(world)
  const path = `/sessions/${id}/links`
  const invitation = { role: 'moderator', email: 'mo@example.org' }
  const made = await olga.ask<{ id: string; url: string; mailed: boolean }>('POST', path, invitation)
  return {
    ...made,
    /** What the list of links says of its letter. */
    trouble: async () => (await olga.ask<LinkInfo[]>('GET', path))[0]!.mail,
    revoke: () => olga.ask('DELETE', `${path}/${made.id}`),
  }
}

test('an invitation for an address is mailed there, and shown to copy all the same', async () => {
  await open('all')
  const { url, mailed } = await invite()
  expect(mailed).toBe(true)
  const letter = readable(await firstLetter())
  expect(letter).toContain('To: mo@example.org')
  expect(letter).toContain('From: reports@example.org')
  expect(letter).toContain('Subject: Invitation: A session')
  expect(letter).toContain('Olga invites you to the session “A session” of “An event” as moderator.')
  expect(letter).toContain(secretOf(url))
})

test('an invitation of a French event is written in French', async () => {
  await open('all')
  const olga = await organiser(world)
  const event = await olga.ask<{ id: string }>('POST', '/events', { name: 'Le forum', languages: ['fr'] })
  await olga.ask('POST', `/events/${event.id}/links`, { role: 'organiser', email: 'mo@example.org' })
  expect(readable(await firstLetter())).toContain(
    'Olga vous invite à « Le forum », avec le rôle : organisation.',
  )
})

test('when the mail server knows no such address, it is asked once, and the link is there all the same', async () => {
  await open('none')
  const { url, mailed, trouble } = await invite()
  expect(mailed).toBe(true)
  expect(url).toContain('/invite#')
  await vi.waitFor(
    async () =>
      expect(await world.store.jobs.list()).toMatchObject([
        {
          attempts: 1,
          reason: expect.stringContaining('550 nobody lives here'),
          payload: null,
          endedAt: expect.any(Number),
        },
      ]),
    WAIT,
  )
  expect(await trouble()).toBe('failed')
})

/** The letter, once the mail server has been asked in vain. */
async function failed(): Promise<Job> {
  return vi.waitUntil(async () => {
    const [job] = await world.store.jobs.list()
    return job?.reason.includes('ECONNREFUSED') && job.node === undefined ? job : undefined
  }, WAIT)
}

test('while the mail server is away a letter waits, unreadable in the database, and is sent when it is back', async () => {
  await open('all')
  office.server.close()
  await once(office.server, 'close')
  const { url, trouble } = await invite()
  const letter = await failed()
  expect(await trouble()).toBe('delayed')
  expect(letter.dueAt).toBeGreaterThan(now() + 20_000)
  expect(JSON.stringify(letter)).not.toContain(secretOf(url))
  expect(JSON.stringify(letter)).not.toContain('mo@example.org')

  office.server.listen(port, '127.0.0.1')
  await once(office.server, 'listening')
  hurry()
  await vi.waitFor(async () => expect(await world.store.jobs.list()).toEqual([]), WAIT)
  expect(office.letters).toHaveLength(1)
  expect(await trouble()).toBeNull()
  expect(readable(office.letters[0])).toContain(secretOf(url))
  expect(office.letters[0]).toContain(`Message-ID: <${letter.id}@example.org>`)
})

test('an invitation that was revoked before it could be sent is not sent', async () => {
  await open('all')
  office.server.close()
  await once(office.server, 'close')
  const { revoke } = await invite()
  await failed()
  await revoke()
  office.server.listen(port, '127.0.0.1')
  await once(office.server, 'listening')
  hurry()
  await vi.waitFor(async () => expect(await world.store.jobs.list()).toEqual([]), WAIT)
  expect(office.letters).toEqual([])
})

test('a node that stood still before it sent a letter, until another had it, sends none', async () => {
  await open('all')
  await world.jobs.close()
  const frozen = Promise.withResolvers<void>()
  const thawed = Promise.withResolvers<void>()
  const { store, config } = world
  const links: Store['links'] = {
    ...store.links,
    async byId(id) {
      const link = await store.links.byId(id)
      frozen.resolve()
      await thawed.promise
      return link
    },
  }
  const jobs = createJobs({ store, pollMs: 20 })
  createMailer({ ...config, store: { ...store, links }, jobs })
  await invite()
  jobs.start()
  await frozen.promise
  const [letter] = await store.jobs.list()
  hurry()
  const other = await store.jobs.take(['mail'], 'other', 60_000)
  expect(other).toMatchObject({ id: letter!.id, attempts: 2 })
  thawed.resolve()
  // It waits for what goes on.
  await jobs.close()
  expect(await store.jobs.list()).toEqual([other])
  expect(office.letters).toEqual([])
})
