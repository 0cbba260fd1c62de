import { expect, test } from 'vitest'
import { entry } from './log-testing'
import type { Job, Store } from './store'

/** The part of the store's contract that is about work which any node may do. `here` is the open store. */
export function jobsContract(here: () => Store) {
  const LONG = 60_000
  const add = (key: string | undefined, payload: unknown = key ?? '', dueAt = 0, kind = 'mail') =>
    here().jobs.add(kind, key, payload, dueAt)
  const take = async (node: string, leaseMs = LONG, ...kinds: string[]) =>
    here().jobs.take(kinds.length > 0 ? kinds : ['mail'], node, leaseMs)
  const hold = (job: Job | undefined, node = job!.node!) => ({ job: job!.id, node })

  test('A job is taken once, when it is due, the one that is due longest first, and by whoever knows its kind', async () => {
    await add('later', 'later', Date.now() + LONG)
    await add('second', { second: [2] }, 2)
    await add('first', { first: 1 }, 1)
    await add('other', '', 0, 'book')
    const first = await take('a')
    expect(first).toMatchObject({ kind: 'mail', key: 'first', payload: { first: 1 }, attempts: 1, node: 'a' })
    expect(await take('b')).toMatchObject({ payload: { second: [2] }, node: 'b' })
    expect(await take('b')).toBeUndefined()
    expect(await take('b', LONG, 'mail', 'book')).toMatchObject({ kind: 'book' })
    expect(await here().jobs.finish(hold(first))).toBe(true)
    expect((await here().jobs.list()).map(({ key }) => key)).toEqual(['later', 'second', 'other'])
    const which = { kind: 'mail', keys: ['second', 'other'] }
    expect((await here().jobs.list(which)).map(({ key }) => key)).toEqual(['second'])
  })

  test('Of nodes that ask at once each job is one’s', async () => {
    for (let index = 0; index < 30; index++) await add(undefined, index)
    const nodes = Array.from({ length: 60 }, (_, index) => `node ${index}`)
    const taken = (await Promise.all(nodes.map((node) => take(node)))).filter((job) => job !== undefined)
    expect(new Set(taken.map(({ id }) => id)).size).toBe(30)
    expect(taken).toHaveLength(30)
  })

  test('Of a key there is one job of a kind, waiting or being done', async () => {
    expect(await add('key')).toBe(true)
    expect(await add('key')).toBe(false)
    expect(await add('key', '', 0, 'book')).toBe(true)
    expect(await add(undefined)).toBe(true)
    expect(await add(undefined)).toBe(true)
    const job = await take('a')
    expect(await add('key')).toBe(false)
    await here().jobs.finish(hold(job))
    expect(await add('key')).toBe(true)
  })

  test('When its lease is over, a job is whoever’s comes first, and who had it finds out', async () => {
    await add('key')
    const before = await take('a', -1)
    // Nobody has taken it yet, so it can still be kept.
    expect(await here().jobs.renew(hold(before), -1)).toBe(true)
    const after = await take('b')
    expect(after).toMatchObject({ id: before!.id, attempts: 2, node: 'b' })
    const lost = hold(before)
    const { jobs } = here()
    expect(await jobs.renew(lost, LONG)).toBe(false)
    expect(await jobs.finish(lost)).toBe(false)
    expect(await jobs.retry(lost, 'no', 0)).toBe(false)
    expect(await jobs.again(lost, 0)).toBe(false)
    expect(await jobs.giveBack(lost)).toBe(false)
    expect(await jobs.giveUp(lost, 'no')).toBe(false)
    expect(await jobs.list()).toEqual([after])
    expect(await jobs.renew(hold(after), LONG)).toBe(true)
    expect(await take('c')).toBeUndefined()
  })

  test('What failed is taken again when it is due, with what it failed of', async () => {
    await add('key')
    expect(await here().jobs.retry(hold(await take('a')), 'no answer', Date.now() + LONG)).toBe(true)
    expect(await take('a')).toBeUndefined()
    const [job] = await here().jobs.list()
    expect(job).toMatchObject({ attempts: 1, node: undefined, reason: 'no answer' })
    await add('other', '', 0)
    await here().jobs.retry(hold(await take('a')), 'no answer', 0)
    expect(await take('b')).toMatchObject({ key: 'other', attempts: 2, reason: 'no answer' })
  })

  test('What is given back was not tried; what is to be done again begins anew', async () => {
    await add('key')
    await here().jobs.retry(hold(await take('a')), 'no answer', 0)
    await here().jobs.giveBack(hold(await take('a')))
    const job = await take('b')
    expect(job).toMatchObject({ attempts: 2, node: 'b' })
    await here().jobs.again(hold(job), 0)
    expect(await take('b')).toMatchObject({ attempts: 1, reason: '' })
  })

  test('What is given up is nobody’s, keeps its reason and nothing else, and is forgotten in the end', async () => {
    await add('key', 'a secret')
    const job = await take('a')
    expect(await here().jobs.giveUp(hold(job), 'nobody lives there')).toBe(true)
    expect(await here().jobs.giveUp(hold(job), 'again')).toBe(false)
    expect(await take('a')).toBeUndefined()
    const [kept] = await here().jobs.list()
    expect(kept).toMatchObject({ key: 'key', payload: null, reason: 'nobody lives there', node: undefined })
    expect(kept!.endedAt).toBeTypeOf('number')
    expect(await add('key')).toBe(true)
    await here().jobs.forget(kept!.endedAt!)
    expect(await here().jobs.list()).toHaveLength(2)
    await here().jobs.forget(kept!.endedAt! + 1)
    expect(await here().jobs.list()).toMatchObject([{ endedAt: undefined }])
  })

  test('Rooms are worth compacting that have grown since their snapshot and are quiet', async () => {
    const { log } = here()
    for (const [room, entries] of [
      ['a', 5],
      ['b', 6],
      ['c', 7],
    ] as const) {
      await log.create(entry(room, 'seed'))
      for (let index = 1; index < entries; index++) await log.append(entry(room, `${index}`))
    }
    const grown = (before: number, limit = 10) => here().grown({ entries: 5, before, limit })
    const later = Date.now() + LONG
    expect(await grown(later)).toEqual(['b', 'c'])
    expect(await grown(later, 1)).toEqual(['b'])
    expect(await grown(0)).toEqual([])
  })
}
