import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ConfigError } from '../config'
import { HomeUnusable } from '../files/bytes'
import { Refused } from './folder'

/** The command was called wrongly, in a way that only it knows: how to call it is said. */
export class Misunderstood extends Error {
  override name = 'Misunderstood'
}

/** 0: all is well; 1: something is wrong, or could not be done; 2: the command was not understood. */
export type ExitCode = 0 | 1 | 2

/**
 * Runs a command: `work` gets its arguments (`--name value` for each of `options`, and the others in order) and says
 * whether all is well. What it refuses is told in a sentence; how to call it, when it was called wrongly.
 */
export async function runCommand(
  usage: string,
  options: string[],
  positionals: { least: number; most: number },
  work: (args: string[], options: Record<string, string | undefined>) => Promise<boolean>,
): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  process.exitCode = await exitCode()

  async function exitCode(): Promise<ExitCode> {
    const args = parsed()
    if (!args || args.positionals.length < positionals.least || args.positionals.length > positionals.most) {
      console.error(usage)
      return 2
    }
    try {
      return (await work(args.positionals, args.values)) ? 0 : 1
    } catch (error) {
      if (error instanceof Misunderstood) {
        console.error(usage)
        return 2
      }
      console.error(
        error instanceof Refused || error instanceof ConfigError || error instanceof HomeUnusable
          ? error.message
          : sentence(error),
      )
      return 1
    }
  }

  function parsed() {
    try {
      return parseArgs({
        allowPositionals: true,
        options: Object.fromEntries(options.map((name) => [name, { type: 'string' as const }])),
      })
    } catch {
      return undefined
    }
  }
}

/** The folder that the server uses. */
export function dataFolder(): string {
  return process.env.DATA_DIR || 'data'
}

/** “1 session”, “2 sessions”. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`
}

function sentence(error: unknown): string {
  const { code = '', path, message } = error as NodeJS.ErrnoException
  if (['ENOSPC', 'SQLITE_FULL'].includes(code)) return 'The disk is full: make room and start again.'
  if (['EACCES', 'EPERM', 'EROFS', 'SQLITE_CANTOPEN', 'SQLITE_READONLY'].includes(code))
    return `${path ?? 'The folder'} cannot be read or written (${code}): run this as the user that the server runs as.`
  return `It could not be done: ${message}`
}
