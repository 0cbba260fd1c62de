import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { npm, ROOT, run, Stop, say } from './process.mjs'

/*
 * The runtime is Node 24. A machine with an older one gets it from npm, as a prebuilt binary in a git-ignored folder:
 * the package that the npm package `node` chooses for this platform, asked for directly, so that no install script
 * has to run.
 */

const WANTED = 24
const VERSION = '24.21.0'
const FOLDER = join('.cache', 'node')

/**
 * A Node that is new enough: the running one, or the one in the cache, which is got if it is not there.
 *
 * @returns {Promise<string>} its path
 */
export async function newEnoughNode() {
  if (Number(process.versions.node.split('.')[0]) >= WANTED) return process.execPath
  const binary = await cached()
  if (binary) return binary
  say(`Node ${process.versions.node} is older than ${WANTED}: getting Node ${VERSION} into ${FOLDER} …`)
  const prefix = join(ROOT, FOLDER)
  mkdirSync(prefix, { recursive: true })
  // A folder of its own: without a package.json npm would look for one further up.
  writeFileSync(join(prefix, 'package.json'), '{ "private": true }\n')
  const { code, output } = await npm(
    ['install', '--prefix', prefix, '--no-audit', '--no-fund', '--save-exact', `${packageName()}@${VERSION}`],
    { quiet: true },
  )
  const got = await cached()
  if (got) return got
  throw new Stop(
    `Node ${VERSION} could not be had from npm (${code === 0 ? 'it does not run here' : lastLine(output)}): ` +
      `check the network, or install Node ${WANTED} yourself (https://nodejs.org), and try again.`,
  )
}

async function cached() {
  const folder = join(ROOT, FOLDER, 'node_modules', packageName())
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest)) return undefined
  const { version, bin } = JSON.parse(readFileSync(manifest, 'utf8'))
  if (version !== VERSION) return undefined
  const binary = join(folder, bin.node)
  const { code, output } = await run(binary, ['--version'], { quiet: true })
  return code === 0 && output.trim() === `v${VERSION}` ? binary : undefined
}

function packageName() {
  const { platform, arch } = process
  const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node'
  return `${prefix}-${platform === 'win32' ? 'win' : platform}-${arch}`
}

/** @param {string} output */
function lastLine(output) {
  const lines = output.split('\n').filter((line) => /^npm (error|ERR!) (?!A complete log|\s)/.test(line))
  return lines[0]?.replace(/^npm (error|ERR!) /, '') ?? 'npm failed'
}
