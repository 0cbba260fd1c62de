import { fileURLToPath } from 'node:url'
import { newEnoughNode } from './node24.mjs'
import { become, Stop } from './process.mjs'

/*
 * The launcher: node scripts/run.mjs <start | dev | test>, behind npm start, npm run dev and npm test. It gets what is
 * missing, says so, and hands over.
 */

const SERVER = ['--import', 'tsx', 'server/main.ts']

/** @type {Record<string, () => Promise<unknown>>} */
const COMMANDS = {
  async start() {
    await (await import('./install.mjs')).install()
    await (await import('./build.mjs')).build()
    return become(process.execPath, SERVER, { NODE_ENV: 'production' })
  },
  async dev() {
    await (await import('./install.mjs')).install()
    return become(process.execPath, SERVER, { NODE_ENV: 'development' })
  },
  async test() {
    const { test } = await import('./test.mjs')
    process.exit(await test())
  },
}

async function main() {
  const command = process.argv[2] ?? ''
  if (!Object.hasOwn(COMMANDS, command))
    throw new Stop(`There is no command “${command}”: say npm start, npm run dev or npm test.`)
  const node = await newEnoughNode()
  if (node !== process.execPath)
    await become(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)])
  await COMMANDS[command]?.()
}

main().catch((error) => {
  console.error(error instanceof Stop ? `\n${error.message}` : error)
  process.exit(1)
})
