import { longSession } from '../load/documents'
import { type People, peopleOf } from './rooms'
import type { Context } from './scenario'

let made: Uint8Array[][] | undefined

/** Rooms that hold the document of a ninety-minute session, brought in through the sockets of its five writers. */
export async function prepareLong(
  { server, crew, name }: Context,
  rooms: number,
  people: { writers: number; readers: number },
  editsASecond: number,
): Promise<People[]> {
  made ??= longSession()
  const updates = made
  const opened = await server.open(
    Array.from({ length: rooms }, (_, index) => ({
      name: `${name}-${index}`,
      seed: Uint8Array.of(0, 0),
      ...people,
      writers: people.writers + updates.length,
    })),
  )
  const all = opened.map((doors) => peopleOf(doors, editsASecond))
  return Promise.all(
    all.map(async ({ writers, readers }) => {
      await crew.feed(writers.slice(people.writers), updates)
      return { writers: writers.slice(0, people.writers), readers }
    }),
  )
}
