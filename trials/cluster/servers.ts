import pg from 'pg'
import { seconds, sleep } from '../chaos/waiting'
import { exportsHold, type Outcome, settle, together } from './check'
import type { Fault } from './fault'
import { openStage, type Stage } from './stage'
import type { World } from './world'

/** Everybody stops with the same, and goes on. */
async function settleAndGoOn(world: World, stage: Stage): Promise<Outcome> {
  const outcome = await settle(world, stage)
  await stage.fleet.pace(world.size.editsASecond)
  return outcome
}

/** SIGKILL to each node in turn, while the others go on; then it starts again. */
export const killed: Fault = {
  name: 'node killed',
  title: 'A node is killed while everybody writes through all of them',
  async run(world, random) {
    const stage = await openStage(world, random)
    const outcomes: Outcome[] = []
    for (let round = 0; round < world.size.rounds; round++) {
      const node = world.nodes[round % world.nodes.length]!
      await sleep(1_000 + random.below(1_000))
      await node.server.kill()
      const others = world.nodes.filter((one) => one !== node)
      const violations = await exportsHold(others, stage)
      await sleep(random.below(2_000))
      await node.server.start()
      outcomes.push({ facts: [], checked: 0, violations }, await settleAndGoOn(world, stage))
    }
    return together({ facts: [`${world.size.rounds} kills`], checked: 0, violations: [] }, ...outcomes)
  },
}

/** Redis ends and is started again at once, is killed and stays away, and stands still. */
export const withoutRedis: Fault = {
  name: 'redis',
  title: 'Redis is restarted, is gone for a while, and stands still',
  async run(world, random) {
    const { redis, size, nodes } = world
    if (!redis) return { facts: ['not the bus'], checked: 0, violations: [] }
    const stage = await openStage(world, random)
    await sleep(1_000)
    await redis.stop()
    await redis.start()
    const restarted = await settleAndGoOn(world, stage)
    await redis.kill()
    await sleep(size.goneMs / 2)
    // People see each other's edits all the while, if later.
    const violations = await exportsHold(nodes, stage)
    await sleep(size.goneMs / 2)
    await redis.start()
    const gone = await settleAndGoOn(world, stage)
    redis.pause()
    await sleep(size.goneMs / 2)
    redis.resume()
    const stood = await settle(world, stage)
    const fact = { facts: [`gone for ${seconds(size.goneMs)}`], checked: 0, violations }
    return together(restarted, fact, gone, stood)
  },
}

/** PostgreSQL is stopped as Debian does it, crashes, and stands still. Nothing may be called saved meanwhile. */
export const withoutPostgres: Fault = {
  name: 'postgres',
  title: 'PostgreSQL is restarted, crashes, and stands still: nothing is called saved meanwhile',
  async run(world, random) {
    const { postgres, size } = world
    const stage = await openStage(world, random)
    const outcomes: Outcome[] = []
    const away = Math.min(size.goneMs, 20_000)
    for (let round = 0; round < size.rounds; round++) {
      for (const how of ['fast', 'immediate'] as const) {
        await sleep(1_000 + random.below(500))
        await postgres.stop(how)
        // What it had committed is on its way to those who wrote it.
        await sleep(500)
        await stage.fleet.openWindow()
        await sleep(away / 2)
        await stage.fleet.closeWindow()
        await postgres.start()
        outcomes.push(await settleAndGoOn(world, stage))
      }
      postgres.pause()
      await sleep(500)
      await stage.fleet.openWindow()
      await sleep(away / 2)
      await stage.fleet.closeWindow()
      postgres.resume()
      outcomes.push(await settleAndGoOn(world, stage))
    }
    return together(...outcomes)
  },
}

/** Every tenth commit that moves a room's head fails at its very end. */
export const failingCommits: Fault = {
  name: 'failing commits',
  title: 'Every tenth commit fails',
  async run(world, random) {
    const stage = await openStage(world, random)
    const client = new pg.Client(world.databaseUrl)
    await client.connect()
    await client.query(
      `create sequence tried;
       create function refuse() returns trigger language plpgsql as $$
       begin if nextval('tried') % 10 = 0 then raise exception 'every tenth commit fails'; end if; return null; end $$;
       create constraint trigger refusing after update on room deferrable initially deferred
       for each row execute function refuse()`,
    )
    await sleep(world.size.goneMs)
    const { rows } = await client.query('select last_value from tried')
    const under = await settleAndGoOn(world, stage)
    await client.query('drop trigger refusing on room; drop function refuse; drop sequence tried')
    await client.end()
    const after = await settle(world, stage)
    return together({ facts: [`${rows[0].last_value} commits`], checked: 0, violations: [] }, under, after)
  },
}
