import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { npm, ROOT, Stop, say } from './process.mjs'
import { hashOf, readStamp, writeStamp } from './stamp.mjs'

const STAMP = 'node_modules/.installed'

/** Installs the packages if there are none, or if the lock file is not the one they came from. */
export async function install() {
  // Native packages are built for one binary interface of Node.
  const abi = `${process.platform} ${process.arch} ${process.versions.modules}`
  const wanted = `${abi} ${hashOf(['package-lock.json'])}`
  const found = readStamp(STAMP)
  if (found === wanted) return
  const isChange =
    existsSync(join(ROOT, 'node_modules')) && (found === undefined || found.startsWith(`${abi} `))
  say(isChange ? 'Bringing the packages up to date …' : 'Installing the packages (a minute or two) …')
  const { code } = await npm([
    isChange ? 'install' : 'ci',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ])
  if (code !== 0)
    throw new Stop(
      'The packages could not be installed: check the network and the messages above, and try again.',
    )
  writeStamp(STAMP, wanted)
}
