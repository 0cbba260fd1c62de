import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ask } from '../chaos/setup'
import { sleep, until } from '../chaos/waiting'
import { settle, together } from './check'
import { faultsAfter, isHeard, prepareDecisions } from './decisions'
import type { Fault } from './fault'
import { openStage, type Stage } from './stage'
import type { Node, World } from './world'

const HOUR_MS = 3_600_000
/** Between this machine, the database and an answer. */
const TOLERANCE_MS = 120_000
const HEARING_MS = 30_000

/** The clock of one node is an hour ahead, then an hour behind: nobody may notice. */
export const clocks: Fault = {
  name: 'clocks',
  title: 'The clock of a node is an hour ahead or behind',
  async run(world, random) {
    const node = world.nodes.at(-1)!
    const { settings } = node.server
    const outcomes = []
    for (const ahead of [HOUR_MS, -HOUR_MS].slice(0, world.size.rounds)) {
      node.server.settings = {
        ...settings,
        AHEAD_MS: String(ahead),
        NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, 'ahead.mjs'))}`,
      }
      await restart(node)
      const stage = await openStage(world, random)
      await sleep(world.size.goneMs / 2)
      const violations = [...(await tickets(world, stage)), ...(await history(world, stage))]
      const decisions = await prepareDecisions(world, world.nodes)
      for (const { decide } of decisions) await decide(node)
      await until(() => decisions.every(isHeard), HEARING_MS)
      for (const decision of decisions) {
        for (const person of decision.people) person.type('overdue')
        violations.push(...(await faultsAfter(world, decision, 'overdue')))
        for (const person of decision.people) person.leave()
      }
      outcomes.push({ facts: [], checked: 0, violations }, await settle(world, stage))
    }
    // From its next start on it is right again.
    node.server.settings = settings
    return together(...outcomes)
  },
}

async function restart({ server }: Node): Promise<void> {
  await server.stop()
  await server.start()
}

/** A ticket of one node is good at the others. */
async function tickets({ nodes }: World, { scene }: Stage): Promise<string[]> {
  const violations: string[] = []
  for (const from of nodes)
    for (const to of nodes) {
      const path = `/sessions/${scene.session}/ticket`
      const { value } = await ask<{ ticket: string }>(from.server.url, scene.organiser, 'POST', path)
      const url = `${to.server.url.replace(/^http/, 'ws')}/collab/${scene.session}?ticket=${value.ticket}`
      if ((await opened(url)) === 'refused') violations.push(`${to.name} refuses a ticket of ${from.name}`)
    }
  return violations
}

function opened(url: string): Promise<'opened' | 'refused'> {
  const socket = new WebSocket(url)
  return new Promise((resolve) => {
    socket.onopen = () => {
      socket.close()
      resolve('opened')
    }
    socket.onerror = () => resolve('refused')
  })
}

/** All nodes tell the same minutes, and those in which people wrote. */
async function history({ nodes }: World, { scene }: Stage): Promise<string[]> {
  const violations: string[] = []
  for (const { name, server } of nodes) {
    const path = `/sessions/${scene.session}/history`
    const { value } = await ask<{ at: string }[]>(server.url, scene.organiser, 'GET', path)
    const wrong = value.filter(({ at }) => Math.abs(Date.parse(at) - Date.now()) > TOLERANCE_MS)
    if (value.length === 0 || wrong.length > 0)
      violations.push(`${name} tells a history at ${value.map(({ at }) => at).join(', ') || 'no time'}`)
  }
  return violations
}
