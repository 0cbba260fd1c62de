import { type Kind, seedOf } from '../load/documents'
import type { PersonSpec } from '../load/person'
import type { Doors } from '../servers/under-test'
import type { Context } from './scenario'

export type RoomPlan = { kind: Kind; writers: number; readers: number; editsASecond: number }
export type People = { writers: PersonSpec[]; readers: PersonSpec[] }

/** Rooms with their documents in them, and everybody who is going to come. */
export async function prepareRooms(
  { server, crew, name }: Pick<Context, 'server' | 'crew' | 'name'>,
  rooms: number,
  { kind, writers, readers, editsASecond }: RoomPlan,
): Promise<People[]> {
  const seed = seedOf(kind)
  const opened = await server.open(
    Array.from({ length: rooms }, (_, index) => ({ name: `${name}-${index}`, seed, writers, readers })),
  )
  const people = opened.map((doors) => peopleOf(doors, editsASecond))
  // Ours holds it from the start; to the relay it means nothing.
  if (server.name !== 'ours' && server.name !== 'relay')
    for (const [index, { writers, readers }] of people.entries()) {
      const first = writers[0] ?? readers[0]
      if (first) await crew.feed([first], [[seed]])
      else throw new Error(`Nobody is in room ${index}`)
    }
  return people
}

export function peopleOf({ envelope, writers, readers }: Doors, editsASecond: number): People {
  return {
    writers: writers.map((url, writer) => ({
      url,
      envelope,
      writes: { writer, field: `summaries/writer${writer}`, editsASecond },
    })),
    readers: readers.map((url) => ({ url, envelope, writes: undefined })),
  }
}
