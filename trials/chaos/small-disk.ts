import { spawnSync } from 'node:child_process'
import { closeSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { lasting, missing, settle } from './check'
import { wordsIn } from './content'
import { copyOfDead, documentIn } from './disk'
import { EDITS_A_SECOND, openStage, type Stage, temporaryFolder } from './stage'
import type { Trial } from './trial'
import { seconds, sleep, until } from './waiting'

const SIZE = '24m'
const FULL_MS = 20_000
/** How long the room that is left may last. */
const FILLING_MS = 60_000

/**
 * A tmpfs that is filled up while everybody types: nothing is confirmed while it is full, the process lives on and says
 * that it is not ready; with room again all is confirmed. The second time it is killed while the disk is full.
 */
export const smallDisk: Trial = {
  name: 'small disk',
  async run(_, random) {
    const folder = temporaryFolder()
    const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder], {
      encoding: 'utf8',
    })
    if (mount.status !== 0) {
      rmdirSync(folder)
      const why = mount.error?.message ?? mount.stderr.trim()
      return { kind: 'not tried', why: `a small disk cannot be mounted here, which takes root (${why})` }
    }
    try {
      return await onSmallDisk(await openStage(random, join(folder, 'data')), join(folder, 'filler'))
    } finally {
      spawnSync('umount', ['-l', folder])
      rmdirSync(folder)
    }
  },
}

async function onSmallDisk(stage: Stage, filler: string) {
  const { server, scene, fleet } = stage
  const violations: string[] = []
  await sleep(2_000)

  const { pid } = server
  if (!(await fillUp(stage, filler))) violations.push('/readyz never said that the store is failing')
  await fleet.openWindow()
  await sleep(FULL_MS)
  if (!server.isAlive || server.pid !== pid)
    violations.push(`the server ended on a full disk:\n${server.output}`)
  const readiness = await server.readiness()
  if (readiness?.store !== 'failing')
    violations.push(`/readyz says “${readiness?.store}” while the disk is full`)
  await fleet.closeWindow()
  rmSync(filler)
  const first = await settle(stage)
  await server.ready()

  await fleet.pace(EDITS_A_SECOND)
  await sleep(2_000)
  if (!(await fillUp(stage, filler)))
    violations.push('the second time /readyz never said that the store is failing')
  await sleep(2_000)
  await server.kill()
  const entries = await fleet.entries()
  const words = wordsIn(await documentIn(copyOfDead(server.dataDir), scene.session))
  const lost = missing(words, lasting(entries, await fleet.entries()))
  if (lost.length > 0)
    violations.push(`${lost.length} confirmed edits are not on the full disk: ${lost.slice(0, 5).join(', ')}`)
  rmSync(filler)
  await server.start()
  const second = await settle(stage)
  violations.push(...first.violations, ...second.violations, ...(await stage.close()))
  return {
    kind: 'tried' as const,
    facts: [
      `${seconds(FULL_MS)} full, all saved ${seconds(first.backAfter)} after there was room again`,
      `killed while full, all saved ${seconds(second.backAfter)} after the next start`,
    ],
    checked: first.checked + second.checked + entries.confirmed.length + entries.erased.length,
    missing: first.missing + second.missing + lost.length,
    violations,
  }
}

/** Takes all the room there is, again and again, until the server says that it cannot write. */
async function fillUp({ server }: Stage, filler: string): Promise<boolean> {
  const file = openSync(filler, 'w')
  try {
    const took = await until(async () => {
      for (let size = 65_536; size >= 1; size = Math.floor(size / 8)) while (write(file, size)) {}
      return (await server.readiness())?.store === 'failing'
    }, FILLING_MS)
    return took !== undefined
  } finally {
    closeSync(file)
  }
}

/** Whether there was room for it. */
function write(file: number, size: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(size)) > 0
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false
    throw error
  }
}
