import { expect, test } from 'vitest'
import { roomLog } from '@/server/store/log'
import { logContract } from '@/server/store/log-contract'
import type { LogTables } from '@/server/store/log-tables'
import { Disk } from './disk'
import type { Image, RoomTables } from './tables'

const atOnce = { wait: async () => {}, reached: async () => {} }

logContract('The simulated disk', async () => {
  const disk = new Disk()
  const change = (of: (image: Image) => Image) => {
    disk.written = disk.synced = of(disk.synced)
  }
  return {
    async open(clock) {
      const log = roomLog(disk.open(atOnce), { clock })
      return { log, close: log.close }
    },
    async damage(how, table, room, seq) {
      change((image) => new Map(image).set(room, damaged(image.get(room)!, how, table, seq)))
    },
    async remove() {},
  }
})

test('A power cut takes what was written and not synced; the end of a process does not', async () => {
  const disk = new Disk()
  const steps: string[] = []
  const host = (stop: string) => ({
    wait: async () => {},
    reached: async (_: string, point: string) => {
      steps.push(point)
      if (point === stop) await new Promise(() => {})
    },
  })
  const add = (tables: LogTables) =>
    tables.transaction((rows) =>
      rows.addRoom({ id: 'a', head: 0, epoch: 'e', base: 1, at: 0, frozenUntil: 0 }),
    )
  const there = (tables: LogTables) => tables.transaction((rows) => rows.room('a'))
  void add(disk.open(host('after write')))
  await new Promise((resolve) => setImmediate(resolve))
  expect(steps).toEqual(['before write', 'after write'])
  disk.powerCut(false)
  expect(await there(disk.open(atOnce))).toBeUndefined()
  void add(disk.open(host('after write')))
  await new Promise((resolve) => setImmediate(resolve))
  expect(await there(disk.open(atOnce))).toBeDefined()
})

function damaged(tables: RoomTables, how: 'lose' | 'spoil', table: string, seq: number): RoomTables {
  const spoil = <R extends { data: Uint8Array }>(row: R): R => {
    const data = row.data.slice()
    data[data.length - 1]! ^= 1
    return { ...row, data }
  }
  const among = <R extends { data: Uint8Array }>(rows: readonly R[], isIt: (row: R) => boolean) =>
    how === 'lose' ? rows.filter((row) => !isIt(row)) : rows.map((row) => (isIt(row) ? spoil(row) : row))
  if (table === 'update') return { ...tables, updates: among(tables.updates, (row) => row.seq === seq) }
  if (table === 'history') return { ...tables, history: among(tables.history, (row) => row.firstSeq === seq) }
  const { snapshot } = tables
  return { ...tables, snapshot: how === 'lose' ? undefined : snapshot && spoil(snapshot) }
}
