import { hasS3, postgresFolders, redisProgram, SWIFT_PACKAGES } from '../server/scratch/programs.ts'
import { findOnPath, run, Stop, say } from './process.mjs'

/*
 * The servers that tests start for themselves: PostgreSQL and Redis (or Valkey) for several nodes, OpenStack Swift as an
 * S3-compatible storage, all as installed programs. Nothing of ours uses, starts or stops the machine's own servers.
 * Loaded on Node 24 only, which reads TypeScript.
 */

const PACKAGES = [
  { name: 'PostgreSQL', debian: ['postgresql'], found: () => postgresFolders().length > 0 },
  { name: 'Redis', debian: ['redis-server'], found: () => redisProgram() !== undefined },
  { name: 'OpenStack Swift', debian: SWIFT_PACKAGES, found: hasS3 },
]

/** Sees to it that they are there; on Debian, as root, it installs what is missing. Throws Stop if it cannot. */
export async function ensureServers() {
  const missing = missingServers()
  if (missing.length === 0) return
  const names = missing.map(({ name }) => name).join(' and ')
  const packages = missing.flatMap(({ debian }) => debian)
  const apt = findOnPath('apt-get')
  if (apt && process.getuid?.() === 0) {
    say(`${names} ${missing.length > 1 ? 'are' : 'is'} not installed: getting Debian’s packages …`)
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await run(apt, ['update', '-qq'], { env })
    await run(apt, ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env })
    if (missingServers().length === 0) return
  }
  throw new Stop(
    `The tests need ${names}: install ${missing.length > 1 ? 'them' : 'it'} ` +
      `(on Debian: apt-get install ${packages.join(' ')}; with Homebrew: brew install postgresql redis), ` +
      'or name the folder of PostgreSQL’s programs in PG_BIN, another S3-compatible storage in TEST_S3_URL ' +
      '(http://KEY:SECRET@HOST:PORT), and try again.',
  )
}

function missingServers() {
  return PACKAGES.filter(({ found }) => !found())
}
