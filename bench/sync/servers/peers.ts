import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '../../peers')

/** Installs the servers that ours is compared with, unless they are there. Throws if that fails. */
export function installPeers(): void {
  if (Object.entries(wantedPeers()).every(([name, version]) => installed(name) === version)) return
  console.error('Installing the servers to compare with …')
  const { status } = spawnSync(
    'npm',
    ['install', '--omit=optional', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: FOLDER, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' },
  )
  if (status !== 0) throw new Error('The servers to compare with could not be installed (bench/peers).')
}

/** The packages of the peers and their versions. */
export function wantedPeers(): Record<string, string> {
  return JSON.parse(readFileSync(join(FOLDER, 'package.json'), 'utf8')).dependencies
}

function installed(name: string): string | undefined {
  const file = join(FOLDER, 'node_modules', name, 'package.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined
}
