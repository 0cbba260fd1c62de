import { accessSync, constants, readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/*
 * Where the programs of PostgreSQL and Redis are. Debian keeps PostgreSQL's outside of PATH, one folder for each
 * version; Homebrew keeps each formula's in a folder of its own.
 */

const HOMEBREW = ['/opt/homebrew', '/usr/local', '/home/linuxbrew/.linuxbrew']

/** The folders in which PostgreSQL's programs (initdb, postgres) are, the best first; PG_BIN names one. */
export function postgresFolders(): string[] {
  if (process.env.PG_BIN) return holding([process.env.PG_BIN], ['postgres', 'initdb'])
  const places = [
    ...versionsIn('/usr/lib/postgresql', /^\d+$/),
    ...versionsIn('/usr', /^pgsql-\d+$/),
    ...HOMEBREW.flatMap((root) => versionsIn(join(root, 'opt'), /^postgresql(@\d+)?$/)),
    '/Applications/Postgres.app/Contents/Versions/latest',
    '/usr/local/pgsql',
  ].map((folder) => join(folder, 'bin'))
  return holding([...places, ...onPath()], ['postgres', 'initdb'])
}

/** The path of redis-server, or of valkey-server, which does the same. */
export function redisProgram(): string | undefined {
  const places = [...onPath(), '/usr/sbin', '/usr/local/bin', ...HOMEBREW.map((root) => join(root, 'bin'))]
  return ['redis-server', 'valkey-server']
    .flatMap((name) => places.map((place) => join(place, name)))
    .find(isProgram)
}

export type User = { uid: number; gid: number }

/** Debian's packages of OpenStack Swift, which bring a Python of Debian's own with them. */
export const SWIFT_PACKAGES = ['swift-proxy', 'swift-account', 'swift-container', 'swift-object']
export const SWIFT_PYTHON = '/usr/bin/python3'

/** Whether there is an S3-compatible storage for the tests: Swift, or the one that TEST_S3_URL names. */
export function hasS3(): boolean {
  return process.env.TEST_S3_URL !== undefined || hasSwift()
}

export function hasSwift(): boolean {
  return [SWIFT_PYTHON, ...SWIFT_PACKAGES.map((name) => `/usr/bin/${name}-server`)].every(isProgram)
}

/** The user whom a server runs as: PostgreSQL refuses to be root. Undefined if we are not root, and it runs as us. */
export function serverUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name, , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]),
  )
  const user = users.get('postgres') ?? users.get('nobody')
  if (!user) throw new Error('A server must not run as root, and there is no user postgres or nobody.')
  return user
}

function versionsIn(folder: string, pattern: RegExp): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => pattern.test(name))
      .sort((a, b) => numberIn(b) - numberIn(a))
      .map((name) => join(folder, name))
  } catch {
    return []
  }
}

function numberIn(name: string): number {
  // Homebrew’s formula without a number is the newest.
  return Number(/\d+/.exec(name)?.[0] ?? Number.POSITIVE_INFINITY)
}

function onPath(): string[] {
  return (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
}

function holding(folders: string[], programs: string[]): string[] {
  return folders.filter((folder) => programs.every((program) => isProgram(join(folder, program))))
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
