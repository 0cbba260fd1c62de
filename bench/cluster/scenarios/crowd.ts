import type { PersonSpec } from '../../sync/load/person'
import { type People, prepareRooms, type RoomPlan } from '../../sync/scenarios/rooms'
import type { Context } from './scenario'

/**
 * Who goes where. `people`: everybody of a room by turns, as by a balancer that knows nothing of rooms; `rooms`: each
 * room whole, by turns, as by one that goes by the address.
 */
export type Turns = 'people' | 'rooms'

/** Rooms with their documents in them, and everybody who is going to come, to their node. */
export async function gather(
  { deployment, crew, name }: Pick<Context, 'deployment' | 'crew' | 'name'>,
  rooms: number,
  plan: RoomPlan,
  turns: Turns,
): Promise<People[]> {
  const people = await prepareRooms({ server: deployment.first, crew, name }, rooms, plan)
  return people.map((room, index) => spread(room, index, deployment.ports, turns))
}

/** Sends the people of room number `room` to the nodes at these ports. */
export function spread({ writers, readers }: People, room: number, ports: number[], turns: Turns): People {
  const nodeOf = (person: number) => (turns === 'rooms' ? room : room + person) % ports.length
  const all = [...writers, ...readers]
  const moved = all.map((person, index) => {
    const elsewhere = [...writers.keys()].filter((writer) => nodeOf(writer) !== nodeOf(index))
    return at(ports[nodeOf(index)]!, person, new Set(elsewhere))
  })
  return { writers: moved.slice(0, writers.length), readers: moved.slice(writers.length) }
}

function at(port: number, person: PersonSpec, elsewhere: Set<number>): PersonSpec {
  const url = new URL(person.url)
  url.port = String(port)
  return { ...person, url: url.href, elsewhere }
}
