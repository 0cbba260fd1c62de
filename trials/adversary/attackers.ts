import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Random } from '../chaos/random'
import type { ServerProcess } from '../chaos/server'
import { addGuest, type Scene } from '../chaos/setup'
import type { AttackOrder, AttackReport } from './attacker-process'

const ATTACKERS = 2
/** On a machine where it takes longer, fewer frames are thrown, and that is said. */
const AT_MOST_MS = 5 * 60_000

/** Lets processes of attackers at a session until the server has dealt with so many frames; what each has to report. */
export async function attack(
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
    const late = setTimeout(() => resolve(latest), AT_MOST_MS)
    child.on('message', (report: AttackReport) => {
      latest = report
      if (!report.done) return
      clearTimeout(late)
      resolve(report)
    })
    child.on('exit', (code) => reject(new Error(`An attacker ended (${code})`)))
  })
}

/** How the sockets ended, and how many each way. */
export function ends(reports: AttackReport[]): string {
  const sums = new Map<string, number>()
  for (const report of reports)
    for (const [end, count] of Object.entries(report.ends)) sums.set(end, (sums.get(end) ?? 0) + count)
  return [...sums].map(([end, count]) => `${end} ${count}`).join(', ')
}
