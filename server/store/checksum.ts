import { crc32 } from 'node:zlib'
import type { HistoryRow, SnapshotRow, UpdateRow } from './log-tables'

/*
 * A CRC-32 over a row's room, place and bytes: finds what a disk, a copy or a hand changed, also a row that came to
 * lie in another's place.
 */

/** Of an entry of the log, or of a snapshot. */
export function checksum({
  room,
  seq,
  data,
}: Pick<UpdateRow | SnapshotRow, 'room' | 'seq' | 'data'>): number {
  return crc32(data, crc32(`${room} ${seq} `))
}

export function historyChecksum(row: Pick<HistoryRow, 'room' | 'firstSeq' | 'lastSeq' | 'data'>): number {
  return crc32(row.data, crc32(`${row.room} ${row.firstSeq}-${row.lastSeq} `))
}

/** Whether the row is as it was written; true of what was written before there were checksums. */
export function isIntact(row: UpdateRow | SnapshotRow): boolean {
  return row.crc === null || row.crc === checksum(row)
}
