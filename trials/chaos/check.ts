import type * as Y from 'yjs'
import type { Report } from '@/lib/report/report'
import { verifyFolder } from '@/server/maintenance/verify'
import { documentOf, fingerprint, wordsIn, wordsOf } from './content'
import { copyOfLive, documentIn } from './disk'
import type { Entries } from './ledger'
import { ask } from './setup'
import type { Stage } from './stage'
import { seconds, until } from './waiting'

/** How long clients may take to come back: their longest wait, and the end of a silent socket. */
const RETURNING_MS = 45_000
/** Rule 5: how long all may take to be the same, once they are connected and idle. */
const SETTLING_MS = 5_000

/** Confirmed edits that `words` lacks: typed and not there, or deleted and still there. */
export function missing(words: Set<string>, { confirmed, erased }: Entries): string[] {
  return [
    ...confirmed.filter((token) => !words.has(token)),
    ...erased.filter((token) => words.has(token)).map((token) => `${token} (deleted)`),
  ]
}

/** `before` without what was deleted by the time of `after`: what must be there whatever happened in between. */
export function lasting(before: Entries, after: Entries): Entries {
  const gone = new Set(after.gone)
  return { ...before, confirmed: before.confirmed.filter((token) => !gone.has(token)) }
}

export type Settled = {
  /** Until all were saved again, in milliseconds; and from then until all held the same. */
  backAfter: number | undefined
  sameAfter: number | undefined
  checked: number
  /** Confirmed edits that are neither on the disk nor in an export. */
  missing: number
  violations: string[]
}

/** Stops typing, and checks that everybody, the disk and both exports hold all that was ever typed, and the log itself. */
export async function settle({ server, scene, fleet }: Omit<Stage, 'close'>): Promise<Settled> {
  await fleet.pace(0)
  const violations: string[] = []
  const backAfter = await until(
    async () => (await fleet.reports()).every(({ state }) => state === 'saved'),
    RETURNING_MS,
  )
  const reports = await fleet.reports()
  for (const { name, state, refusal } of reports)
    if (state !== 'saved')
      violations.push(`${name} is ${refusal ?? state} after ${seconds(RETURNING_MS)} without typing`)
  for (const report of reports) violations.push(...report.violations)
  let prints: [string, string][] = []
  let disk: Y.Doc | undefined
  const sameAfter = await until(async () => {
    const contents = await fleet.contents()
    disk = await documentIn(await copyOfLive(server.dataDir), scene.session)
    prints = [...contents.map(([name, update]): [string, string] => [name, fingerprint(documentOf(update))])]
    prints.push(['disk', fingerprint(disk)])
    return new Set(prints.map(([, print]) => print)).size === 1
  }, SETTLING_MS)
  if (sameAfter === undefined)
    violations.push(
      `not the same after ${SETTLING_MS} ms: ${prints.map((pair) => pair.join(' ')).join(', ')}`,
    )
  const entries = await fleet.entries()
  const lostConfirmed = new Set<string>()
  const all = { ...entries, confirmed: entries.typed, erased: entries.gone }
  for (const [where, words] of [
    ['disk', wordsIn(disk!)],
    ['report.json', await jsonExport(server.url, scene)],
    ['report.md', await markdownExport(server.url, scene)],
  ] as const) {
    const lost = missing(words, all)
    for (const token of missing(words, entries)) lostConfirmed.add(token)
    if (lost.length > 0)
      violations.push(`${lost.length} edits missing in ${where}: ${lost.slice(0, 5).join(', ')}`)
  }
  violations.push(...(await verifyFolder(server.dataDir)).faults)
  const checked = all.confirmed.length + all.erased.length
  return { backAfter, sameAfter, checked, missing: lostConfirmed.size, violations }
}

export async function jsonExport(base: string, { session, organiser }: Stage['scene']): Promise<Set<string>> {
  const { value } = await ask<Report>(base, organiser, 'GET', `/sessions/${session}/report.json`)
  return wordsOf(value)
}

async function markdownExport(base: string, { session, organiser }: Stage['scene']): Promise<Set<string>> {
  const response = await fetch(`${base}/api/v1/sessions/${session}/report.md`, { headers: organiser.headers })
  if (!response.ok) throw new Error(`report.md: ${response.status}`)
  return new Set((await response.text()).match(/\w+/g))
}

/** Rule 2, under load: what was confirmed before an export was asked for is in it. */
export async function exportHolds({ server, scene, fleet }: Omit<Stage, 'close'>): Promise<string[]> {
  const before = await fleet.entries()
  const words = await jsonExport(server.url, scene)
  const lost = missing(words, lasting(before, await fleet.entries()))
  return lost.length === 0
    ? []
    : [`${lost.length} confirmed edits missing in an export: ${lost.slice(0, 5).join(', ')}`]
}
