import { makeRooms, openNode } from './instance'
import { costOf, type Row, type Wall } from './wall'

const LOOKS = 20
const VERSIONS = 300

/** What each node asks the database again and again, whether anybody writes or not. */
export const questions: Wall = {
  name: 'questions',
  about: 'What a node asks every two or three seconds, each time',
  async run({ backing, length }) {
    const store = await openNode(await backing.newDatabase())
    const rows: Row[] = []
    let rooms: string[] = []
    for (const count of length.kind === 'quick' ? [100, 1000] : [100, 1000, 10_000]) {
      rooms = [...rooms, ...(await makeRooms(store, count - rooms.length, `room-${count}`))]
      await store.log.heads(rooms)
      rows.push({
        what: `the heads of ${count} open rooms`,
        figures: await costOf(backing, LOOKS, async () => {
          for (let look = 0; look < LOOKS; look++) await store.log.heads(rooms)
        }),
      })
    }
    rows.push({
      what: 'whether anything about access changed',
      figures: await costOf(backing, VERSIONS, async () => {
        for (let look = 0; look < VERSIONS; look++) await store.access.version()
      }),
    })
    await store.close()
    return rows
  },
}
