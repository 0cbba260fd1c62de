import { postgresFolders, redisProgram } from '../server/scratch/programs.ts'
import { findOnPath, run, Stop, say } from './process.mjs'

/*
 * The servers that the tests of several nodes start for themselves: PostgreSQL and Redis (or Valkey), as installed
 * programs. Nothing of ours uses, starts or stops the machine's own servers. Loaded on Node 24 only, which reads
 * TypeScript.
 */

const PACKAGES = [
  { name: 'PostgreSQL', debian: 'postgresql', found: () => postgresFolders().length > 0 },
  { name: 'Redis', debian: 'redis-server', found: () => redisProgram() !== undefined },
]

/** Sees to it that both are there; on Debian, as root, it installs what is missing. Throws Stop if it cannot. */
export async function ensureServers() {
  const missing = missingServers()
  if (missing.length === 0) return
  const names = missing.map(({ name }) => name).join(' and ')
  const packages = missing.map(({ debian }) => debian)
  const apt = findOnPath('apt-get')
  if (apt && process.getuid?.() === 0) {
    say(`${names} ${missing.length > 1 ? 'are' : 'is'} not installed: getting Debian’s packages …`)
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await run(apt, ['update', '-qq'], { env })
    await run(apt, ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env })
    if (missingServers().length === 0) return
  }
  throw new Stop(
    `The tests of several nodes need ${names}: install ${missing.length > 1 ? 'them' : 'it'} ` +
      `(on Debian: apt-get install ${packages.join(' ')}; with Homebrew: brew install postgresql redis), ` +
      'or name the folder of PostgreSQL’s programs in PG_BIN, and try again.',
  )
}

function missingServers() {
  return PACKAGES.filter(({ found }) => !found())
}
