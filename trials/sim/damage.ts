import { Random } from './random'
import type { Image, RoomTables } from './tables'

type Change = (image: Image) => Image

export type Damage = { spoil: Change; mend: Change }

/** Something that happens to the log of a room on the disk without anybody's doing, and how to undo it. */
export function damageOf(image: Image, room: string, luck: number): Damage {
  const random = new Random('damage', luck)
  const { updates, snapshot } = image.get(room)!
  if (snapshot && (updates.length === 0 || random.chance(0.3))) {
    const data = flipped(snapshot.data, random)
    const put = (of: Uint8Array) =>
      change(room, (tables) =>
        tables.snapshot?.seq === snapshot.seq
          ? { ...tables, snapshot: { ...tables.snapshot, data: of } }
          : tables,
      )
    return { spoil: put(data), mend: put(snapshot.data) }
  }
  const victim = random.pick(updates)
  if (random.chance(0.4))
    return {
      spoil: change(room, (tables) => ({
        ...tables,
        updates: tables.updates.filter((row) => row.seq !== victim.seq),
      })),
      mend: change(room, (tables) => ({
        ...tables,
        updates: [...tables.updates, victim].sort((a, b) => a.seq - b.seq),
      })),
    }
  const data = flipped(victim.data, random)
  const put = (of: Uint8Array) =>
    change(room, (tables) => ({
      ...tables,
      updates: tables.updates.map((row) => (row.seq === victim.seq ? { ...row, data: of } : row)),
    }))
  return { spoil: put(data), mend: put(victim.data) }
}

function change(room: string, of: (tables: RoomTables) => RoomTables): Change {
  return (image) => {
    const tables = image.get(room)
    return tables ? new Map(image).set(room, of(tables)) : image
  }
}

function flipped(data: Uint8Array, random: Random): Uint8Array {
  const copy = data.slice()
  const at = random.int(0, copy.length - 1)
  copy[at] = copy[at]! ^ (1 << random.int(0, 7))
  return copy
}
