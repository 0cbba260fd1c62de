import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { behind, flipByte } from '../reports/testing'
import { openStore } from '../store'
import { clockAt } from '../store/log-testing'
import type { Store } from '../store/store'
import { now } from '../time'
import { createJobs, type Jobs } from '.'
import { growing, Hopeless, type Kind, type Task } from './kind'
import { offerUpkeep } from './upkeep'

let dir: string
let store: Store
const nodes: Jobs[] = []

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rapporteur-jobs-'))
  store = await openStore(dir)
})
afterEach(async () => {
  for (const jobs of nodes.splice(0)) await jobs.close()
  await store.close()
  await rm(dir, { recursive: true })
})

const said: string[] = []
/** A busy machine is no failure. */
const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 60_000 })

/** A node of its own on the store that all share; it asks often. */
function node(name: string, leaseMs = 60_000, pollMs = 5): Jobs {
  const log = (line: string) => void said.push(line)
  const jobs = createJobs({ store, node: name, pollMs, leaseMs, farewellMs: 100, log })
  nodes.push(jobs)
  return jobs
}

/** Work that waits until a test lets it go on, and how it went. */
function bench() {
  const gate = Promise.withResolvers<void>()
  const tasks: Task<unknown>[] = []
  return {
    tasks,
    open: gate.resolve,
    work: async (task: Task<unknown>) => {
      tasks.push(task)
      const broken = new Promise((_, reject) => {
        task.signal.addEventListener('abort', () => reject(new Error(`broken off: ${task.signal.reason}`)))
      })
      await Promise.race([gate.promise, broken])
      return undefined
    },
  }
}

const kind = (run: Kind<unknown>['run'], more: Partial<Kind<unknown>> = {}): Kind<unknown> => ({
  attempts: 3,
  wait: () => 0,
  run,
  ...more,
})

const nothingLeft = () => soon(async () => expect(await store.jobs.list()).toEqual([]))

test('Each of many jobs is done once, by whichever node is free, and one at a time on each', async () => {
  const done: unknown[] = []
  const byNode: Record<string, number> = {}
  const together: Record<string, number> = {}
  const all = Promise.withResolvers<void>()
  for (const name of ['a', 'b', 'c']) {
    const jobs = node(name)
    jobs.offer(
      'count',
      kind(async ({ payload }) => {
        together[name] = (together[name] ?? 0) + 1
        expect(together[name]).toBe(1)
        done.push(payload)
        byNode[name] = (byNode[name] ?? 0) + 1
        if (Object.keys(byNode).length === 3) all.resolve()
        await all.promise
        await store.ping()
        together[name]--
        return undefined
      }),
    )
  }
  for (let index = 0; index < 40; index++) await store.jobs.add('count', undefined, index, 0)
  for (const jobs of nodes) jobs.start()
  await nothingLeft()
  expect(done.sort((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 40 }, (_, index) => index))
})

test('A node begins at once what it was given itself', async () => {
  const jobs = node('a', 60_000, 3_600_000)
  const { tasks, work, open } = bench()
  const adder = jobs.offer('work', kind(work))
  jobs.start()
  await adder.add('key', { some: 'thing' })
  await soon(() => expect(tasks).toHaveLength(1))
  expect(tasks[0]!.payload).toEqual({ some: 'thing' })
  open()
  await nothingLeft()
})

test('Work that takes longer than the lease stays the node’s that does it', async () => {
  const [slow, other] = [bench(), bench()]
  const a = node('a', 1500)
  const adder = a.offer('work', kind(slow.work))
  a.start()
  await adder.add('key', '')
  await soon(() => expect(slow.tasks).toHaveLength(1))
  const { dueAt: first } = (await store.jobs.list())[0]!
  const b = node('b', 1500)
  b.offer('work', kind(other.work))
  b.start()
  await soon(async () => expect((await store.jobs.list())[0]!.dueAt).toBeGreaterThan(first))
  slow.open()
  await nothingLeft()
  expect([slow.tasks, other.tasks].map(({ length }) => length)).toEqual([1, 0])
})

test('A node that stood still finds out that another has its job: it is broken off, and stores nothing', async () => {
  const { tasks, work } = bench()
  const ends: unknown[] = []
  const a = node('a')
  const adder = a.offer(
    'work',
    kind(
      (task) =>
        work(task).catch((error) => {
          ends.push(error.message)
          throw error
        }),
      { gaveUp: async () => ends.push('gave up') },
    ),
  )
  a.start()
  await adder.add('key', '')
  await soon(() => expect(tasks).toHaveLength(1))
  const [task] = tasks
  await store.jobs.renew(task!.hold, 0)
  const taken = await store.jobs.take(['work'], 'b', 60_000)
  expect(taken).toMatchObject({ attempts: 2, node: 'b' })
  await expect(task!.confirm()).rejects.toThrow('Another node does it now.')
  await soon(() => expect(ends).toEqual(['broken off: lost']))
  expect(await store.jobs.list()).toEqual([taken])
})

test('A node that stops gives back what it does, untried, and another does it', async () => {
  const [first, second] = [bench(), bench()]
  const a = node('a')
  const adder = a.offer('work', kind(first.work))
  a.start()
  await adder.add('key', '')
  await soon(() => expect(first.tasks).toHaveLength(1))
  await a.close()
  expect(await store.jobs.list()).toMatchObject([{ node: undefined, attempts: 0, reason: '' }])
  const b = node('b')
  b.offer('work', kind(second.work))
  b.start()
  second.open()
  await nothingLeft()
  expect(second.tasks).toHaveLength(1)
})

test('Work that does not end when the node stops keeps nobody waiting, and stays leased', async () => {
  const never = Promise.withResolvers<undefined>()
  const a = node('a')
  const adder = a.offer(
    'work',
    kind(() => never.promise),
  )
  a.start()
  await adder.add('key', '')
  await soon(async () => expect(await store.jobs.list()).toMatchObject([{ node: 'a' }]))
  await a.close()
  expect(await store.jobs.list()).toMatchObject([{ node: 'a', attempts: 1 }])
})

test('What fails is tried again, each time later, and in the end given up with the reason', async () => {
  const heard: unknown[] = []
  const failures: unknown[] = []
  const waits: number[] = []
  const jobs = createJobs({
    store,
    pollMs: 5,
    log: () => {},
    watch: {
      failed: ({ kind, attempts }, reason) => heard.push(['failed', kind, attempts, reason]),
      gaveUp: ({ kind, attempts }, reason) => heard.push(['gave up', kind, attempts, reason]),
    },
  })
  nodes.push(jobs)
  const adder = jobs.offer(
    'work',
    kind(() => Promise.reject(new Error('no answer')), {
      wait(attempt) {
        waits.push(growing(10, 1000)(attempt))
        return 0
      },
      gaveUp: async (payload, reason) => failures.push([payload, reason]),
    }),
  )
  jobs.start()
  await adder.add('key', 'it')
  await soon(() => expect(heard).toHaveLength(3))
  expect(waits).toEqual([10, 20])
  expect(heard).toEqual([
    ['failed', 'work', 1, 'no answer'],
    ['failed', 'work', 2, 'no answer'],
    ['gave up', 'work', 3, 'no answer'],
  ])
  expect(failures).toEqual([['it', 'no answer']])
  expect(await store.jobs.list()).toMatchObject([
    { reason: 'no answer', payload: null, endedAt: expect.any(Number) },
  ])
})

test('What is hopeless is not tried again', async () => {
  const jobs = node('a')
  const adder = jobs.offer(
    'work',
    kind(() => Promise.reject(new Hopeless('nobody lives there'))),
  )
  jobs.start()
  await adder.add('key', '')
  await soon(async () =>
    expect(await store.jobs.list()).toMatchObject([
      { attempts: 1, reason: 'nobody lives there', endedAt: expect.any(Number) },
    ]),
  )
})

test('A job that each node dies of is given up without another try', async () => {
  await store.jobs.add('work', 'key', 'it', 0)
  for (const dying of ['a', 'b', 'c']) await store.jobs.take(['work'], dying, 0)
  const { tasks, work } = bench()
  const failures: unknown[] = []
  const jobs = node('d')
  jobs.offer('work', kind(work, { gaveUp: async (payload) => failures.push(payload) }))
  jobs.start()
  await soon(async () =>
    expect(await store.jobs.list()).toMatchObject([
      { reason: 'Each server that did it stopped meanwhile.', endedAt: expect.any(Number) },
    ]),
  )
  expect(failures).toEqual(['it'])
  expect(tasks).toEqual([])
})

test('Waits double up to the longest', () => {
  expect([1, 2, 3, 4, 50].map(growing(30, 100))).toEqual([30, 60, 100, 100, 100])
})

test('A database that does not answer is said once, and asked again', async () => {
  said.length = 0
  const { tasks, work, open } = bench()
  open()
  let isDown = true
  let asked = 0
  const jobs = createJobs({
    store: {
      jobs: {
        ...store.jobs,
        async take(...all) {
          asked++
          if (isDown) throw new Error('connection refused')
          return store.jobs.take(...all)
        },
      },
    },
    pollMs: 5,
    log: (line) => void said.push(line),
  })
  nodes.push(jobs)
  jobs.offer('work', kind(work))
  await store.jobs.add('work', 'key', '', 0)
  jobs.start()
  await soon(() => expect(asked).toBeGreaterThan(3))
  isDown = false
  await nothingLeft()
  expect(tasks).toHaveLength(1)
  expect(said).toEqual(['connection refused'])
})

test('Every hour one node sweeps what was never finished, and has the long logs of quiet rooms compacted', async () => {
  await store.close()
  store = await openStore(dir, { clock: clockAt(now() - 3_600_000) })
  await write('long', 60)
  await write('short', 40)
  await write('broken', 60)
  const db = behind({ dataDir: dir })
  flipByte(db, 'broken', 7)
  const swept: string[] = []
  for (const name of ['x', 'y']) {
    const jobs = node(name)
    await offerUpkeep(jobs, { store, files: { sweep: async () => void swept.push(name) } })
    jobs.start()
  }
  const [job, ...others] = await store.jobs.list()
  expect(others).toEqual([])
  expect(job!.dueAt).toBeGreaterThan(now() + 3_500_000)
  expect(swept).toEqual([])

  db.prepare('update job set due_at = 0').run()
  db.close()
  await soon(async () => expect((await store.log.load('long')).snapshot).toBeDefined())
  await soon(async () =>
    expect(await store.jobs.list()).toMatchObject([{ kind: 'sweep', attempts: 0, node: undefined }]),
  )
  expect(swept).toHaveLength(1)
  expect((await store.log.load('short')).snapshot).toBeUndefined()
  expect((await store.jobs.list())[0]!.dueAt).toBeGreaterThan(now() + 3_500_000)
})

async function write(room: string, entries: number) {
  const doc = new Y.Doc()
  const written: Promise<unknown>[] = []
  await store.log.create({ room, user: 'ana', data: Y.encodeStateAsUpdate(doc) })
  doc.on('update', (data: Uint8Array) => written.push(store.log.append({ room, user: 'ana', data })))
  for (let index = 1; index < entries; index++) doc.getText('title').insert(0, 'x')
  await Promise.all(written)
}
