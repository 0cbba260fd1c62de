import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type RoomMessage, readRoomMessage, writeRoomMessage } from './room-messages'

const uint = fc.nat()
const bytes = fc.uint8Array()
const message: fc.Arbitrary<RoomMessage> = fc.oneof(
  fc.record({
    kind: fc.constant('entries' as const),
    epoch: fc.string(),
    from: uint,
    entries: fc.array(fc.record({ account: fc.string(), clients: fc.array(uint), update: bytes })),
  }),
  fc.record({ kind: fc.constant('head' as const), epoch: fc.string(), head: uint }),
  fc.record({
    kind: fc.constant('presence' as const),
    present: fc.array(fc.record({ client: uint, account: fc.string(), state: fc.string() })),
  }),
  fc.record({ kind: fc.constant('who' as const) }),
)

test('A message is read as it was written', () => {
  fc.assert(
    fc.property(message, (one) => {
      expect(readRoomMessage(writeRoomMessage(one))).toEqual(one)
    }),
  )
})

test('A message of a later version is passed over', () => {
  expect(readRoomMessage(new Uint8Array([77, 1, 2]))).toBeUndefined()
})
