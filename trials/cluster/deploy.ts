import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { seconds, sleep } from '../chaos/waiting'
import { exportsHold, type Outcome, settle, together } from './check'
import type { Fault } from './fault'
import { loyalTo, openStage } from './stage'
import type { World } from './world'

const NEWER = `--import tsx --import ${pathToFileURL(join(import.meta.dirname, 'newer.ts'))}`

/**
 * A node of a newer version starts beside the others and brings the database to its shape; then each of the others is
 * replaced by one. After that the nodes are what they were, and so is the database.
 */
export const deploy: Fault = {
  name: 'deploy',
  title: 'A newer version replaces the one before, node by node',
  async run(world, random) {
    const { nodes, size } = world
    const stage = await openStage(world, random)
    const violations: string[] = []
    await sleep(1_000)
    const newer = await world.addNode('newer node', { NODE_OPTIONS: NEWER })
    await newer.server.start()
    violations.push(...(await migrated(world)))
    // Older ones and a newer one on one database.
    await sleep(size.goneMs / 2)
    violations.push(...(await exportsHold([...nodes, newer], stage)))
    for (const { server } of nodes) {
      const { settings } = server
      server.settings = { ...settings, NODE_OPTIONS: NEWER }
      await server.stop()
      await server.start()
      server.settings = settings
    }
    // Who insists on one node waits for that one.
    const bound = nodes.flatMap((_, index) => loyalTo(world, index))
    const free = (await stage.fleet.reports()).filter(({ name }) => !bound.includes(name))
    const longest = Math.max(...free.map(({ longestWait }) => longestWait))
    const outcome: Outcome = await settle(world, stage)
    violations.push(...(await exportsHold([newer], stage)))
    await newer.server.stop()
    await goBack(world)
    const facts = [`no edit waited for longer than ${seconds(longest)}`]
    if (longest > size.waitingMs) violations.push(`an edit waited for ${seconds(longest)}`)
    return together({ facts, checked: 0, violations }, outcome)
  },
}

async function migrated({ databaseUrl }: World): Promise<string[]> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  const { rowCount } = await client.query(`select from migration where name = '9999-trial'`)
  await client.end()
  return rowCount === 1 ? [] : ['the newer node did not bring the database to its shape']
}

/** What no version does: nodes of the version before can start on it again. */
async function goBack({ databaseUrl }: World): Promise<void> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  await client.query(`
    delete from migration where name = '9999-trial'; drop table trial;
    alter table room drop column trial; alter table session drop column trial`)
  await client.end()
}
