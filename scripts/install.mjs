import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { npm, ROOT, Stop, say } from './process.mjs'
import { hashOf, readStamp, writeStamp } from './stamp.mjs'

const STAMP = 'node_modules/.installed'

/**
 * Installs the packages if there are none, or if the lock file is not the one they came from.
 *
 * With `npm install`, which takes exactly the versions of the lock file: `npm ci` refuses a lock file that does not
 * list the optional packages of every other platform, and which of those it lists depends on the registry.
 */
export async function install() {
  // Native packages are built for one binary interface of Node.
  const abi = `${process.platform} ${process.arch} ${process.versions.modules}`
  const wanted = `${abi} ${hashOf(['package-lock.json'])}`
  const found = readStamp(STAMP)
  if (found === wanted) return
  say('Installing the packages (a minute or two) …')
  if (found !== undefined && !found.startsWith(`${abi} `))
    rmSync(join(ROOT, 'node_modules'), { recursive: true, force: true })
  const options = ['--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const { code } = await npm(['install', ...options])
  if (code !== 0)
    throw new Stop(
      'The packages could not be installed: check the network and the messages above, and try again.',
    )
  writeStamp(STAMP, wanted)
}
