import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type Postgres, startPostgres } from '../scratch/postgres'
import { openPostgresStore } from '../store'
import type { Store } from '../store/store'
import { createJobs, type Jobs } from '.'

/*
 * Nodes on one PostgreSQL, each with connections of its own.
 */

let server: Postgres
let stores: Store[]
let nodes: Jobs[]
/** Which node did which job. */
let done: [node: number, payload: unknown][]
/** What work waits for once it began. */
let gate: Promise<void> | undefined

beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.remove())
beforeEach(async () => {
  const url = await server.newDatabase()
  stores = await Promise.all([0, 1, 2].map(() => openPostgresStore(url)))
  done = []
  gate = undefined
  nodes = stores.map((store, node) => {
    const jobs = createJobs({ store, pollMs: 20, leaseMs: 2000, log: () => {} })
    jobs.offer('count', {
      attempts: 10,
      wait: () => 0,
      async run({ payload, confirm }) {
        await gate
        await confirm()
        done.push([node, payload])
        return undefined
      },
    })
    return jobs
  })
})
afterEach(async () => {
  for (const jobs of nodes) await jobs.close()
  for (const store of stores) await store.close()
})

const COUNT = 90
const ALL = Array.from({ length: COUNT }, (_, index) => index)
const WAIT = { timeout: 60_000 }

const payloads = () => done.map(([, payload]) => Number(payload)).sort((a, b) => a - b)
const nothingLeft = () =>
  vi.waitFor(async () => expect(await stores[0]!.jobs.list()).toEqual([]), { ...WAIT, interval: 200 })

test('Each job is done once, whichever of the nodes asks first', async () => {
  for (const payload of ALL) await stores[payload % 3]!.jobs.add('count', undefined, payload, 0)
  for (const jobs of nodes) jobs.start()
  await nothingLeft()
  expect(payloads()).toEqual(ALL)
  expect(new Set(done.map(([node]) => node)).size).toBeGreaterThan(1)
})

test('A database that crashes and comes back costs no job', async () => {
  for (const payload of ALL) await stores[payload % 3]!.jobs.add('count', undefined, payload, 0)
  const crashed = Promise.withResolvers<void>()
  gate = crashed.promise
  for (const jobs of nodes) jobs.start()
  await vi.waitFor(async () => {
    const taken = (await stores[0]!.jobs.list()).filter(({ node }) => node !== undefined)
    expect(taken).toHaveLength(3)
  }, WAIT)
  await server.stop('immediate')
  crashed.resolve()
  await server.start()
  await nothingLeft()
  // What was done when the answer was lost is done again.
  expect([...new Set(payloads())]).toEqual(ALL)
})
