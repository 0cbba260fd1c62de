/*
 * npm run cluster: several nodes on this machine, until Ctrl-C.
 */
import { existsSync } from 'node:fs'
import { type Cluster, startCluster } from './cluster'
import { HELP, readClusterOptions } from './cluster-options'
import { ServerMissing } from './missing'

const GRACE_MS = 60_000

function block({ url, front, nodes, database, bus, setup }: Cluster, ended: 'start again' | 'leave'): string {
  const rows = [
    ['open', url],
    ...(front === url ? [] : [['which is', front]]),
    ...(setup ? [['first account', setup]] : []),
    ...nodes.map((node, index) => [`node ${index + 1}`, `${node.url}  (process ${node.pid})`]),
    ['database', database],
    ['bus', bus],
    ['stop', 'Ctrl-C'],
    [
      'stop one node',
      `kill ${nodes[0]?.pid}${ended === 'start again' ? ': it is started again, which is a rolling restart if you do it to each in turn' : ''}`,
    ],
  ]
  return `\n${rows.map(([name, value]) => `  ${name!.padEnd(14)} ${value}`).join('\n')}\n`
}

async function main() {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const options = readClusterOptions(process.argv.slice(2))
  if (options === 'help') return console.log(HELP)

  const starting = startCluster(options, process.env, (line) => console.log(line))
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, async () => {
      // Ctrl-C arrives more than once: from the terminal, and through npm and the launcher.
      if (stopping) return
      stopping = true
      console.log('\nStopping …')
      setTimeout(() => process.exit(1), GRACE_MS).unref()
      await starting.then((cluster) => cluster.stop()).catch(() => {})
      process.exit(0)
    })
  const cluster = await starting
  if (!stopping) console.log(block(cluster, options.ended))
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error)
  if (error instanceof ServerMissing) console.error('Or set DATABASE_URL to a database that is there.')
  process.exit(1)
})
