/*
 * npm run bench:sync: measures our server beside others, in turns, on this machine (docs/performance.md). Side effects
 * are here: processes, files, printing.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { type Options, readArguments } from './arguments'
import { judge, type Run } from './judge'
import { Crew } from './load/crew'
import { machine } from './machine'
import { report } from './print'
import type { Context, Figures, Scenario } from './scenarios/scenario'
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
  try {
    for (const name of options.servers) servers.set(name, await UnderTest.start(name, folder))
    const runs: Run[] = []
    for (const scenario of options.scenarios)
      for (let round = 0; round < options.length.rounds; round++)
        for (const server of inTurn(options.servers, round)) {
          if (!scenario.suits(server)) continue
          const figures = await measure(scenario, { folder, options, crew, servers, server, round })
          runs.push({ scenario: scenario.name, server, round, figures })
          console.error(line(scenario.name, round, server, figures))
        }
    console.log(`\n${machine().summary}\n\n${report(runs)}`)
    console.error(`\n${((performance.now() - started) / 1000).toFixed(0)} s`)
    if (options.json !== undefined) {
      const targets = TARGETS.map((target) => judge(runs, target))
      writeFileSync(resolve(options.json), JSON.stringify({ machine: machine(), runs, targets }, null, 2))
    }
  } finally {
    for (const server of servers.values()) server.kill()
    crew.stop()
    rmSync(folder, { recursive: true, force: true })
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

/** Each round begins with another server. */
function inTurn<T>(servers: T[], round: number): T[] {
  const first = round % servers.length
  return [...servers.slice(first), ...servers.slice(0, first)]
}

function line(scenario: string, round: number, server: string, figures: Figures): string {
  const all = Object.entries(figures).map(([metric, value]) => `${metric} ${Number(value).toFixed(2)}`)
  return `${scenario} ${round + 1} ${server}: ${all.join(', ')}`
}

try {
  const options = readArguments(process.argv.slice(2))
  if (options) await main(options)
  process.exit(0)
} catch (error) {
  console.error(error)
  process.exit(1)
}
