import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Fleet } from './fleet'
import type { WriterSpec } from './protocol'
import type { Random } from './random'
import { ServerProcess } from './server'
import { addGuest, type Pass, type Scene, setScene } from './setup'
import { until } from './waiting'

/** A server with a session, and writers at work in it. */
export type Stage = { server: ServerProcess; scene: Scene; fleet: Fleet; close(): Promise<string[]> }

const WRITERS = 12
const PROCESSES = 3
/** Of each writer. */
export const EDITS_A_SECOND = 4
const JOINING_MS = 30_000

/** A folder of its own, removed by `close`. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'rapporteur-chaos-'))
}

/**
 * Starts everything and returns when all are in and typing: the organiser in a third of the writers, guests in the
 * rest. `route` says to which port a writer goes, if not straight to the server's.
 */
export async function openStage(
  random: Random,
  dataDir: string,
  route: (server: ServerProcess) => Promise<(index: number) => number> = async ({ port }) =>
    () =>
      port,
): Promise<Stage> {
  const server = await ServerProcess.on(dataDir)
  await server.start()
  const scene = await setScene(server.url)
  const guests = await Promise.all(
    [1, 2, 3, 4].map((number) => addGuest(server.url, scene, 'rapporteur', `Guest ${number}`)),
  )
  const portOf = await route(server)
  const specs = Array.from({ length: WRITERS }, (_, index): WriterSpec => {
    const pass: Pass = index % 3 === 0 ? scene.organiser : guests[index % guests.length]!
    const url = `ws://127.0.0.1:${portOf(index)}/collab/${scene.session}`
    return {
      name: `w${String(index).padStart(2, '0')}`,
      kind: 'ours',
      urls: [url],
      seed: random.below(2 ** 32),
      where: 'everywhere',
      ...pass,
    }
  })
  const fleet = await Fleet.of(specs, PROCESSES)
  const joined = await until(
    async () => (await fleet.reports()).every(({ state }) => state === 'saved'),
    JOINING_MS,
  )
  if (joined === undefined) throw new Error(`Not every writer got in:\n${server.output}`)
  await fleet.pace(EDITS_A_SECOND)
  return {
    server,
    scene,
    fleet,
    async close() {
      fleet.end()
      const stopped = await server.stop()
      const faults = server.unexpected.map((line) => `the server said: ${line.trim()}`)
      if (!stopped) faults.push('the server had to be killed to stop')
      rmSync(dataDir, { recursive: true, force: true })
      return faults
    },
  }
}
