/*
 * npm run bench:sync: measures our server beside others, in turns, on this machine (docs/performance.md). Side effects
 * are here: processes, files, printing.
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { type Options, readArguments } from './arguments'
import { lineOf, runBench } from './command'
import { judge, type Run } from './judge'
import { Crew } from './load/crew'
import { machine } from './machine'
import { report } from './print'
import { inTurn } from './rounds'
import type { Context, Figures, Length, Scenario } from './scenarios/scenario'
import { warmUp } from './scenarios/warm-up'
import { installPeers } from './servers/peers'
import { type ServerName, UnderTest } from './servers/under-test'
import { TARGETS } from './targets'

/** On disk: the folder for temporary files may lie in memory, where a sync costs nothing. */
const SCRATCH = join(import.meta.dirname, '../../.cache')

async function main(options: Options): Promise<void> {
  const started = performance.now()
  installPeers()
  mkdirSync(SCRATCH, { recursive: true })
  const folder = mkdtempSync(join(SCRATCH, 'bench-'))
  const crew = new Crew(options.loaders ?? Math.min(4, Math.max(1, availableParallelism() - 1)))
  const servers = new Map<ServerName, UnderTest>()
  process.once('exit', () => {
    for (const server of servers.values()) server.kill()
    crew.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  await Promise.all(
    options.servers.map(async (name) => servers.set(name, await UnderTest.start(name, folder))),
  )
  for (const server of servers.values()) await heat(server, crew, options.length)
  const runs: Run[] = []
  for (const scenario of options.scenarios)
    for (let round = 0; round < options.length.rounds; round++)
      for (const server of inTurn(options.servers, round)) {
        if (!scenario.suits(server) || leftOut(scenario, server, options)) continue
        const run = await attempt(scenario, { folder, options, crew, servers, server, round })
        runs.push(run)
        const seconds = ((performance.now() - started) / 1000).toFixed(0)
        console.error(`${seconds.padStart(4)} s  ${lineOf(run)}`)
      }
  console.log(`\n${machine().summary}\n\n${report(runs)}`)
  if (options.json === undefined) return
  const targets = TARGETS.map((target) => judge(runs, target))
  writeFileSync(resolve(options.json), JSON.stringify({ machine: machine(), runs, targets }, null, 2))
}

async function heat(server: UnderTest, crew: Crew, { heatMs, calmMs }: Length): Promise<void> {
  await warmUp({ server, crew, name: `warm-up-${process.uptime()}` }, heatMs)
  await server.calmsDown(calmMs)
}

/** One run. A server that is overwhelmed by it has no figures, and is started anew. */
async function attempt(scenario: Scenario, turn: Turn): Promise<Run> {
  const { crew, servers, server, round, options } = turn
  const run = { scenario: scenario.name, server, round }
  try {
    const figures = await measure(scenario, turn)
    // What it still does would be counted in the next run, and disturb the other servers meanwhile.
    if (!(await servers.get(server)!.calmsDown(options.length.calmMs))) await startAgain()
    return { ...run, figures }
  } catch (error) {
    await crew.clear()
    await startAgain()
    return { ...run, figures: {}, failed: String(error) }
  }

  async function startAgain() {
    servers.get(server)!.kill()
    const again = await UnderTest.start(server, turn.folder)
    servers.set(server, again)
    await heat(again, crew, options.length)
  }
}

type Turn = {
  folder: string
  options: Options
  crew: Crew
  servers: Map<ServerName, UnderTest>
  server: ServerName
  round: number
}

function measure(
  scenario: Scenario,
  { folder, options, crew, servers, server, round }: Turn,
): Promise<Figures> {
  const name = `${scenario.name.replaceAll(' ', '-')}-${round}`
  const context: Context = {
    server: servers.get(server)!,
    crew,
    length: options.length,
    name,
    async restart(more) {
      await servers.get(server)!.stop()
      const again = await UnderTest.start(server, folder, more)
      servers.set(server, again)
      return again
    },
    async watch(run) {
      if (options.profile === undefined || server !== 'ours') return run()
      mkdirSync(options.profile, { recursive: true })
      await servers.get(server)!.startProfile()
      const result = await run()
      await servers.get(server)!.writeProfile(resolve(options.profile, `${name}.cpuprofile`))
      return result
    },
  }
  return scenario.run(context)
}

/** What less than a minute has no time for. */
function leftOut(scenario: Scenario, server: ServerName, { length }: Options): boolean {
  if (length.kind === 'full' || scenario.quick === undefined) return false
  return scenario.quick === 'not' || server !== 'ours'
}

await runBench(readArguments, main)
