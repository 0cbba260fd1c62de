/*
 * A process for tests to kill: opens the store in the folder or database it is given, says "open", and, told a room, appends to
 * it for ever, many at once, printing each confirmed sequence number with what was written under it.
 */
import { openPostgresStore, openStore } from './index'

const [place, room] = process.argv.slice(2)
const store = await (place!.startsWith('postgres:') ? openPostgresStore : openStore)(place!)
console.log('open')

async function appendForEver(writer: number) {
  for (let count = 0; ; count++) {
    const text = `${writer}:${count}`
    const seq = await store.log.append({ room: room!, user: 'child', data: new TextEncoder().encode(text) })
    console.log(`${seq} ${text}`)
  }
}

if (room) for (let writer = 0; writer < 8; writer++) void appendForEver(writer)
else setInterval(() => undefined, 60_000)
