import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { build } from './build.mjs'
import { countOf, countPlaywright, countVitest, sum } from './count.mjs'
import { install } from './install.mjs'
import { ROOT, run, Stop, say, tool } from './process.mjs'
import { ensureServers } from './servers.mjs'

/** @typedef {import('./count.mjs').Count} Count */

const REPORTS = join(ROOT, '.cache', 'tests')

/**
 * Everything that is checked: lint, types, unit and contract tests, browser tests. The last line it prints is
 * `N passed, N failed`; lint, build and types count as one each.
 *
 * @returns {Promise<number>} the exit code: 0 only if something passed and nothing failed
 */
export async function test() {
  await install()
  await ensureServers()
  rmSync(REPORTS, { recursive: true, force: true })
  mkdirSync(REPORTS, { recursive: true })
  /** @type {[string, () => Promise<Count>][]} */
  const steps = [
    ['lint', () => check('@biomejs/biome/bin/biome', 'check', '.')],
    ['build', () => succeeds(build)],
    // After the build, which writes the types of Next.
    ['types', () => check('typescript/bin/tsc', '--noEmit')],
    ['unit and contract tests', unit],
    ['browser tests', browser],
  ]
  /** @type {[string, Count][]} */
  const results = []
  for (const [name, step] of steps) {
    say(name)
    results.push([name, await step()])
  }
  const all = sum(results.map(([, count]) => count))
  console.log()
  for (const [name, count] of results) console.log(`${count.failed > 0 ? '✗' : '✓'} ${name}: ${line(count)}`)
  console.log(`\n${line(all)}`)
  return all.failed === 0 && all.passed > 0 ? 0 : 1
}

/** @param {Count} count */
function line({ passed, failed }) {
  return `${passed} passed, ${failed} failed`
}

/** @param {string} path @param {string[]} args @returns {Promise<Count>} */
async function check(path, ...args) {
  const { code } = await run(process.execPath, [tool(path), ...args])
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** @param {() => Promise<void>} step @returns {Promise<Count>} */
async function succeeds(step) {
  try {
    await step()
    return { passed: 1, failed: 0 }
  } catch (error) {
    console.error(error instanceof Stop ? error.message : error)
    return { passed: 0, failed: 1 }
  }
}

async function unit() {
  const report = join(REPORTS, 'vitest.json')
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
  const { code } = await run(process.execPath, [tool('vitest/vitest.mjs'), 'run', ...reporters])
  return countOf(countVitest, read(report), code)
}

async function browser() {
  const report = join(REPORTS, 'playwright.json')
  try {
    const path = await ensureBrowser()
    const { code } = await run(
      process.execPath,
      [tool('@playwright/test/cli.js'), 'test', '--reporter=list,json'],
      { env: { CHROMIUM_PATH: path, PLAYWRIGHT_JSON_OUTPUT_FILE: report } },
    )
    return countOf(countPlaywright, read(report), code)
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    console.error(error.message)
    return { passed: 0, failed: 1 }
  }
}

/** @param {string} path */
function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}
