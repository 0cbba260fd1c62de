import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'
import { closeCode } from '@/lib/collab/close-codes'
import { gsef2020 } from '@/lib/report/samples'
import { NoAnswer, openAsker } from '../cluster/ask'
import { notifyBus } from '../cluster/notify-bus'
import { createRooms, type Rooms } from '../collab/rooms'
import { Bare, type Started, seed, startServer } from '../collab/testing'
import { startPostgres } from '../scratch/postgres'
import { openPostgresStore, openStore } from '../store'
import type { Job } from '../store/store'
import { createMetrics, type Metrics } from './metrics'

let server: Started | undefined
afterEach(async () => {
  await server?.stop()
  server = undefined
})

/** The samples of a scrape, by name and labels. */
async function scrape({ render }: Metrics): Promise<Map<string, number>> {
  const { body } = await render()
  const samples = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    samples.map((line) => {
      const space = line.lastIndexOf(' ')
      return [line.slice(0, space), Number(line.slice(space + 1))]
    }),
  )
}

/** An update that inserts a letter into the title of an empty document. */
function update(): Uint8Array {
  const doc = new Y.Doc()
  doc.getText('title').insert(0, 'x')
  return Y.encodeStateAsUpdate(doc)
}

test('each figure moves when what it counts happens', async () => {
  const metrics = createMetrics()
  server = await startServer({ watch: metrics.rooms })
  metrics.watchRooms(server.rooms)
  metrics.watchLog(server.store)

  const before = await scrape(metrics)
  for (const [name, value] of [
    ['rapporteur_rooms', 0],
    ['rapporteur_sockets', 0],
    ['rapporteur_edits_received_total', 0],
    ['rapporteur_frames_sent_total', 0],
    ['rapporteur_confirmations_total', 0],
    ['rapporteur_confirmation_seconds_count', 0],
    ['rapporteur_refusals_total{code="badMessage"}', 0],
    ['rapporteur_snapshot_bytes', 0],
    ['rapporteur_history_bytes', 0],
    ['rapporteur_unreadable_sessions', 0],
  ] as const)
    expect(before.get(name), name).toBe(value)
  expect(before.get('rapporteur_log_bytes')).toBeGreaterThan(1000)

  const ana = await Bare.join(server.url('ana', '&ack=1'))
  const ben = await Bare.join(server.url('ben'))
  ana.send({ kind: 'step2', update: update() })
  await ana.heard('ack', ({ count }) => count === 1)
  ana.send({ kind: 'update', update: update() })
  await ana.heard('ack', ({ count }) => count === 2)
  await ben.heard('update')
  const during = await scrape(metrics)
  for (const [name, value] of [
    ['rapporteur_rooms', 1],
    ['rapporteur_sockets', 2],
    ['rapporteur_edits_received_total', 2],
    ['rapporteur_confirmations_total', 2],
    ['rapporteur_confirmation_seconds_count', 2],
    ['rapporteur_confirmation_seconds_bucket{le="+Inf"}', 2],
  ] as const)
    expect(during.get(name), name).toBe(value)
  expect(during.get('rapporteur_frames_sent_total')).toBeGreaterThanOrEqual(
    ana.messages.length + ben.messages.length,
  )
  expect(during.get('rapporteur_confirmation_seconds_sum')).toBeGreaterThan(0)

  ben.socket.send(new Uint8Array([99, 99, 99]))
  expect((await ben.closed).code).toBe(closeCode('badMessage'))
  expect((await scrape(metrics)).get('rapporteur_refusals_total{code="badMessage"}')).toBe(1)
})

test('a confirmation that is of many edits is timed by the one that waited longest', async () => {
  const metrics = createMetrics()
  server = await startServer({ watch: metrics.rooms })
  const ana = await Bare.join(server.url('ana', '&ack=1'))
  const updates = Array.from({ length: 50 }, update)
  for (const one of updates) ana.send({ kind: 'update', update: one })
  await ana.heard('ack', ({ count }) => count === 50)
  const count = (await scrape(metrics)).get('rapporteur_confirmation_seconds_count')!
  const acks = ana.messages.filter(({ kind }) => kind === 'ack')
  expect(count).toBeGreaterThan(0)
  expect(count).toBeLessThanOrEqual(acks.length)
})

test('commits, their entries and their failures are counted', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'rapporteur-metrics-'))
  const metrics = createMetrics()
  const store = await openStore(dataDir, metrics.commits)
  await store.log.create({ room: 'a', user: 'ana', data: update() })
  await Promise.all(
    Array.from({ length: 20 }, () => store.log.append({ room: 'a', user: 'ana', data: update() })),
  )
  metrics.commits.failed(new Error('The disk is full'))
  const figures = await scrape(metrics)
  expect(figures.get('rapporteur_log_entries_total')).toBe(20)
  expect(figures.get('rapporteur_commit_seconds_count')).toBeGreaterThan(0)
  expect(figures.get('rapporteur_commit_seconds_sum')).toBeGreaterThan(0)
  expect(figures.get('rapporteur_commit_failures_total')).toBe(1)
  await store.close()
  rmSync(dataDir, { recursive: true })
})

test('jobs that fail, and those that are given up, are counted by kind', async () => {
  const { jobs, ...metrics } = createMetrics()
  const job = { kind: 'mail', id: 'j' } as Job
  jobs.failed(job, 'no answer')
  jobs.failed(job, 'no answer')
  jobs.gaveUp(job, 'no answer')
  const figures = await scrape({ jobs, ...metrics })
  expect(figures.get('rapporteur_job_failures_total{kind="mail"}')).toBe(2)
  expect(figures.get('rapporteur_jobs_given_up_total{kind="mail"}')).toBe(1)
})

test('what comes from other nodes, and what does not come, is told', async () => {
  const metrics = createMetrics()
  let isUp = true
  metrics.watchBus({ isUp: () => isUp })
  const postgres = await startPostgres()
  onTestFinished(() => postgres.remove())
  const url = await postgres.newDatabase()
  const nodes = await Promise.all(
    ['a', 'b'].map(async (name) => {
      const [store, bus] = [await openPostgresStore(url), await notifyBus(url, name)]
      onTestFinished(async () => {
        await bus.close()
        await store.close()
      })
      return { store, bus, asker: await openAsker({ bus, node: name, watch: metrics.questions }) }
    }),
  )
  const [a, b] = nodes as [(typeof nodes)[0], (typeof nodes)[0]]
  const { session } = await seed(a.store)
  const [here, there] = [
    createRooms({ ...a, watch: metrics.rooms, idleMs: 60_000 }),
    createRooms({ ...b, idleMs: 60_000 }),
  ]
  const write = (rooms: Rooms) => rooms.edit(session.id, 'test', (doc) => doc.getText('title').insert(0, 'x'))
  await Promise.all([write(here), write(there)])
  const figure = async (name: string) => (await scrape(metrics)).get(`rapporteur_${name}`)
  await expect
    .poll(async () => {
      await write(there)
      return figure('node_entries_heard_total')
    })
    .toBeGreaterThan(0)
  await here.read(session.id, gsef2020.template)
  const before = (await figure('node_entries_caught_up_total'))!
  const send = vi.spyOn(b.bus, 'send')
  send.mockImplementation(() => {})
  await write(there)
  await here.read(session.id, gsef2020.template)
  expect(await figure('node_entries_caught_up_total')).toBe(before + 1)
  expect(await figure('node_catch_ups_total')).toBeGreaterThan(0)
  send.mockRestore()

  b.asker.answerWith(async () => ({ status: 204, body: new Uint8Array() }))
  await a.asker.ask('b', new Uint8Array())
  expect(await figure('node_questions_total{outcome="answered"}')).toBe(1)
  const lost = expect(a.asker.ask('nobody', new Uint8Array())).rejects.toThrow(NoAnswer)
  a.asker.close()
  await lost
  expect(await figure('node_questions_total{outcome="unanswered"}')).toBe(1)
  expect(await figure('bus_up')).toBe(1)
  isUp = false
  expect(await figure('bus_up')).toBe(0)
  await Promise.all([here.close(), there.close()])
})

test('what the log, the snapshots and the history hold is told, in bytes', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'rapporteur-metrics-'))
  const store = await openStore(dataDir)
  const data = [update(), update(), update()]
  await store.log.create({ room: 'a', user: 'ana', data: data[0]! })
  for (const one of data.slice(1)) await store.log.append({ room: 'a', user: 'ana', data: one })
  await store.log.create({ room: 'b', user: 'ana', data: data[0]! })
  const bytes = data.reduce((sum, { length }) => sum + length, 0)
  expect(await store.sizes()).toEqual({ log: bytes + data[0]!.length, snapshots: 0, history: 0 })
  await store.log.compact('a')
  const { log, snapshots, history } = await store.sizes()
  expect(log).toBe(data[0]!.length)
  expect(snapshots).toBeGreaterThan(0)
  expect(history).toBeGreaterThan(0)
  await store.close()
  rmSync(dataDir, { recursive: true })
})

test('the sizes are asked once a minute at most, and when they cannot be had the other figures can', async () => {
  let asked = 0
  const sizes = { log: 5, snapshots: 6, history: 7 }
  const metrics = createMetrics()
  metrics.watchLog({
    async sizes() {
      if (++asked === 1) throw new Error('The database does not answer')
      return sizes
    },
  })
  const failing = await scrape(metrics)
  expect(failing.get('rapporteur_log_bytes')).toBeNaN()
  expect(failing.has('process_cpu_seconds_total')).toBe(true)
  for (let times = 0; times < 3; times++)
    expect(
      [...(await scrape(metrics))].filter(([name]) => name.endsWith('_bytes') && name.startsWith('rapp')),
    ).toEqual([
      ['rapporteur_log_bytes', 5],
      ['rapporteur_snapshot_bytes', 6],
      ['rapporteur_history_bytes', 7],
    ])
  expect(asked).toBe(2)
})

test('the delay of the event loop is told, and a blocked one is seen', async () => {
  const metrics = createMetrics()
  // It looks every tenth of a second.
  const look = () => new Promise((resolve) => setTimeout(resolve, 150))
  await look()
  const until = performance.now() + 400
  while (performance.now() < until);
  await look()
  const figures = await scrape(metrics)
  for (const part of ['p50', 'p99', 'max'])
    expect(figures.get(`nodejs_eventloop_lag_${part}_seconds`), part).toBeGreaterThan(0)
  expect(figures.get('nodejs_eventloop_lag_max_seconds')).toBeGreaterThan(0.35)
})

test('every figure of ours has a help sentence', async () => {
  const metrics = createMetrics()
  metrics.watchRooms({
    stats: () => ({
      rooms: 0,
      sockets: 0,
      updates: 0,
      confirmations: 0,
      frames: 0,
      unreadable: 0,
      refusals: {},
    }),
  })
  metrics.watchLog({ sizes: async () => ({ log: 0, snapshots: 0, history: 0 }) })
  metrics.watchBus({ isUp: () => true })
  const { body } = await metrics.render()
  const names = [...body.matchAll(/^# TYPE (rapporteur_\w+) /gm)].map((match) => match[1])
  expect(names.length).toBe(21)
  for (const name of names) expect(body).toMatch(new RegExp(`^# HELP ${name} [A-Z].*\\.$`, 'm'))
})
