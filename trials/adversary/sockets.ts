import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { settle } from '../chaos/check'
import { documentOf } from '../chaos/content'
import { copyOfLive, documentIn } from '../chaos/disk'
import { Fleet } from '../chaos/fleet'
import type { WriterSpec } from '../chaos/protocol'
import type { Random } from '../chaos/random'
import { ServerProcess } from '../chaos/server'
import { addGuest, type Scene, setScene } from '../chaos/setup'
import { temporaryFolder } from '../chaos/stage'
import { sleep, until } from '../chaos/waiting'
import type { AttackOrder, AttackReport } from './attacker-process'
import { Probe } from './probe'

/** What a part of the run found. */
export type Findings = { facts: string[]; frames: number; violations: string[] }

const ATTACKERS = 2
const HONEST = 6
const HONEST_EDITS_A_SECOND = 2
/** Rule 6. */
const DELAY_MS = 250
/** The second half of the frames may cost this much memory for good: a heap keeps what it once had at hand. */
const MEMORY_MB = 100
/** On a machine where it takes longer, fewer frames are thrown, and that is said. */
const AT_MOST_MS = 10 * 60_000
const IDLE_MS = 10_000

/**
 * Frames from the real network side: hand-made upgrades and frames, against the built server, with honest writers
 * beside them whose texts nobody else may write.
 */
export async function attackSockets(frames: number, random: Random): Promise<Findings> {
  const server = await ServerProcess.on(temporaryFolder())
  await server.start()
  const { pid } = server
  const scene = await setScene(server.url)
  const url = `ws://127.0.0.1:${server.port}/collab/${scene.session}`
  const fleet = await Fleet.of(honest(url, scene, random), 1)
  await until(async () => (await fleet.reports()).every(({ state }) => state === 'saved'), 30_000)
  await fleet.pace(HONEST_EDITS_A_SECOND)
  const probe = new Probe(url, scene.organiser)
  await sleep(5_000)
  const quiet = probe.delays()
  const memoryBefore = await memory(server)
  probe.begin()

  const reports: AttackReport[] = []
  const memories: number[] = []
  let took = 0
  for (let half = 0; half < 2; half++) {
    const start = performance.now()
    reports.push(...(await attack(frames / 2, url, server, scene, random)))
    took += (performance.now() - start) / 1000
    if (half === 1) break
    await sleep(IDLE_MS)
    memories.push(await memory(server))
  }
  const delays = probe.delays()
  probe.end()

  const violations: string[] = []
  if (!server.isAlive || server.pid !== pid) violations.push(`the server ended:\n${server.output}`)
  const settled = await settle({ server, scene, fleet })
  violations.push(...settled.violations)
  if (!(delays.p95 <= DELAY_MS)) violations.push(`honest edits took ${delays.p95.toFixed(0)} ms at p95`)
  await sleep(IDLE_MS)
  memories.push(await memory(server))
  const [first, second] = memories as [number, number]
  if (second > first + MEMORY_MB)
    violations.push(`memory grows: ${first} MB after one half, ${second} MB after both`)
  const sockets = await metric(server, 'rapporteur_sockets')
  if (sockets !== HONEST) violations.push(`${sockets} sockets are left, of ${HONEST} honest ones`)
  const document = documentOf((await fleet.contents())[0]![1])
  if (document.getMap('meta').get('schema') !== 1) violations.push('somebody changed the schema number')
  const disk = await documentIn(await copyOfLive(server.dataDir), scene.session)
  if (disk.store.pendingStructs || disk.store.pendingDs) violations.push('the log leaves something pending')
  fleet.end()
  if (!(await server.stop())) violations.push('the server had to be killed to stop')
  violations.push(...server.unexpected)

  const dealtWith = reports.reduce((sum, report) => sum + report.dealtWith, 0)
  const count = reports.reduce((sum, report) => sum + report.sockets, 0)
  if (dealtWith < frames) violations.push(`only ${dealtWith} of ${frames} frames in the time there was`)
  return {
    frames: dealtWith,
    violations,
    facts: [
      `${dealtWith} frames over ${count} sockets in ${took.toFixed(0)} s (${(dealtWith / took).toFixed(0)} a second)`,
      `sockets ended by: ${ends(reports)}`,
      `honest edits took ${ms(quiet.median)} (p95 ${ms(quiet.p95)}) before, ${ms(delays.median)} (p95 ${ms(delays.p95)}, longest ${ms(delays.longest)}) meanwhile`,
      `${settled.checked} honest edits checked, ${settled.missing} confirmed ones missing`,
      `memory ${memoryBefore} MB before, ${first} MB after one half, ${second} MB after both`,
    ],
  }
}

function honest(url: string, { organiser }: Scene, random: Random): WriterSpec[] {
  return Array.from({ length: HONEST }, (_, index) => ({
    name: `h${index}`,
    url,
    seed: random.below(2 ** 32),
    where: 'reserved' as const,
    ...organiser,
  }))
}

async function attack(
  frames: number,
  url: string,
  server: ServerProcess,
  scene: Scene,
  random: Random,
): Promise<AttackReport[]> {
  const passes = await Promise.all(
    (['rapporteur', 'rapporteur', 'reader'] as const).map((role, index) =>
      addGuest(server.url, scene, role, `Mallory ${index}`),
    ),
  )
  const processes: ChildProcess[] = []
  const reports = await Promise.all(
    Array.from({ length: ATTACKERS }, async (_, index) => {
      const child = fork(join(import.meta.dirname, 'attacker-process.ts'), { execArgv: ['--import', 'tsx'] })
      processes.push(child)
      const address = `${url}?as=mallory${index}`
      const order = {
        url: address,
        passes,
        seed: random.below(2 ** 32),
        frames: Math.ceil(frames / ATTACKERS),
      }
      child.send(order satisfies AttackOrder)
      return lastReport(child)
    }),
  )
  for (const child of processes) child.kill('SIGKILL')
  return reports
}

function lastReport(child: ChildProcess): Promise<AttackReport> {
  return new Promise((resolve, reject) => {
    let latest: AttackReport = { dealtWith: 0, sockets: 0, ends: {}, done: false }
    const late = setTimeout(() => resolve(latest), AT_MOST_MS / 2)
    child.on('message', (report: AttackReport) => {
      latest = report
      if (!report.done) return
      clearTimeout(late)
      resolve(report)
    })
    child.on('exit', (code) => reject(new Error(`An attacker ended (${code})`)))
  })
}

function ends(reports: AttackReport[]): string {
  const sums = new Map<string, number>()
  for (const report of reports)
    for (const [end, count] of Object.entries(report.ends)) sums.set(end, (sums.get(end) ?? 0) + count)
  return [...sums].map(([end, count]) => `${end} ${count}`).join(', ')
}

async function metric(server: ServerProcess, name: string): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text()
  return Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1])
}

/** Resident, in MB. */
async function memory(server: ServerProcess): Promise<number> {
  return Math.round((await metric(server, 'process_resident_memory_bytes')) / 2 ** 20)
}

const ms = (value: number) => `${value.toFixed(0)} ms`
