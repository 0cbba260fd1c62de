import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Clock } from '@/lib/collab/clock'
import { KEPT_MS } from './history'
import { historyContract } from './history-contract'
import { clockAt, documentOf, entry, texts } from './log-testing'
import { ClientTaken, EpochEnded, RoomFrozen, type RoomLog, RoomUnreadable } from './store'

/** A log that is open, on an engine. */
export type OpenLog = { log: RoomLog; close(): Promise<void> }

/** What the contract of the log needs of an engine: an empty one for each test. */
export type LogEngine = {
  /** Opens the log; what an earlier opening wrote is there. */
  open(clock: Clock): Promise<OpenLog>
  /** Behind the log's back: takes a row away (a history row goes by its first number), or changes a byte of its data. */
  damage(
    how: 'lose' | 'spoil',
    table: 'update' | 'snapshot' | 'history',
    room: string,
    seq: number,
  ): Promise<void>
  remove(): Promise<void>
}

/** The suite that the log passes over every implementation of LogTables. */
export function logContract(name: string, makeEngine: () => Promise<LogEngine>) {
  describe(`${name}: the log`, () => {
    let engine: LogEngine
    let open: OpenLog
    let log: RoomLog
    const clock = clockAt(0)

    beforeEach(async () => {
      clock.time = Date.UTC(2020, 9, 23, 14, 0, 30)
      engine = await makeEngine()
      await start()
    })
    afterEach(async () => {
      await open.close()
      await engine.remove()
    })

    async function start() {
      open = await engine.open(clock)
      log = open.log
    }
    async function reopen() {
      await open.close()
      await start()
    }

    test('Entries get the numbers 2, 3, 4, … of their own room, in the order they were given', async () => {
      await log.create(entry('a', 'seed'))
      await log.create(entry('b', 'seed'))
      const seqs = await Promise.all(
        Array.from({ length: 2500 }, (_, index) =>
          log.append(entry(index % 2 === 0 ? 'a' : 'b', `${index}`)),
        ),
      )
      expect(seqs.slice(0, 4)).toEqual([2, 2, 3, 3])
      expect(seqs.at(-1)).toBe(1251)
      const { head, snapshot, updates } = await log.load('b')
      expect({ head, snapshot, count: updates.length }).toEqual({
        head: 1251,
        snapshot: undefined,
        count: 1251,
      })
      expect(texts(updates).slice(0, 3)).toEqual(['seed', '1', '3'])
    })

    test('SPEC 1: what was confirmed is there after closing and opening again', async () => {
      await log.create(entry('a', 'seed'))
      await log.append(entry('a', 'one'))
      await reopen()
      expect(await log.append(entry('a', 'two'))).toBe(3)
      expect(texts((await log.load('a')).updates)).toEqual(['seed', 'one', 'two'])
      expect(await log.head('a')).toBe(3)
    })

    test('Closing writes what still waits', async () => {
      await log.create(entry('a', 'seed'))
      const waiting = [log.append(entry('a', 'one')), log.append(entry('a', 'two'))]
      await reopen()
      expect(await Promise.all(waiting)).toEqual([2, 3])
      expect(await log.head('a')).toBe(3)
    })

    test('A flush waits for what was appended before', async () => {
      await log.create(entry('a', 'seed'))
      void log.append(entry('a', 'one'))
      await log.flush()
      expect(await log.head('a')).toBe(2)
    })

    test('An entry for a room that does not exist is refused, and its neighbours are written', async () => {
      await log.create(entry('a', 'seed'))
      const lost = log.append(entry('nowhere', 'x'))
      const kept = log.append(entry('a', 'y'))
      await expect(lost).rejects.toThrow(RoomUnreadable)
      expect(await kept).toBe(2)
      expect(await log.head('nowhere')).toBeUndefined()
      for (const read of [log.load, log.history, log.compact])
        await expect(read('nowhere')).rejects.toThrow(RoomUnreadable)
    })

    test('A room is made once', async () => {
      await log.create(entry('a', 'seed'))
      await expect(log.create(entry('a', 'other seed'))).rejects.toThrow()
      expect(texts((await log.load('a')).updates)).toEqual(['seed'])
    })

    describe('compacting', () => {
      test('keeps the document and the numbers, and later entries follow', async () => {
        const doc = await writeDocument('a', 50)
        await log.compact('a')
        const compacted = await log.load('a')
        expect(compacted).toMatchObject({ head: 51, updates: [] })
        expect(titleOf(compacted)).toBe(doc.getText('title').toString())

        doc.getText('title').insert(0, 'Later ')
        await log.flush()
        await reopen()
        const later = await log.load('a')
        expect(later).toMatchObject({ head: 52, updates: [expect.any(Uint8Array)] })
        expect(titleOf(later)).toBe(doc.getText('title').toString())

        await log.compact('a')
        await log.compact('a')
        const again = await log.load('a')
        expect(again).toMatchObject({ head: 52, updates: [] })
        expect(titleOf(again)).toBe(doc.getText('title').toString())
      })

      test('Entries that arrive meanwhile are neither lost nor doubled', async () => {
        await writeDocument('a', 5)
        const appended = Array.from({ length: 20 }, async () => {
          const doc = new Y.Doc()
          doc.getText('title').insert(0, '·')
          return log.append({ room: 'a', user: 'ben', data: Y.encodeStateAsUpdate(doc) })
        })
        await log.compact('a')
        await Promise.all(appended)
        const loaded = await log.load('a')
        expect(loaded.head).toBe(26)
        expect(titleOf(loaded).split('·')).toHaveLength(21)
      })

      test('A log with a broken entry is not compacted: nothing of it is deleted', async () => {
        await writeDocument('a', 5)
        await log.append(entry('a', 'no update at all'))
        await expect(log.compact('a')).rejects.toThrow(RoomUnreadable)
        const { snapshot, updates } = await log.load('a')
        expect(snapshot).toBeUndefined()
        expect(updates).toHaveLength(7)
      })

      test('A log whose entries refer to something it does not hold is not compacted', async () => {
        const doc = new Y.Doc()
        doc.getText('title').insert(0, 'first')
        const before = Y.encodeStateVector(doc)
        doc.getText('title').insert(5, ' second')
        await log.create({ room: 'a', user: 'ana', data: Y.encodeStateAsUpdate(doc, before) })
        await expect(log.compact('a')).rejects.toThrow(RoomUnreadable)
        expect((await log.load('a')).updates).toHaveLength(1)
      })
    })

    describe('damage', () => {
      test('A log with a hole is not read, and compacting it changes nothing', async () => {
        await writeDocument('a', 5)
        await engine.damage('lose', 'update', 'a', 3)
        await expect(log.load('a')).rejects.toThrow('lacks its entry 3 of 6')
        await expect(log.compact('a')).rejects.toThrow(RoomUnreadable)
        await expect(log.load('a')).rejects.toThrow('lacks its entry 3 of 6')
      })

      test('A log that lost its end, or its snapshot, is not read', async () => {
        await writeDocument('a', 5)
        await writeDocument('b', 5)
        await log.compact('b')
        await engine.damage('lose', 'update', 'a', 6)
        await engine.damage('lose', 'snapshot', 'b', 6)
        await expect(log.load('a')).rejects.toThrow('lacks its entry 6 of 6')
        await expect(log.load('b')).rejects.toThrow('lacks its entry 1 of 6')
        await expect(log.compact('b')).rejects.toThrow(RoomUnreadable)
      })

      test('A log with a changed byte is not read, and says which entry it is', async () => {
        await writeDocument('a', 5)
        await engine.damage('spoil', 'update', 'a', 4)
        for (const use of [log.load, log.compact])
          await expect(use('a')).rejects.toThrow('damaged: its entry 4 of 6 is not what was written')
        await expect(log.restart(entry('a', 'x'))).rejects.toThrow(RoomUnreadable)
        expect(await log.append(entry('a', 'y'))).toBe(7)
      })

      test('Two who compact at once leave what one would', async () => {
        const doc = await writeDocument('a', 5)
        await Promise.all([log.compact('a'), log.compact('a')])
        expect(titleOf(await log.load('a'))).toBe(doc.getText('title').toString())
        expect((await log.history('a')).map(({ seq }) => seq)).toEqual([6])
      })

      test('A snapshot with a changed byte is not read', async () => {
        await writeDocument('a', 5)
        await log.compact('a')
        await engine.damage('spoil', 'snapshot', 'a', 6)
        await expect(log.load('a')).rejects.toThrow('damaged: its snapshot at 6 is not what was written')
        await expect(log.history('a')).rejects.toThrow(RoomUnreadable)
      })

      test('A damaged history does not keep anybody from the document, and is not passed off as a point', async () => {
        const doc = await writeDocument('a', 5)
        const at = clock.time
        await log.compact('a')
        await engine.damage('spoil', 'history', 'a', 1)
        await expect(log.loadAt('a', at)).rejects.toThrow('its entry 1–6 is not what was written')
        expect(titleOf(await log.load('a'))).toBe(doc.getText('title').toString())
        await engine.damage('lose', 'history', 'a', 1)
        await log.append({ room: 'a', user: 'ana', data: Y.encodeStateAsUpdate(new Y.Doc()) })
        await log.compact('a')
        expect(await log.history('a')).toHaveLength(1)
      })
    })

    describe('whose a Yjs client id is', () => {
      test('is recorded with the first entry, and does not change', async () => {
        await log.create({ ...entry('a', 'seed'), clients: [1] })
        const written = await Promise.allSettled([
          log.append({ ...entry('a', 'x'), user: 'ben', clients: [2, 3] }),
          log.append({ ...entry('a', 'y'), user: 'eve', clients: [2, 4] }),
          log.append({ ...entry('a', 'z'), user: 'eve', clients: [4] }),
        ])
        expect(written).toMatchObject([{ value: 2 }, { reason: expect.any(ClientTaken) }, { value: 3 }])
        await expect(log.append({ ...entry('a', 'z'), user: 'eve', clients: [3] })).rejects.toThrow(
          ClientTaken,
        )
        await log.create({ ...entry('b', 'seed'), clients: [5] })
        await reopen()
        const { clients, retired } = await log.load('a')
        expect(clients).toEqual(
          new Map([
            [1, 'ana'],
            [2, 'ben'],
            [3, 'ben'],
            [4, 'eve'],
          ]),
        )
        expect(retired).toEqual(new Set())
      })

      test('is recorded of however many come at once', async () => {
        await log.create(entry('a', 'seed'))
        const ids = Array.from({ length: 40_000 }, (_, index) => index)
        await Promise.all([
          log.append({ ...entry('a', 'x'), clients: ids }),
          log.append({ ...entry('a', 'y'), clients: ids.map((id) => id + ids.length) }),
        ])
        expect((await log.load('a')).clients.size).toBe(2 * ids.length)
      })

      test('is not recorded without its entry', async () => {
        await expect(log.append({ ...entry('nowhere', 'x'), clients: [2] })).rejects.toThrow(RoomUnreadable)
        await log.create(entry('nowhere', 'seed'))
        expect((await log.load('nowhere')).clients).toEqual(new Map())
      })
    })

    describe('what builds on an entry that was refused', () => {
      test('is refused, too, also when the room has thawed', async () => {
        await log.create(entry('a', 'seed'))
        await log.freeze('a', 60_000)
        const refused = log.append({ ...entry('a', 'x'), document: 1 })
        await expect(refused).rejects.toThrow(RoomFrozen)
        await log.thaw('a')
        await expect(log.append({ ...entry('a', 'y'), document: 1 })).rejects.toThrow(RoomFrozen)
        expect(await log.append({ ...entry('a', 'z'), document: 2 })).toBe(2)
      })

      test('is refused, too, where a Yjs client id was somebody else’s, and what came before is written', async () => {
        await log.create({ ...entry('a', 'seed'), clients: [1] })
        const written = await Promise.allSettled([
          log.append({ ...entry('a', 'before'), user: 'ben', document: 1 }),
          log.append({ ...entry('a', 'x'), user: 'eve', clients: [1], document: 1 }),
          log.append({ ...entry('a', 'y'), user: 'eve', document: 1 }),
          log.append({ ...entry('a', 'z'), user: 'eve', document: 2 }),
        ])
        const taken = { reason: expect.any(ClientTaken) }
        expect(written).toMatchObject([{ value: 2 }, taken, taken, { value: 3 }])
      })
    })

    describe('what came since', () => {
      test('is what was written after a number, also where the log was compacted in between', async () => {
        const doc = await writeDocument('a', 4)
        const { epoch } = await log.load('a')
        const last = await log.since('a', 4)
        expect(last).toMatchObject({ head: 5, epoch })
        expect(last.updates).toHaveLength(1)
        expect((await log.since('a', 5)).updates).toEqual([])
        await log.compact('a')
        expect((await log.since('a', 5)).updates).toEqual([])
        const [whole, ...more] = (await log.since('a', 3)).updates
        expect(more).toEqual([])
        expect(documentOf([whole!]).getText('title').toString()).toBe(doc.getText('title').toString())
      })

      test('is everything, where an epoch has begun since', async () => {
        await writeDocument('a', 4)
        const data = Y.encodeStateAsUpdate(new Y.Doc())
        const { epoch } = await log.restart({ room: 'a', user: 'm', data })
        expect(await log.since('a', 2)).toMatchObject({ head: 6, epoch, updates: [data] })
      })

      test('The heads of many rooms are told at once, of those that there are', async () => {
        await writeDocument('a', 4)
        await log.create(entry('b', 'seed'))
        const heads = await log.heads(['a', 'b', 'nowhere'])
        expect([...heads].map(([room, { head }]) => [room, head]).sort()).toEqual([
          ['a', 5],
          ['b', 1],
        ])
        expect(heads.get('a')?.epoch).toBe((await log.load('a')).epoch)
      })
    })

    describe('a frozen room', () => {
      test('takes nothing until it thaws, or the time is over, and its neighbours do', async () => {
        await log.create(entry('a', 'seed'))
        await log.create(entry('b', 'seed'))
        const before = log.append(entry('a', 'x'))
        expect(await log.freeze('a', 1000)).toBe(2)
        expect(await before).toBe(2)
        const [late, beside] = [log.append(entry('a', 'y')), log.append(entry('b', 'y'))]
        await expect(late).rejects.toThrow(RoomFrozen)
        expect(await beside).toBe(2)
        await log.thaw('a')
        expect(await log.append(entry('a', 'y'))).toBe(3)
        await log.freeze('a', 1000)
        clock.time += 1001
        expect(await log.append(entry('a', 'z'))).toBe(4)
        await expect(log.freeze('nowhere', 1000)).rejects.toThrow(RoomUnreadable)
      })
    })

    describe('epochs', () => {
      test('SPEC 8: after a restart the document is the new one, and every earlier client id is retired', async () => {
        const doc = await writeDocument('a', 5)
        await log.append({ room: 'a', user: 'ben', data: Y.encodeStateAsUpdate(new Y.Doc()), clients: [77] })
        const before = await log.load('a')
        const fresh = new Y.Doc()
        fresh.getText('title').insert(0, 'anew')
        const data = Y.encodeStateAsUpdate(fresh)
        const restarted = await log.restart({ room: 'a', user: 'mona', data, clients: [88], reason: 'why' })
        expect(restarted.seq).toBe(8)
        await reopen()
        const after = await log.load('a')
        expect(after).toMatchObject({ head: 8, epoch: restarted.epoch, snapshot: undefined, updates: [data] })
        expect(after.epoch).not.toBe(before.epoch)
        expect(after.retired).toEqual(new Set([doc.clientID, 77]))
        expect(after.clients).toEqual(
          new Map([
            [fresh.clientID, 'mona'],
            [88, 'mona'],
          ]),
        )

        await log.append({ room: 'a', user: 'ana', data: Y.encodeStateAsUpdate(fresh) })
        await log.compact('a')
        expect(titleOf(await log.load('a'))).toBe('anew')
        const again = await log.restart({ room: 'a', user: 'mona', data: Y.encodeStateAsUpdate(new Y.Doc()) })
        expect((await log.load('a')).retired).toEqual(new Set([doc.clientID, 77, 88, fresh.clientID]))
        expect(new Set([before.epoch, restarted.epoch, again.epoch]).size).toBe(3)
      })

      test('SPEC 8: what was written for an earlier epoch is refused, and its neighbours are written', async () => {
        await writeDocument('a', 2)
        const { epoch } = await log.load('a')
        const { seq } = await log.restart({ room: 'a', user: 'm', data: Y.encodeStateAsUpdate(new Y.Doc()) })
        const late = log.append({ ...entry('a', 'late'), epoch })
        const kept = log.append({ ...entry('a', 'kept'), epoch: (await log.load('a')).epoch })
        await expect(late).rejects.toThrow(EpochEnded)
        expect(await kept).toBe(seq + 1)
        expect(texts((await log.load('a')).updates).at(-1)).toBe('kept')
      })

      test('SPEC 14: what is written while an epoch is being begun is in the history, or refused', async () => {
        await writeDocument('a', 2)
        const { epoch } = await log.load('a')
        const late = Array.from({ length: 200 }, () =>
          log.append({ room: 'a', user: 'ben', data: Y.encodeStateAsUpdate(new Y.Doc()), epoch }),
        )
        const restarted = log.restart({ room: 'a', user: 'm', data: Y.encodeStateAsUpdate(new Y.Doc()) })
        for (let more = 0; more < 200; more++) {
          late.push(log.append({ room: 'a', user: 'ben', data: Y.encodeStateAsUpdate(new Y.Doc()), epoch }))
          await new Promise<void>((resolve) => setImmediate(resolve))
        }
        const { seq } = await restarted
        const written: number[] = []
        for (const end of await Promise.allSettled(late))
          if (end.status === 'fulfilled') written.push(end.value)
          else expect([EpochEnded, RoomFrozen]).toContain(end.reason.constructor)
        expect(written).toEqual(Array.from({ length: seq - 4 }, (_, index) => index + 4))
        // It would not be read if one of them were missing.
        expect((await log.history('a'))[0]).toMatchObject({ seq, users: ['m'] })
      })

      test('SPEC 8: a new epoch cannot begin under the ids of the old one', async () => {
        const doc = await writeDocument('a', 2)
        const { epoch } = await log.load('a')
        await expect(log.restart({ room: 'a', user: 'm', data: Y.encodeStateAsUpdate(doc) })).rejects.toThrow(
          'client ids of the old one',
        )
        expect(await log.load('a')).toMatchObject({ epoch, head: 3 })
      })
    })

    historyContract(() => ({ log, clock, keptMs: KEPT_MS }))

    /** A room with the seed and `edits` keystrokes of a title. */
    async function writeDocument(room: string, edits: number): Promise<Y.Doc> {
      const doc = new Y.Doc()
      await log.create({ room, user: 'seed', data: Y.encodeStateAsUpdate(doc) })
      const written: Promise<number>[] = []
      doc.on('update', (data: Uint8Array) => written.push(log.append({ room, user: 'ana', data })))
      for (let edit = 0; edit < edits; edit++) doc.getText('title').insert(edit, `${edit % 10}`)
      await Promise.all(written)
      return doc
    }
  })
}

function titleOf({ snapshot, updates }: { snapshot: Uint8Array | undefined; updates: Uint8Array[] }) {
  return documentOf(snapshot ? [snapshot, ...updates] : updates)
    .getText('title')
    .toString()
}
