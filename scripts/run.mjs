import { fileURLToPath } from 'node:url'
import { newEnoughNode } from './node24.mjs'
import { become, Stop } from './process.mjs'

/*
 * The launcher: node scripts/run.mjs <command> [arguments], behind npm start, npm test and each npm run. It gets what is
 * missing, says so, and hands over.
 */

/** The commands that are a TypeScript file: their arguments are passed on. */
const FILES = {
  sim: 'trials/sim/main.ts',
  chaos: 'trials/chaos/main.ts',
  faults: 'trials/cluster/main.ts',
  fuzz: 'trials/adversary/main.ts',
  'bench:sync': 'bench/sync/main.ts',
  'bench:export': 'bench/export/main.ts',
  'bench:cluster': 'bench/cluster/main.ts',
  verify: 'server/maintenance/verify-command.ts',
  backup: 'server/maintenance/backup-command.ts',
  restore: 'server/maintenance/restore-command.ts',
  move: 'server/maintenance/move-command.ts',
  renew: 'server/maintenance/renew-command.ts',
  cluster: 'server/scratch/cluster-command.ts',
}
/** Those of them that start the server as it is built for production. */
const BUILT = ['chaos', 'faults', 'fuzz', 'cluster']

/** @type {Record<string, () => Promise<unknown>>} */
const COMMANDS = {
  async start() {
    await (await import('./install.mjs')).install()
    await (await import('./build.mjs')).build()
    return typescript('server/main.ts', [], { NODE_ENV: 'production' })
  },
  async dev() {
    await (await import('./install.mjs')).install()
    return typescript('server/main.ts', [], { NODE_ENV: 'development' })
  },
  async test() {
    const { test } = await import('./test.mjs')
    process.exit(await test())
  },
}

for (const [command, file] of Object.entries(FILES))
  COMMANDS[command] = async () => {
    await (await import('./install.mjs')).install()
    if (BUILT.includes(command) && !process.argv.includes('--help'))
      await (await import('./build.mjs')).build()
    return typescript(file, process.argv.slice(3))
  }

/** @param {string} file @param {string[]} args @param {Record<string, string>} [env] */
function typescript(file, args, env) {
  return become(process.execPath, ['--import', 'tsx', file, ...args], env)
}

async function main() {
  const command = process.argv[2] ?? ''
  if (!Object.hasOwn(COMMANDS, command))
    throw new Stop(`There is no command “${command}”. There are: ${Object.keys(COMMANDS).join(', ')}.`)
  const node = await newEnoughNode()
  if (node !== process.execPath)
    await become(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)])
  await COMMANDS[command]?.()
}

main().catch((error) => {
  console.error(error instanceof Stop ? `\n${error.message}` : error)
  process.exit(1)
})
