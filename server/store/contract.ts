import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { jobsContract } from './contract-jobs'
import { entry, texts } from './log-testing'
import { type Link, type Membership, RoomFrozen, type Store, type Token, type User } from './store'

/** What the contract needs of an engine: an empty one for each test. */
export type Engine = {
  /** Opens the store; what an earlier opening wrote is there. */
  open(): Promise<Store>
  /** Starts appender.ts on this engine, in a process of its own. */
  startAppender(room: string): ChildProcess
  remove(): Promise<void>
}

const SOON = () => Date.now() + 60_000

const ana: Omit<User, 'id' | 'createdAt'> = {
  email: 'Ana@Example.org',
  name: 'Ana',
  passwordHash: 'hash',
  mayCreateEvents: true,
}

const membership: Omit<Membership, 'id' | 'createdAt' | 'endedAt'> = {
  event: 'e',
  session: 's',
  user: 'u',
  guestName: undefined,
  guestSecretHash: undefined,
  link: 'k',
  role: 'rapporteur',
}

const approved = { sha256: '', report: {}, by: 'ana', byName: 'Ana', at: 1 }
const link: Omit<Link, 'id' | 'createdAt' | 'revokedAt' | 'usedAt'> = {
  kind: 'invite',
  event: 'e',
  session: 's',
  role: 'moderator',
  email: undefined,
  secretHash: 'secret',
  createdBy: 'u',
  expiresAt: SOON(),
}

const token: Omit<Token, 'id' | 'createdAt' | 'revokedAt' | 'lastUsedAt' | 'kind'> = {
  secretHash: 'secret',
  user: 'u',
  membership: undefined,
  session: undefined,
  label: '',
  expiresAt: SOON(),
}

/** The suite that every engine of the store passes, beside the one of its log (log-contract.ts). */
export function storeContract(name: string, makeEngine: () => Promise<Engine>) {
  describe(name, () => {
    let engine: Engine
    let store: Store

    beforeEach(async () => {
      engine = await makeEngine()
      store = await engine.open()
    })
    afterEach(async () => {
      await store.close()
      await engine.remove()
    })

    async function reopen() {
      await store.close()
      store = await engine.open()
    }

    describe('users', () => {
      test('A user is found by id and by address in any case', async () => {
        const made = await store.users.create(ana)
        expect(made).toMatchObject({ email: 'ana@example.org', mayCreateEvents: true })
        expect(await store.users.byId(made.id)).toEqual(made)
        expect(await store.users.byEmail('ANA@example.ORG')).toEqual(made)
        expect(await store.users.byEmail('ben@example.org')).toBeUndefined()
      })

      test('Two accounts cannot have one address', async () => {
        await store.users.create(ana)
        await expect(store.users.create({ ...ana, email: 'ana@example.org' })).rejects.toThrow()
        expect(await store.users.count()).toBe(1)
      })

      test('Changing a user changes what was named and nothing else', async () => {
        const made = await store.users.create(ana)
        await store.users.update(made.id, { name: 'Ana P.' })
        await store.users.update(made.id, { mayCreateEvents: false })
        await store.users.update(made.id, {})
        expect(await store.users.byId(made.id)).toEqual({ ...made, name: 'Ana P.', mayCreateEvents: false })
      })

      test('Of many who want to be the first user at once, one is', async () => {
        const made = await Promise.all(
          Array.from({ length: 8 }, (_, index) =>
            store.users.createFirst({ ...ana, email: `${index}@example.org` }),
          ),
        )
        expect(made.filter((user) => user !== undefined)).toHaveLength(1)
        expect(await store.users.count()).toBe(1)
        await reopen()
        expect(await store.users.createFirst(ana)).toBeUndefined()
      })

      test('Nobody becomes the first user when somebody is there already', async () => {
        await store.users.create(ana)
        expect(await store.users.createFirst({ ...ana, email: 'b@example.org' })).toBeUndefined()
      })

      test('A login that ended stays ended, at the time it ended first', async () => {
        const { id } = await store.logins.create('user', SOON())
        expect((await store.logins.byId(id))?.endedAt).toBeUndefined()
        await store.logins.end(id)
        const ended = await store.logins.byId(id)
        await store.logins.end(id)
        expect(ended?.endedAt).toBeTypeOf('number')
        expect(await store.logins.byId(id)).toEqual(ended)
      })
    })

    describe('events, sessions and their people', () => {
      const newEvent = (name: string) =>
        store.events.create({
          name,
          theme: '',
          startDate: '2020-10-23',
          endDate: undefined,
          languages: ['fr', 'ko'],
          template: { name: 'forum', sections: [{ id: 'people' }] },
          banner: undefined,
          createdBy: 'ana',
        })
      const newSession = (event: string, title = 'Workshop') =>
        store.sessions.create({
          event,
          template: { name: 'forum' },
          state: 'draft',
          createdBy: 'ana',
          title,
        })
      const join = (event: string, session?: string, more: object = {}) =>
        store.memberships.create({
          event,
          session,
          user: 'ana',
          guestName: undefined,
          guestSecretHash: undefined,
          link: undefined,
          role: 'rapporteur',
          ...more,
        })

      test('An event comes back as it was made, its languages and template included', async () => {
        const made = await newEvent('Forum')
        await reopen()
        expect(await store.events.byId(made.id)).toEqual(made)
      })

      test('Changing an event leaves alone what is not named', async () => {
        const made = await newEvent('Forum')
        await store.events.update(made.id, { theme: 'Care', languages: ['en'], startDate: undefined })
        expect(await store.events.byId(made.id)).toEqual({ ...made, theme: 'Care', languages: ['en'] })
      })

      test('The events of a user are those with a membership that has not ended, newest first', async () => {
        const [first, second, third] = [await newEvent('1'), await newEvent('2'), await newEvent('3')]
        await join(first.id)
        await join(second.id, (await newSession(second.id)).id)
        await join(second.id)
        const { id } = await join(third.id)
        await store.memberships.end(id)
        expect((await store.events.ofUser('ana')).map((event) => event.name)).toEqual(['2', '1'])
        expect(await store.events.ofUser('ben')).toEqual([])
      })

      test('Sessions are listed in the order they were made, with title and date', async () => {
        const event = await newEvent('Forum')
        const made = [await newSession(event.id, 'A'), await newSession(event.id, 'B')]
        await store.sessions.setTitle(made[1]!.id, 'B2', '2020-10-24')
        expect(await store.sessions.ofEvent(event.id)).toEqual([
          { ...made[0], title: 'A', date: undefined },
          { ...made[1], title: 'B2', date: '2020-10-24' },
        ])
        expect(await store.sessions.byId(made[1]!.id)).toEqual(made[1])
      })

      test('A session can be made under an id that was chosen beforehand', async () => {
        const session = { template: {}, state: 'draft', createdBy: 'ana', title: 'A' } as const
        const made = await store.sessions.create({ ...session, event: 'e', id: 'chosen' })
        expect(made.id).toBe('chosen')
        expect(await store.sessions.byId('chosen')).toEqual(made)
      })

      test('Of two who change the state at once, one does', async () => {
        const { id } = await newSession('event')
        const done = await Promise.all([
          store.sessions.setState(id, 'draft', 'approved'),
          store.sessions.setState(id, 'draft', 'review'),
        ])
        expect(done.sort()).toEqual([false, true])
      })

      test('Approving needs a room that is still frozen, makes that last, and reopening ends it', async () => {
        const { id } = await newSession('event')
        const approve = () => store.sessions.setState(id, 'draft', 'approved')
        await store.log.create(entry(id, 'seed'))
        expect(await approve()).toBe(false)
        await store.log.freeze(id, -1)
        expect(await approve()).toBe(false)
        await store.log.freeze(id, 60_000)
        expect(await approve()).toBe(true)
        await expect(store.log.append(entry(id, 'late'))).rejects.toThrow(RoomFrozen)
        expect(await store.sessions.setState(id, 'approved', 'draft')).toBe(true)
        expect(await store.log.append(entry(id, 'again'))).toBe(2)
      })

      test('Of two who approve at once one does, and its version is kept; none of an older text is', async () => {
        const { id } = await newSession('event')
        const approve = (by: string, seq: number) =>
          store.approvals.approve('draft', {
            session: id,
            seq,
            sha256: '',
            report: {},
            by,
            byName: by,
            at: 1,
          })
        await store.log.create(entry(id, 'seed'))
        await store.log.append(entry(id, 'more'))
        await store.log.freeze(id, 60_000)
        expect(await approve('early', 1)).toBeUndefined()
        expect(await store.approvals.latest(id)).toBeUndefined()
        const made = await Promise.all([approve('ana', 2), approve('ben', 2)])
        const [one, ...others] = made.filter((approval) => approval !== undefined)
        expect(others).toEqual([])
        expect(await store.approvals.latest(id)).toEqual(one)
        expect((await store.sessions.byId(id))?.state).toBe('approved')
        // A node that hears late of an earlier freeze's end does not end this one.
        await store.log.thaw(id)
        await expect(store.log.append(entry(id, 'late'))).rejects.toThrow(RoomFrozen)
      })

      test('What all nodes keep under a name is made once', async () => {
        let made = 0
        const make = () => `value ${++made}`
        const all = await Promise.all([store.setting('secret', make), store.setting('secret', make)])
        expect(new Set([...all, await store.setting('secret', make)]).size).toBe(1)
        expect(await store.setting('other', () => 'x')).toBe('x')
      })

      test('The people of a session are its own and those of its event as a whole', async () => {
        const event = await newEvent('Forum')
        const [mine, other] = [await newSession(event.id), await newSession(event.id)]
        const guest = await join(event.id, mine.id, {
          user: undefined,
          guestName: 'Ben',
          guestSecretHash: 'b',
        })
        const organiser = await join(event.id, undefined, { role: 'organiser' })
        await join(event.id, other.id)
        await store.memberships.end((await join(event.id, mine.id)).id)
        expect(await store.memberships.ofSession(mine.id)).toEqual([guest, organiser])
        expect(await store.memberships.ofEvent(event.id)).toHaveLength(3)
        expect(await store.memberships.byGuestSecret('b')).toEqual(guest)
        expect(await store.memberships.ofUser('ana')).toHaveLength(2)
      })

      test('A guest who goes by another name is otherwise the same', async () => {
        const guest = await join('event', 'session', { user: undefined, guestName: 'Ben' })
        await store.memberships.rename(guest.id, 'Benjamin')
        expect(await store.memberships.byId(guest.id)).toEqual({ ...guest, guestName: 'Benjamin' })
      })

      test('Revoking a link ends who came by it, and says who', async () => {
        const came = await join('event', 'session', { link: 'link' })
        await join('event', 'session')
        const ended = await store.memberships.endByLink('link')
        expect(ended).toEqual([{ ...came, endedAt: expect.any(Number) }])
        expect(await store.memberships.endByLink('link')).toEqual([])
        expect(await store.memberships.byId(came.id)).toEqual(ended[0])
      })

      test('Steps are read in the order they were taken', async () => {
        for (const action of ['created', 'approved', 'reopened'])
          await store.steps.add({ event: 'e', session: 's', actor: 'Ana', action, detail: '' })
        expect((await store.steps.ofSession('s')).map((step) => step.action)).toEqual([
          'created',
          'approved',
          'reopened',
        ])
        expect(await store.steps.ofEvent('e')).toHaveLength(3)
      })

      test('The latest approval counts, with the report it froze', async () => {
        const approval = { session: 's', seq: 3, sha256: 'a', by: 'ana', byName: 'Ana', at: 1 }
        await store.approvals.create({ ...approval, report: { title: 'One' } })
        const second = await store.approvals.create({ ...approval, seq: 9, report: { title: 'Two' } })
        await reopen()
        expect(await store.approvals.latest('s')).toEqual(second)
        expect(await store.approvals.latest('other')).toBeUndefined()
      })
    })

    describe('links, tokens and files', () => {
      const newLink = (more: object = {}) =>
        store.links.create({
          kind: 'invite',
          event: 'e',
          session: 's',
          role: 'moderator',
          email: undefined,
          secretHash: Math.random().toString(),
          createdBy: 'ana',
          expiresAt: SOON(),
          ...more,
        })
      const newToken = (more: object = {}) =>
        store.tokens.create({
          kind: 'api',
          secretHash: Math.random().toString(),
          user: 'ana',
          membership: undefined,
          session: undefined,
          label: '',
          expiresAt: SOON(),
          ...more,
        })

      test('Of many who use a link at once, one does', async () => {
        const { id, secretHash } = await newLink()
        const used = await Promise.all(Array.from({ length: 8 }, () => store.links.use(id)))
        expect(used.filter(Boolean)).toHaveLength(1)
        expect((await store.links.bySecret(secretHash))?.usedAt).toBeTypeOf('number')
      })

      test('A revoked or expired link cannot be used', async () => {
        const revoked = await newLink()
        await store.links.revoke(revoked.id)
        const expired = await newLink({ expiresAt: Date.now() - 1 })
        expect(await store.links.use(revoked.id)).toBe(false)
        expect(await store.links.use(expired.id)).toBe(false)
        expect((await store.links.byId(expired.id))?.usedAt).toBeUndefined()
      })

      test('Revoking a kind revokes all of it and nothing else', async () => {
        const setup = await newLink({ kind: 'setup', event: undefined, session: undefined })
        const invite = await newLink()
        await store.links.revokeKind('setup')
        expect(await store.links.use(setup.id)).toBe(false)
        expect(await store.links.ofSession('s')).toEqual([invite])
        expect(await store.links.ofEvent('e')).toEqual([invite])
      })

      test("Only its owner revokes a token, and an expired ticket's row goes with the next ticket", async () => {
        const token = await newToken()
        expect(await store.tokens.revoke(token.id, 'ben')).toBe(false)
        await store.tokens.touch(token.id)
        expect(await store.tokens.revoke(token.id, 'ana')).toBe(true)
        expect(await store.tokens.bySecret(token.secretHash)).toMatchObject({
          revokedAt: expect.any(Number),
          lastUsedAt: expect.any(Number),
        })
        const ticket = await newToken({ kind: 'ticket', expiresAt: Date.now() - 1 })
        await newToken({ kind: 'ticket' })
        expect(await store.tokens.bySecret(ticket.secretHash)).toBeUndefined()
        expect(await store.tokens.ofUser('ana')).toHaveLength(2)
      })

      test('A file is found once its bytes are there, by its session or through its event', async () => {
        const file = { event: 'e', sha256: 'x', type: 'image/webp', bytes: 9, width: 3, height: 3 }
        const picture = await store.files.create({ ...file, session: 's' })
        expect(await store.files.find({ event: 'e', session: 's' }, 'x')).toBeUndefined()
        await store.files.ready(picture.id)
        expect(await store.files.find({ event: 'e', session: 's' }, 'x')).toEqual({
          ...picture,
          pending: false,
        })
        expect(await store.files.find({ event: 'e', session: 'other' }, 'x')).toBeUndefined()
        expect(await store.files.find({ event: 'e' }, 'x')).toBeUndefined()
        const banner = await store.files.create({ ...file, sha256: 'y', session: undefined })
        await store.files.ready(banner.id)
        expect((await store.files.find({ event: 'e', session: 's' }, 'y'))?.id).toBe(banner.id)
      })

      test('Sweeping takes old pending files and leaves the ready ones', async () => {
        const file = { event: 'e', session: 's', type: 'image/webp', bytes: 9, width: 3, height: 3 }
        const ready = await store.files.create({ ...file, sha256: 'ready' })
        await store.files.ready(ready.id)
        const stale = await store.files.create({ ...file, sha256: 'stale' })
        expect(await store.files.sweep(stale.createdAt)).toEqual([])
        expect(await store.files.sweep(SOON())).toEqual([stale])
        expect(await store.files.sweep(SOON())).toEqual([])
        expect([await store.files.isNamed('ready'), await store.files.isNamed('stale')]).toEqual([
          true,
          false,
        ])
      })

      test('A file is found by its row, until that is removed', async () => {
        const file = { event: 'e', sha256: 'x', type: 'application/pdf', bytes: 9, width: 0, height: 0 }
        const made = await store.files.create({ ...file, session: undefined })
        expect(await store.files.byId(made.id)).toEqual(made)
        expect(await store.files.isNamed('x')).toBe(true)
        await store.files.remove(made.id)
        expect(await store.files.byId(made.id)).toBeUndefined()
        expect(await store.files.isNamed('x')).toBe(false)
      })
    })

    test('An event’s Word templates are listed newest first, each with what was found in it', async () => {
      const make = (name: string, event = 'e') =>
        store.wordTemplates.create({
          event,
          name,
          file: `file of ${name}`,
          placeholders: [{ name: 'title' }],
          createdBy: 'ana',
          byName: 'Ana',
        })
      const [first, second] = [await make('first.docx'), await make('second.docx')]
      await make('other.docx', 'other')
      await reopen()
      expect(await store.wordTemplates.ofEvent('e')).toEqual([second, first])
      expect(await store.wordTemplates.byId(first.id)).toEqual(first)
      await store.wordTemplates.remove(second.id)
      expect(await store.wordTemplates.ofEvent('e')).toEqual([first])
    })

    describe('books', () => {
      const book = {
        event: 'e',
        format: 'pdf',
        language: 'fr',
        sessions: ['a', 'b'],
        createdBy: 'ana',
        byName: 'Ana',
      } as const
      const make = (more: object = {}) => store.books.create({ ...book, sessions: ['a', 'b'], ...more })
      /** Takes the job of making books for a node. */
      async function held(node: string, leaseMs = 60_000) {
        await store.jobs.add('book', 'key', '', 0)
        return { job: (await store.jobs.take(['book'], node, leaseMs))!.id, node }
      }

      test('A book waits, is made and stays what it became', async () => {
        const made = await make()
        expect(made).toMatchObject({ ...book, state: 'waiting', reason: '', finishedAt: undefined })
        const hold = await held('a')
        const progress = { step: 'reading', done: 1, total: 3 }
        expect(await store.books.move(made.id, progress, hold)).toBe(true)
        expect(await store.books.byId(made.id)).toEqual({ ...made, state: 'running', progress })
        expect(await store.books.move(made.id, undefined, hold)).toBe(true)
        expect(await store.books.byId(made.id)).toEqual(made)
        await store.books.move(made.id, progress, hold)
        const result = { chapters: 3, leftOut: [{ reason: 'too_deep' }] }
        expect(await store.books.finish(made.id, { state: 'done', reason: '', result, file: 'f' })).toBe(true)
        expect(await store.books.finish(made.id, { state: 'cancelled', reason: '' })).toBe(false)
        expect(await store.books.move(made.id, progress, hold)).toBe(false)
        await reopen()
        expect(await store.books.byId(made.id)).toEqual({
          ...made,
          state: 'done',
          result,
          file: 'f',
          finishedAt: expect.any(Number),
        })
      })

      test('The books of an event are listed newest first, all approved reports being no list of sessions', async () => {
        const first = await make({ sessions: undefined })
        const second = await make()
        await make({ event: 'other' })
        expect(await store.books.ofEvent('e')).toEqual([second, first])
        expect(first.sessions).toBeUndefined()
        await store.books.remove(first.id)
        expect(await store.books.ofEvent('e')).toEqual([second])
      })

      test('Of the unfinished books, which are known, only who has the job moves or ends one', async () => {
        const [first, second, done] = [await make(), await make(), await make()]
        const lost = await held('a', 0)
        const hold = await held('b')
        expect(await store.books.move(first.id, {}, lost)).toBe(false)
        expect(await store.books.finish(first.id, { state: 'done', reason: '' }, lost)).toBe(false)
        expect(await store.books.finish(done.id, { state: 'failed', reason: 'no font' }, hold)).toBe(true)
        expect(await store.books.unfinished()).toEqual([first, second])
      })
    })

    describe('jobs', () => jobsContract(() => store))

    test('SPEC 12: after kill -9 everything confirmed is there', async () => {
      await store.log.create(entry('a', 'seed'))
      await store.close()
      const confirmed = await killedAfter(engine.startAppender('a'), 400)
      store = await engine.open()
      const written = texts((await store.log.load('a')).updates)
      expect(confirmed.length).toBeGreaterThanOrEqual(400)
      expect(confirmed.filter(({ seq, text }) => written[seq - 1] !== text)).toEqual([])
      await store.log.append(entry('a', 'after'))
      expect(await store.log.head('a')).toBe(written.length + 1)
    })

    test('Who writes at once shares no transaction: what one may not do takes nothing from the others', async () => {
      await store.log.create(entry('a', 'seed'))
      await store.users.create(ana)
      const before = await store.access.version()
      const done = await Promise.allSettled(
        Array.from({ length: 60 }, (_, index) =>
          index % 3 === 0
            ? store.users.create({ ...ana, email: `${index % 2}@example.org` })
            : index % 3 === 1
              ? store.log.append(entry('a', `${index}`))
              : store.log.create(entry('a', 'again')),
        ),
      )
      expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(22)
      await reopen()
      expect(await store.users.count()).toBe(3)
      expect((await store.log.load('a')).updates).toHaveLength(21)
      expect(await store.access.version()).toBe(before + 2)
    })

    describe('the access version', () => {
      /** What may change who may do what, and must be noticed; each on its own. */
      const CHANGES: Record<string, (store: Store) => Promise<unknown>> = {
        'a user is made': (s) => s.users.create(ana),
        'the first user is made': (s) => s.users.createFirst(ana),
        'a user is changed': (s) => s.users.update('u', { mayCreateEvents: false }),
        'somebody signs in': (s) => s.logins.create('u', SOON()),
        'somebody signs out': (s) => s.logins.end('l'),
        'somebody joins': (s) => s.memberships.create(membership),
        'a guest is renamed': (s) => s.memberships.rename('m', 'Ben'),
        'a membership ends': (s) => s.memberships.end('m'),
        'those of a link leave': (s) => s.memberships.endByLink('k'),
        'a report is approved': (s) => s.approvals.approve('draft', { session: 's', seq: 1, ...approved }),
        'a state changes': (s) => s.sessions.setState('s', 'draft', 'approved'),
        'a link is made': (s) => s.links.create(link),
        'a link is used': (s) => s.links.use('k'),
        'a link is revoked': (s) => s.links.revoke('k'),
        'a kind of link is revoked': (s) => s.links.revokeKind('setup'),
        'a token is made': (s) => s.tokens.create({ ...token, kind: 'api' }),
        'a token is revoked': (s) => s.tokens.revoke('t', 'u'),
      }

      test.each(Object.keys(CHANGES))('It changes when %s', async (name) => {
        const before = await store.access.version()
        await CHANGES[name]!(store)
        const after = await store.access.version()
        expect(after).not.toBe(before)
        await reopen()
        expect(await store.access.version()).toBe(after)
      })

      test('It stays as it is while people write, join by tickets and use their tokens', async () => {
        const before = await store.access.version()
        await store.log.create(entry('a', 'seed'))
        await store.log.append(entry('a', 'x'))
        await store.tokens.create({ ...token, kind: 'ticket' })
        await store.tokens.touch('t')
        await store.sessions.setTitle('s', 'Title', undefined)
        expect(await store.access.version()).toBe(before)
      })
    })

    test('It answers while it is open and says so when it is not', async () => {
      await store.ping()
      await store.close()
      await expect(store.ping()).rejects.toThrow()
      store = await engine.open()
    })
  })
}

/** What the appender confirmed until it was killed, at least `count` entries. */
async function killedAfter(child: ChildProcess, count: number): Promise<{ seq: number; text: string }[]> {
  const confirmed: { seq: number; text: string }[] = []
  let complaint = ''
  child.stderr!.on('data', (data) => {
    complaint += data
  })
  const closed = new Promise((resolve) => child.once('close', resolve))
  for await (const line of createInterface(child.stdout!)) {
    const [seq, text] = line.split(' ')
    if (text === undefined) continue
    confirmed.push({ seq: Number(seq), text })
    if (confirmed.length === count) child.kill('SIGKILL')
  }
  await closed
  expect(complaint).toBe('')
  return confirmed
}
