import { Fleet } from '../chaos/fleet'
import type { WriterSpec } from '../chaos/protocol'
import type { Random } from '../chaos/random'
import { addGuest, type Pass, type Scene, setScene } from '../chaos/setup'
import { until } from '../chaos/waiting'
import type { World } from './world'

/** A session, and people who write in it through all nodes. */
export type Stage = { scene: Scene; fleet: Fleet }

/**
 * How somebody comes in: through the one address; always to the same node; to each node in turn, as often as the
 * connection is lost; or as a stock y-websocket provider, through the one address.
 */
const WAYS = ['front', 'one node', 'by turns', 'stock'] as const
const GUESTS = 4
const JOINING_MS = 60_000

/** Returns when all are in and typing. They leave when the fault is over. */
export async function openStage(world: World, random: Random): Promise<Stage> {
  const { size, nodes } = world
  const scene = await setScene(world.url)
  const guests: Pass[] = []
  for (let number = 1; number <= GUESTS; number++)
    guests.push(await addGuest(world.url, scene, 'rapporteur', `Guest ${number}`))

  const specs = Array.from({ length: size.clients }, (_, index): WriterSpec => {
    const way = WAYS[index % WAYS.length]!
    const round = Math.floor(index / WAYS.length)
    const turned = nodes.map((_, at) => nodes[(at + round) % nodes.length]!.server.url)
    const bases = way === 'by turns' ? turned : way === 'one node' ? turned.slice(0, 1) : [world.url]
    return {
      name: `w${String(index).padStart(2, '0')}`,
      kind: way === 'stock' ? 'stock' : 'ours',
      urls: bases.map((base) => `${base.replace(/^http/, 'ws')}/collab/${scene.session}`),
      seed: random.below(2 ** 32),
      where: 'everywhere',
      ...(round % 3 === 0 ? scene.organiser : guests[index % GUESTS]!),
    }
  })
  const fleet = await Fleet.of(specs, size.processes)
  world.afterwards.push(() => fleet.end())
  const isIn = async () => (await fleet.reports()).every(({ state }) => state === 'saved')
  if ((await until(isIn, JOINING_MS, 250)) === undefined) {
    const late = (await fleet.reports()).filter(({ state }) => state !== 'saved')
    throw new Error(
      `Not every writer got in: ${late.map(({ name, state, refusal }) => `${name} ${refusal ?? state}`).join(', ')}`,
    )
  }
  await fleet.pace(size.editsASecond)
  return { scene, fleet }
}

/** Writers of a stage that only ever go to one node. */
export function loyalTo(world: World, node: number): string[] {
  return Array.from({ length: world.size.clients }, (_, index) => index)
    .filter((index) => WAYS[index % WAYS.length] === 'one node')
    .filter((index) => Math.floor(index / WAYS.length) % world.nodes.length === node)
    .map((index) => `w${String(index).padStart(2, '0')}`)
}
