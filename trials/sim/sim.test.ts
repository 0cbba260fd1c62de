import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { nodesPlanOf } from './nodes-plan'
import { planOf } from './plan'
import { runSeeds } from './pool'
import { REGRESSIONS } from './regressions'
import { runPlan } from './run'

const ALWAYS = 150
const NEW = 50

test('SPEC 1–14: the same 150 seeds break no rule', async () => {
  const { found, durable } = await runSeeds(1, ALWAYS, 2)
  expect(found).toEqual([])
  expect(durable).toBeGreaterThan(1_000)
}, 300_000)

test('SPEC 1–14: fifty seeds that nobody has seen break no rule', async () => {
  const from = Math.floor(Date.now() / 1000)
  console.log(`New seeds from ${from}: npm run sim -- --seeds ${NEW} --from ${from}`)
  expect((await runSeeds(from, NEW, 2)).found).toEqual([])
}, 300_000)

test('SPEC 1–14, on several nodes: the same 25 seeds break no rule, nor do ten new ones', async () => {
  const from = Math.floor(Date.now() / 1000)
  console.log(`New seeds from ${from}: npm run sim -- --nodes --seeds 10 --from ${from}`)
  const { found, durable } = await runSeeds(1, 25, 1, 'several')
  expect(found).toEqual([])
  expect(durable).toBeGreaterThan(250)
  expect((await runSeeds(from, 10, 1, 'several')).found).toEqual([])
}, 300_000)

test.each(REGRESSIONS.map(({ was, plan }) => [was, plan] as const))('No more: %s', async (_, plan) => {
  expect((await runPlan(plan)).failure).toBeUndefined()
})

test('A seed gives the same run twice, told in words or not, and in another process', async () => {
  const seeds = [2, 16, 101, 373]
  const plans = [...seeds.map(planOf), ...[4, 7].map(nodesPlanOf)]
  const hashes = async (isLoud: boolean) => {
    const all = []
    for (const plan of plans) all.push((await runPlan(plan, isLoud)).hash)
    return all
  }
  const first = await hashes(false)
  expect(new Set(first).size).toBe(plans.length)
  expect(await hashes(true)).toEqual(first)
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', main, '--seed', String(seeds[1])], {
    encoding: 'utf8',
  })
  expect(stdout).toContain(`Trace ${first[1]}.`)
})

test('SPEC 13: how wrong the clocks are changes nothing that happens', async () => {
  for (const seed of [3, 5, 8, 13, 21, 34]) {
    const plan = planOf(seed)
    const others = {
      ...plan,
      server: { ...plan.server, skew: -86_400_000 },
      clients: plan.clients.map((client, index) => ({ ...client, skew: index * 7_200_000 })),
    }
    expect((await runPlan(others)).hash).toBe((await runPlan(plan)).hash)
  }
})
