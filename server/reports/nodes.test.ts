import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { session as makeSession, startWorld, type World } from '../api/testing'
import { templateOf } from '../events/session-template'
import { setInstance } from '../instance'
import { type Postgres, startPostgres } from '../scratch/postgres'
import type { Session } from '../store/store'

/*
 * What one process does in turn, two nodes may do at once: then the database decides.
 */

let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.remove())

/** A node with modules of its own: the turns of one are nothing to the other. */
type Node = { world: World } & typeof import('./steps') &
  typeof import('./history') &
  typeof import('./titles')

let nodes: [Node, Node]
let session: Session
beforeEach(async () => {
  const DATABASE_URL = await postgres.newDatabase()
  nodes = [await startNode(DATABASE_URL), await startNode(DATABASE_URL)]
  const { world } = nodes[0]
  setInstance(world)
  const made = await makeSession(world, { title: 'Water' })
  session = (await world.store.sessions.byId(made.session))!
})
afterEach(async () => {
  for (const { world } of nodes) await world.end()
})

async function startNode(DATABASE_URL: string): Promise<Node> {
  vi.resetModules()
  const modules = {
    ...(await import('./steps')),
    ...(await import('./history')),
    ...(await import('./titles')),
  }
  return { ...modules, world: await startWorld({ DATABASE_URL }) }
}

/** Does it as that node; all that it needs of it is taken before the first wait. */
function at<T>(index: 0 | 1, work: (node: Node) => T): T {
  setInstance(nodes[index].world)
  return work(nodes[index])
}

async function olga() {
  const user = (await nodes[0].world.store.users.byEmail('olga@example.org'))!
  return { kind: 'user', user, login: undefined } as const
}

const retitle = (index: 0 | 1, title: string) =>
  nodes[index].world.rooms.edit(session.id, 'test', (doc) => {
    doc.getText('title').delete(0, doc.getText('title').length)
    doc.getText('title').insert(0, title)
  })

const titleAt = async (index: 0 | 1) =>
  (await nodes[index].world.rooms.read(session.id, templateOf(session))).report.title

test('Of two nodes that approve at once one does, and it is its version that counts', async () => {
  const by = await olga()
  await Promise.all([retitle(0, 'Salt'), retitle(1, 'Water and salt')])
  const done = await Promise.allSettled([
    at(0, ({ approve }) => approve(session, by)),
    at(1, ({ approve }) => approve(session, by)),
  ])
  expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const { store } = nodes[0].world
  for (const one of done)
    if (one.status === 'fulfilled') expect(await store.approvals.latest(session.id)).toEqual(one.value)
    else expect(one.reason).toMatchObject({ status: 409, code: 'state' })
  const steps = await store.steps.ofSession(session.id)
  expect(steps.filter(({ action }) => action === 'approved')).toHaveLength(1)
  expect(await store.log.head(session.id)).toBe((await store.approvals.latest(session.id))?.seq)
})

test('What one node approved another reopens, and both take edits again', async () => {
  const by = await olga()
  await Promise.all([titleAt(0), titleAt(1)])
  await at(0, ({ approve }) => approve(session, by))
  for (const index of [0, 1] as const) await expect(retitle(index, 'Late')).rejects.toThrow()
  await at(1, ({ reopen }) => reopen(session, 'A name is misspelt', by))
  for (const [index, title] of [
    [0, 'One'],
    [1, 'Two'],
  ] as const) {
    await expect.poll(() => retitle(index, title).then(() => titleAt(index))).toBe(title)
    await expect.poll(() => titleAt(index === 0 ? 1 : 0)).toBe(title)
  }
})

test('One node approves while another brings back an earlier text: what is approved is what is there', async () => {
  const by = await olga()
  const { store } = nodes[0].world
  const then = (await store.log.history(session.id))[0]!.at
  await retitle(0, 'Later')
  const [approved, restored] = await Promise.allSettled([
    at(0, ({ approve }) => approve(session, by)),
    at(1, ({ restore }) => restore(session, then, '', by)),
  ])
  expect([approved.status, restored.status]).toContain('fulfilled')
  for (const one of [approved, restored])
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ status: 409, code: 'state' })
  const approval = await store.approvals.latest(session.id)
  if (approved.status === 'fulfilled') {
    expect(approval?.seq).toBe(await store.log.head(session.id))
    expect(approval?.report).toMatchObject({ title: await titleAt(1) })
  } else expect(approval).toBeUndefined()
})

test('An approved report is not brought back to an earlier text, also by a node that does not know yet', async () => {
  const by = await olga()
  const { store } = nodes[1].world
  await at(0, ({ approve }) => approve(session, by))
  vi.spyOn(store.sessions, 'byId').mockResolvedValueOnce(session)
  await expect(at(1, ({ restore }) => restore(session, Date.now(), '', by))).rejects.toMatchObject({
    status: 409,
    code: 'state',
  })
})

test('Lists get the newest title, also after another node wrote down an older one later', async () => {
  const titles = async () =>
    (await at(1, ({ listSessions }) => listSessions(session.event))).map(({ title }) => title)
  await retitle(0, 'Newest')
  expect(await titles()).toEqual(['Newest'])
  await nodes[0].world.store.sessions.setTitle(session.id, 'Older', undefined)
  expect(await titles()).toEqual(['Newest'])
})
