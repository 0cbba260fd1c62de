import type * as Y from 'yjs'
import type { Report } from '@/lib/report/report'
import { roomFaults } from '@/server/maintenance/verify-room'
import { kyselyOnPostgres, openPool } from '@/server/store/postgres'
import { postgresTables } from '@/server/store/postgres-tables'
import { documentOf } from '@/server/store/replay'
import { lasting, missing } from '../chaos/check'
import { fingerprint } from '../chaos/content'
import type { Entries } from '../chaos/ledger'
import { ask, type Scene } from '../chaos/setup'
import { seconds, until } from '../chaos/waiting'
import type { Stage } from './stage'
import type { Node, World } from './world'

const TOKEN = /\bw\d+n\d{6}\b/g
const NAMED = 5

/** What a fault is judged by: a sentence for each promise that was not kept, and what was looked at. */
export type Outcome = { facts: string[]; checked: number; violations: string[] }

/** The export of a report through a node: its words, and those of the writers that stand there twice. */
export async function exportOf(node: Node, { session, organiser }: Scene) {
  const { value } = await ask<Report>(node.server.url, organiser, 'GET', `/sessions/${session}/report.json`)
  const text = JSON.stringify(value)
  const tokens: string[] = text.match(TOKEN) ?? []
  const words = new Set(tokens)
  const twice = tokens.filter((token, index) => tokens.indexOf(token) < index)
  return { words, twice, text }
}

/** What was confirmed before an export was asked for is in it, whichever node is asked, and while others write. */
export async function exportsHold(nodes: Node[], { scene, fleet }: Stage): Promise<string[]> {
  const violations: string[] = []
  for (const node of nodes) {
    const before = await fleet.entries()
    const { words, twice } = await exportOf(node, scene)
    const after = await fleet.entries()
    violations.push(...faultsIn(`an export of ${node.name}`, words, twice, lasting(before, after)))
  }
  return violations
}

function faultsIn(where: string, words: Set<string>, twice: string[], entries: Entries): string[] {
  const lost = missing(words, entries)
  return [
    ...(lost.length > 0
      ? [`${lost.length} edits missing in ${where}: ${lost.slice(0, NAMED).join(', ')}`]
      : []),
    ...(twice.length > 0
      ? [`${twice.length} edits twice in ${where}: ${twice.slice(0, NAMED).join(', ')}`]
      : []),
  ]
}

/**
 * The fault is over: stops typing, and checks that everybody and the log come to hold the same in time, that the export
 * of each node has every edit once, and that the log is whole.
 */
export async function settle(world: World, { scene, fleet }: Stage): Promise<Outcome> {
  const { convergingMs } = world.size
  const since = performance.now()
  await fleet.pace(0)
  const violations: string[] = []
  let prints: [string, string][] = []
  const isSame = async () => {
    if ((await fleet.reports()).some(({ state }) => state !== 'saved')) return false
    prints = [...(await fleet.prints()), ['the log', await loggedDocument(world, scene.session, fingerprint)]]
    return new Set(prints.map(([, print]) => print)).size === 1
  }
  const took = await until(isSame, convergingMs, 250)
  if (took === undefined) violations.push(...(await whyNot(prints, { scene, fleet }, convergingMs)))
  const same = performance.now() - since
  const reports = await fleet.reports()
  for (const report of reports) violations.push(...report.violations)

  const entries = await fleet.entries()
  const all = { ...entries, confirmed: entries.typed, erased: entries.gone }
  for (const node of world.nodes) {
    const { words, twice } = await exportOf(node, scene)
    violations.push(...faultsIn(`the export of ${node.name}`, words, twice, all))
  }
  violations.push(...(await logFaults(world, scene.session)))
  return {
    facts: [`all the same ${took === undefined ? 'never' : seconds(same)} afterwards`],
    checked: all.confirmed.length + all.erased.length,
    violations,
  }
}

async function whyNot(
  prints: [string, string][],
  { fleet }: Pick<Stage, 'scene' | 'fleet'>,
  afterMs: number,
): Promise<string[]> {
  const open = (await fleet.reports()).filter(({ state }) => state !== 'saved')
  if (open.length > 0)
    return open.map(
      ({ name, state, refusal }) => `${name} is ${refusal ?? state} ${seconds(afterMs)} afterwards`,
    )
  const groups = Map.groupBy(prints, ([, print]) => print)
  const described = [...groups.values()].map((group) => group.map(([name]) => name).join(' '))
  return [`not the same ${seconds(afterMs)} afterwards: ${described.join(' | ')}`]
}

/** The document as the log has it. */
export async function loggedDocument<T>(
  { store }: World,
  session: string,
  use: (doc: Y.Doc) => T,
): Promise<T> {
  const { snapshot, updates } = await store.log.load(session)
  const doc = documentOf(session, [...(snapshot ? [snapshot] : []), ...updates])
  try {
    return use(doc)
  } finally {
    doc.destroy()
  }
}

/** What `npm run verify` would say of the session's log. */
export async function logFaults({ databaseUrl }: World, session: string): Promise<string[]> {
  const db = kyselyOnPostgres(openPool(databaseUrl, 1))
  try {
    const faults = await postgresTables(db).transaction((rows) => roomFaults(rows, session))
    return faults.map((fault) => `the log: ${fault}`)
  } finally {
    await db.destroy()
  }
}

export function together(...outcomes: Outcome[]): Outcome {
  return {
    facts: outcomes.flatMap(({ facts }) => facts),
    checked: outcomes.reduce((sum, { checked }) => sum + checked, 0),
    violations: outcomes.flatMap(({ violations }) => violations),
  }
}
