import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openData } from '../cluster/open'
import { readConfig } from '../config'
import { startPostgres } from '../scratch/postgres'
import { firstRun } from './first-run'
import { hashSecret } from './secrets'

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'rapporteur-first-run-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  return dir
}

/** As many nodes on one new database. */
async function nodes(count: number, env: Record<string, string> = {}) {
  const server = await startPostgres()
  onTestFinished(() => server.remove())
  const settings = readConfig({ DATABASE_URL: await server.newDatabase(), ...env })
  return Promise.all(Array.from({ length: count }, () => open(settings)))
}

async function open(settings: ReturnType<typeof readConfig>) {
  const data = await openData(settings, {})
  onTestFinished(async () => {
    await data.bus?.close()
    await data.store.close()
  })
  return data
}

type Node = Awaited<ReturnType<typeof open>>

async function printed(node: Node): Promise<string> {
  const first = await firstRun(node)
  if (first.kind !== 'setup') throw new Error(`No link, but ${first.kind}`)
  return first.url.slice(first.url.indexOf('#') + 1)
}

const linkOf = ({ store }: Node, secret: string) => store.links.bySecret(hashSecret(secret))

const OLGA = { name: 'Olga', email: 'olga@example.org', passwordHash: 'x', mayCreateEvents: true }

test('A new start revokes the setup link of the one before', async () => {
  const node = await open(readConfig({ DATA_DIR: await folder() }))
  const [old, present] = [await printed(node), await printed(node)]
  expect((await linkOf(node, old))?.revokedAt).toBeDefined()
  expect((await linkOf(node, present))?.revokedAt).toBeUndefined()
})

test('Of several nodes each prints a link that is good, until there is an account', async () => {
  const [a, b] = (await nodes(2)) as [Node, Node]
  const secrets = [await printed(a), await printed(b)]
  for (const secret of secrets) expect((await linkOf(a, secret))?.revokedAt).toBeUndefined()
  await a.store.users.createFirst(OLGA)
  expect(await b.store.users.createFirst({ ...OLGA, email: 'otto@example.org' })).toBeUndefined()
  expect(await firstRun(b)).toEqual({ kind: 'claimed' })
  for (const secret of secrets) expect((await linkOf(a, secret))?.revokedAt).toBeDefined()
})

test('Nodes that start at once with ADMIN_EMAIL make one account, and no link', async () => {
  const all = await nodes(3, { ADMIN_EMAIL: 'olga@example.org', ADMIN_PASSWORD: 'long enough for her' })
  const first = await Promise.all(all.map((node) => firstRun(node)))
  expect(first.map(({ kind }) => kind).sort()).toEqual(['admin', 'claimed', 'claimed'])
  expect(await all[0]!.store.users.count()).toBe(1)
})
