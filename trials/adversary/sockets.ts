import { rmSync } from 'node:fs'
import type * as Y from 'yjs'
import { SCHEMA } from '@/lib/report/document'
import { readReport } from '@/lib/report/read'
import { jsonExport, settle } from '../chaos/check'
import { documentOf, wordsOf } from '../chaos/content'
import { copyOfLive, documentIn } from '../chaos/disk'
import { Fleet } from '../chaos/fleet'
import type { WriterSpec } from '../chaos/protocol'
import type { Random } from '../chaos/random'
import { ServerProcess } from '../chaos/server'
import { type Scene, setScene, TEMPLATE } from '../chaos/setup'
import { temporaryFolder } from '../chaos/stage'
import { FOR_MODERATORS } from '../chaos/texts'
import { sleep, until } from '../chaos/waiting'
import type { AttackReport } from './attacker-process'
import { attack, ends } from './attackers'
import { Probe } from './probe'

/** What a run found; `frames`: how many the server dealt with. */
export type Findings = { facts: string[]; frames: number; violations: string[] }

const HONEST = 6
const HONEST_EDITS_A_SECOND = 2
/** Rule 6. */
const DELAY_MS = 250
/** The second half of the frames may cost this much memory for good: a heap keeps what it once had at hand. */
const MEMORY_MB = 150
const RESTING_MS = 20_000

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
    memories.push(await restingMemory(server, scene))
  }
  const delays = probe.delays()
  const lag = (await metric(server, 'nodejs_eventloop_lag_p99_seconds')) * 1000
  probe.end()

  const violations: string[] = []
  if (!server.isAlive || server.pid !== pid) violations.push(`the server ended:\n${server.output}`)
  const settled = await settle({ server, scene, fleet })
  violations.push(...settled.violations)
  if (!(delays.p95 <= DELAY_MS)) violations.push(`honest edits took ${delays.p95.toFixed(0)} ms at p95`)
  memories.push(await restingMemory(server, scene))
  const [first, second] = memories as [number, number]
  if (second > first + MEMORY_MB)
    violations.push(`memory grows: ${first} MB after one half, ${second} MB after both`)
  const sockets = await metric(server, 'rapporteur_sockets')
  if (sockets !== HONEST) violations.push(`${sockets} sockets are left, of ${HONEST} honest ones`)
  const document = documentOf((await fleet.contents())[0]![1])
  if (document.getMap('meta').get('schema') !== SCHEMA) violations.push('somebody changed the schema number')
  const foreign = foreignWords(document)
  if (foreign.length > 0)
    violations.push(`somebody wrote where they may not: ${foreign.slice(0, 5).join(', ')}`)
  const disk = await documentIn(await copyOfLive(server.dataDir), scene.session)
  if (disk.store.pendingStructs || disk.store.pendingDs) violations.push('the log leaves something pending')
  fleet.end()
  if (!(await server.stop())) violations.push('the server had to be killed to stop')
  violations.push(...server.unexpected)
  rmSync(server.dataDir, { recursive: true, force: true })

  const dealtWith = reports.reduce((sum, report) => sum + report.dealtWith, 0)
  const count = reports.reduce((sum, report) => sum + report.sockets, 0)
  if (dealtWith < frames) violations.push(`only ${dealtWith} of ${frames} frames in the time there was`)
  return {
    frames: dealtWith,
    violations,
    facts: [
      `${count} sockets in ${took.toFixed(0)} s (${(dealtWith / took).toFixed(0)} frames a second)`,
      `sockets ended by: ${ends(reports)}`,
      `honest edits took ${ms(quiet.median)} (p95 ${ms(quiet.p95)}) before, ${ms(delays.median)} (p95 ${ms(delays.p95)}, longest ${ms(delays.longest)}) meanwhile`,
      `the server’s event loop was late by ${ms(lag)} at p99`,
      `${settled.checked} honest edits checked, ${settled.missing} confirmed ones missing`,
      `memory ${memoryBefore} MB before, ${first} MB after one half, ${second} MB after both`,
    ],
  }
}

/** Words in the moderators' texts that no honest writer typed, and that are no names of nodes and marks. */
function foreignWords(doc: Y.Doc): string[] {
  const report = readReport(doc, TEMPLATE)
  const reserved = report.sections.filter(({ id }) =>
    FOR_MODERATORS.some(({ name }) => name.startsWith(`${id}/`)),
  )
  const words = wordsOf(reserved.map((section) => ('text' in section ? section.text : [])))
  return [...words].filter((word) => !/^(h\d+n\d{6}|probe\d+|paragraph|text|bold)$/.test(word))
}

function honest(url: string, { organiser }: Scene, random: Random): WriterSpec[] {
  return Array.from({ length: HONEST }, (_, index) => ({
    name: `h${index}`,
    kind: 'ours',
    urls: [url],
    seed: random.below(2 ** 32),
    where: 'reserved' as const,
    ...organiser,
  }))
}

async function metric(server: ServerProcess, name: string): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text()
  return Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1])
}

/** The least it holds while it has but little to do, which makes it collect what is left over. */
async function restingMemory(server: ServerProcess, scene: Scene): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  const start = performance.now()
  while (performance.now() - start < RESTING_MS) {
    await jsonExport(server.url, scene)
    least = Math.min(least, await memory(server))
    await sleep(100)
  }
  return least
}

/** Resident, in MB. */
async function memory(server: ServerProcess): Promise<number> {
  return Math.round((await metric(server, 'process_resident_memory_bytes')) / 2 ** 20)
}

const ms = (value: number) => `${value.toFixed(0)} ms`
