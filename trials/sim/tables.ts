import {
  type ClientRow,
  type EpochRow,
  FOREVER,
  type HistoryEntry,
  type HistoryRow,
  type LogRows,
  type RoomRow,
  type SnapshotRow,
  type UpdateRow,
} from '@/server/store/log-tables'

/** All that is kept of a room. */
export type RoomTables = {
  readonly room: RoomRow
  readonly epochs: readonly EpochRow[]
  readonly updates: readonly UpdateRow[]
  readonly snapshot: SnapshotRow | undefined
  readonly history: readonly HistoryRow[]
  readonly clients: ReadonlyMap<number, ClientRow>
}

/** The whole content of a disk at a moment. Never changed: what is written makes a new one. */
export type Image = ReadonlyMap<string, RoomTables>

/** What a transaction was for, told from what it writes. */
export type Purpose = 'read' | 'append' | 'compact' | 'restart'

/** The rows as one transaction sees and changes them. */
export class Draft implements LogRows {
  #image: Map<string, RoomTables>
  purpose: Purpose = 'read'

  constructor(image: Image) {
    this.#image = new Map(image)
  }

  get image(): Image {
    return this.#image
  }

  async room(room: string) {
    const found = this.#image.get(room)
    return found && { ...found.room }
  }

  async addRoom(row: RoomRow) {
    if (this.#image.has(row.id)) throw new Error(`There is a room ${row.id} already`)
    this.#writes('append')
    const empty = { epochs: [], updates: [], snapshot: undefined, history: [], clients: new Map() }
    this.#image.set(row.id, { room: { ...row }, ...empty })
  }

  async advance(room: string, count: number, at: number, epoch: string | undefined) {
    const found = this.#image.get(room)
    if (!found || (epoch !== undefined && found.room.epoch !== epoch)) return undefined
    if (found.room.frozenUntil > at) return undefined
    this.#writes('append')
    const moved = { ...found.room, head: found.room.head + count, at: Math.max(found.room.at, at) }
    this.#change(room, { room: moved })
    return { head: moved.head, at: moved.at }
  }

  async heads(rooms: readonly string[]) {
    return rooms.flatMap((room) => this.#image.get(room)?.room ?? [])
  }

  async freeze(room: string, until: number) {
    const found = this.#image.get(room)
    if (!found) return undefined
    this.#writes('append')
    this.#change(room, { room: { ...found.room, frozenUntil: Math.max(found.room.frozenUntil, until) } })
    return found.room.head
  }

  async thaw(room: string) {
    if (this.#image.get(room)?.room.frozenUntil !== FOREVER) this.reopen(room)
  }

  /** As the store does it together with the report's state. */
  reopen(room: string): void {
    const found = this.#image.get(room)
    if (!found) return
    this.#writes('append')
    this.#change(room, { room: { ...found.room, frozenUntil: 0 } })
  }

  async addEpoch(row: EpochRow) {
    const { room, epochs } = this.#of(row.room)
    if (epochs.length > 0) this.#writes('restart')
    this.#change(row.room, {
      room: { ...room, epoch: row.epoch, base: row.firstSeq },
      epochs: [...epochs, { ...row }],
    })
  }

  async epochs(room: string) {
    return (this.#image.get(room)?.epochs ?? []).map((row) => ({ ...row }))
  }

  async updates(room: string, after: number) {
    const all = this.#image.get(room)?.updates ?? []
    return all.filter((row) => row.seq > after).map((row) => ({ ...row }))
  }

  async addUpdates(rows: UpdateRow[]) {
    this.#writes('append')
    for (const [room, more] of Map.groupBy(rows, (row) => row.room)) {
      const { updates } = this.#of(room)
      for (const { seq } of more)
        if (updates.some((row) => row.seq === seq)) throw new Error(`There is an entry ${seq} already`)
      this.#change(room, { updates: [...updates, ...more.map((row) => ({ ...row }))] })
    }
  }

  async removeUpdates(room: string, upTo: number) {
    this.#writes('compact')
    this.#change(room, { updates: this.#of(room).updates.filter((row) => row.seq > upTo) })
  }

  async snapshot(room: string) {
    const row = this.#image.get(room)?.snapshot
    return row && { ...row }
  }

  async replaceSnapshot(room: string, row: SnapshotRow | undefined) {
    this.#writes('compact')
    this.#change(room, { snapshot: row && { ...row } })
  }

  async history(room: string): Promise<HistoryEntry[]> {
    return (this.#image.get(room)?.history ?? []).map(({ data: _, crc: __, ...row }) => row)
  }

  async historyRows(room: string, from: number, to: number) {
    const all = this.#image.get(room)?.history ?? []
    return all.filter((row) => row.firstSeq >= from && row.lastSeq <= to).map((row) => ({ ...row }))
  }

  async addHistory(rows: HistoryRow[]) {
    this.#writes('compact')
    for (const row of rows) {
      const history = [...this.#of(row.room).history, { ...row }]
      this.#change(row.room, { history: history.sort((a, b) => a.firstSeq - b.firstSeq) })
    }
  }

  async removeHistory(room: string, upTo: number) {
    this.#writes('compact')
    this.#change(room, { history: this.#of(room).history.filter((row) => row.lastSeq > upTo) })
  }

  async clients(room: string, among?: readonly number[]) {
    const all = [...(this.#image.get(room)?.clients.values() ?? [])].map((row) => ({ ...row }))
    return among ? all.filter((row) => among.includes(row.client)) : all
  }

  async addClients(rows: ClientRow[]) {
    this.#writes('append')
    for (const [room, added] of Map.groupBy(rows, (row) => row.room)) {
      const clients = new Map(this.#of(room).clients)
      for (const row of added) if (!clients.has(row.client)) clients.set(row.client, { ...row })
      this.#change(room, { clients })
    }
  }

  async retireClients(room: string) {
    this.#writes('restart')
    const retired = [...this.#of(room).clients].map(([id, row]) => [id, { ...row, retired: true }] as const)
    this.#change(room, { clients: new Map(retired) })
  }

  #of(room: string): RoomTables {
    const found = this.#image.get(room)
    if (!found) throw new Error(`There is no room ${room}`)
    return found
  }

  #change(room: string, tables: Partial<RoomTables>): void {
    this.#image.set(room, { ...this.#of(room), ...tables })
  }

  #writes(purpose: Purpose): void {
    const ranks: Purpose[] = ['read', 'append', 'compact', 'restart']
    if (ranks.indexOf(purpose) > ranks.indexOf(this.purpose)) this.purpose = purpose
  }
}
