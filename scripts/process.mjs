import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/*
 * Running other programs. Everything in scripts/ is plain JavaScript without dependencies, since it runs before
 * anything is installed, on any Node from 20.9 on.
 */

export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

/** What the user has to know and do, in one sentence. It ends the launcher. */
export class Stop extends Error {}

/** @param {string} text what happens now */
export function say(text) {
  console.log(`\x1b[2m▸\x1b[0m ${text}`)
}

/** The environment in which every tool, npm's install scripts too, finds the Node that runs now. */
export function environment() {
  const path = `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`
  return { ...process.env, PATH: path, NEXT_TELEMETRY_DISABLED: '1' }
}

/**
 * Runs a program to its end; its output goes where ours goes, or comes back if `quiet`. A program that cannot be
 * started, or takes longer than `timeout` milliseconds, has the code 1.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ quiet?: boolean, env?: Record<string, string | undefined>, timeout?: number }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { quiet = false, env = {}, timeout } = {}) {
  return new Promise((resolve) => {
    const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit']
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...environment(), ...env },
      stdio: /** @type {any} */ (stdio),
      timeout,
    })
    const stopForwarding = forwardSignals(child)
    let output = ''
    child.stdout?.on('data', (bytes) => (output += bytes))
    child.stderr?.on('data', (bytes) => (output += bytes))
    child.on('error', (error) => {
      stopForwarding()
      resolve({ code: 1, output: `${output}${error.message}` })
    })
    child.on('close', (code, signal) => {
      stopForwarding()
      resolve({ code: exitCode(code, signal), output })
    })
  })
}

/**
 * Becomes another program as far as one can: its input, output, signals and exit code are ours. Does not return.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<never>}
 */
export function become(command, args, env = {}) {
  return new Promise((_, reject) => {
    const child = spawn(command, args, { cwd: ROOT, env: { ...environment(), ...env }, stdio: 'inherit' })
    forwardSignals(child)
    child.on('error', reject)
    child.on('close', (code, signal) => process.exit(exitCode(code, signal)))
  })
}

/** @param {import('node:child_process').ChildProcess} child */
function forwardSignals(child) {
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  const forwards = signals.map((signal) => {
    const forward = () => child.kill(signal)
    process.on(signal, forward)
    return () => process.off(signal, forward)
  })
  return () => forwards.forEach((off) => off())
}

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
function exitCode(code, signal) {
  return signal ? 128 + constants.signals[signal] : (code ?? 1)
}

/** Runs npm with the Node that runs now. @param {string[]} args @param {{ quiet?: boolean }} [options] */
export function npm(args, options) {
  const cli = [process.env.npm_execpath, ...npmPlaces()].find(
    (path) => path !== undefined && /npm-cli\.js$/.test(path) && existsSync(path),
  )
  if (cli) return run(process.execPath, [cli, ...args], options)
  const found = findOnPath('npm')
  if (found) return run(found, args, options)
  throw new Stop('npm is missing: install Node.js with npm (https://nodejs.org) and try again.')
}

function npmPlaces() {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => [
      join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
      join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    ])
}

/** @param {string} name @returns {string | undefined} the program's path */
export function findOnPath(name) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : ['']
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => endings.map((ending) => join(folder, name + ending)))
    .find((path) => existsSync(path))
}

/** A tool's command-line script in node_modules. @param {string} path e.g. `vitest/vitest.mjs` */
export function tool(path) {
  return join(ROOT, 'node_modules', ...path.split('/'))
}
