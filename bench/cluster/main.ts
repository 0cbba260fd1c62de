/*
 * npm run bench:cluster: measures two nodes beside one, and beside hocuspocus, in turns, on this machine
 * (docs/scaling.md). Side effects are here: processes, files, printing.
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { join, resolve } from 'node:path'
import { lineOf, runBench } from '../sync/command'
import { Crew } from '../sync/load/crew'
import { machine } from '../sync/machine'
import { inTurn } from '../sync/rounds'
import { warmUp } from '../sync/scenarios/warm-up'
import { installPeers } from '../sync/servers/peers'
import { type Options, readArguments } from './arguments'
import { judge, type Run } from './judge'
import { type Found, report } from './print'
import type { Scenario } from './scenarios/scenario'
import { type Backing, startBacking } from './servers/backing'
import { Deployment, type DeploymentName, needsRedis } from './servers/deployment'
import { TARGETS } from './targets'

/** On disk: the folder for temporary files may lie in memory, where a sync costs nothing. */
const SCRATCH = join(import.meta.dirname, '../../.cache')

type Bench = {
  options: Options
  folder: string
  crew: Crew
  backing: Backing
  deployments: Map<DeploymentName, Deployment>
}

async function main(options: Options): Promise<void> {
  const started = performance.now()
  installPeers()
  mkdirSync(SCRATCH, { recursive: true })
  const folder = mkdtempSync(join(SCRATCH, 'bench-cluster-'))
  const crew = new Crew(options.loaders ?? Math.min(4, Math.max(1, availableParallelism() - 1)))
  const deployments = new Map<DeploymentName, Deployment>()
  process.once('exit', () => {
    for (const deployment of deployments.values()) deployment.kill()
    crew.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const backing = await startBacking(folder)
  const bench = { options, folder, crew, backing, deployments }
  const names = options.deployments.filter((name) => backing.redisUrl !== undefined || !needsRedis(name))
  if (options.scenarios.length > 0) for (const name of names) await startAnew(bench, name)
  const runs: Run[] = []
  for (const scenario of options.scenarios)
    for (let round = 0; round < options.length.rounds; round++)
      for (const name of inTurn(names.filter(scenario.suits), round)) {
        const run = await attempt(bench, scenario, name, round)
        runs.push(run)
        const seconds = ((performance.now() - started) / 1000).toFixed(0)
        console.error(`${seconds.padStart(4)} s  ${lineOf(run)}`)
      }
  // They are looked at alone.
  for (const deployment of deployments.values()) deployment.kill()
  const walls: Found[] = []
  for (const { name, about, run } of options.walls) {
    walls.push({ name, about, rows: await run({ backing, crew, length: options.length, folder }) })
    console.error(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${name}`)
  }
  const cores = cpus().length
  console.log(`\n${machine().summary}, ${backing.words}\n\n${report(runs, walls, cores)}`)
  if (options.json !== undefined) {
    const targets = TARGETS.map((target) => judge(runs, target, cores))
    const facts = { ...machine(), shared: backing.words }
    writeFileSync(resolve(options.json), JSON.stringify({ machine: facts, runs, walls, targets }, null, 2))
  }
  await backing.stop()
}

/** Starts it on a new database, and makes each of its nodes busy for a while. */
async function startAnew({ options, folder, crew, backing, deployments }: Bench, name: DeploymentName) {
  deployments.get(name)?.kill()
  const deployment = await Deployment.start(name, backing, folder)
  deployments.set(name, deployment)
  for (const [index, server] of deployment.nodes.entries())
    await warmUp(
      { server, crew, name: `warm-up-${name}-${index}-${process.uptime()}` },
      options.length.heatMs,
    )
  await deployment.calmsDown(options.length.calmMs)
}

/** One run. What is overwhelmed by it has no figures, and is started anew. */
async function attempt(bench: Bench, scenario: Scenario, name: DeploymentName, round: number): Promise<Run> {
  const { crew, deployments, options } = bench
  const run = { scenario: scenario.name, server: name, round }
  const deployment = deployments.get(name)!
  try {
    const figures = await scenario.run({
      deployment,
      crew,
      length: options.length,
      name: `${scenario.name.replaceAll(' ', '-')}-${round}`,
    })
    // What it still does would be counted in the next run, and disturb the others meanwhile.
    if (!(await deployment.calmsDown(options.length.calmMs))) await startAnew(bench, name)
    return { ...run, figures }
  } catch (error) {
    await crew.clear()
    await startAnew(bench, name)
    return { ...run, figures: {}, failed: String(error) }
  }
}

await runBench(readArguments, main)
