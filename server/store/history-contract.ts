import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { applyExactly } from '@/lib/report/apply'
import { documentOf, stateOf } from './log-testing'
import { NoHistory, type RoomLog } from './store'

const MINUTE = 60_000

type Subject = { log: RoomLog; clock: { time: number }; keptMs: number }

/** What happens in a room: somebody types or deletes, time goes on (or back), the log is compacted, the room restarts. */
type Act =
  | { kind: 'edit'; who: number; at: number; cut: boolean }
  | { kind: 'wait'; ms: number }
  | { kind: 'compact' }
  | { kind: 'restart' }

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('edit' as const),
      who: fc.nat(2),
      at: fc.nat(40),
      cut: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.integer({ min: -MINUTE, max: 3 * MINUTE }).map((ms) => ({ kind: 'wait' as const, ms })),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'compact' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
)

/** The part of the log's contract that is about what was. */
export function historyContract(subject: () => Subject) {
  describe('history', () => {
    test('SPEC 14: the end of any minute is brought back exactly, whatever was compacted and however the clock went', async () => {
      const { log, clock } = subject()
      let room = 0
      await fc.assert(
        fc.asyncProperty(fc.array(anyAct, { minLength: 5, maxLength: 80 }), async (acts) => {
          const written = await live(`room ${room++}`, acts, log, clock)
          await checkPoints(log, written)
          await log.compact(written.room)
          await checkPoints(log, written)
        }),
        { numRuns: 20 },
      )
    })

    test('SPEC 13: however far the clock is set back, nothing is dated before what was written earlier', async () => {
      const { log, clock, keptMs } = subject()
      const data = Y.encodeStateAsUpdate(new Y.Doc())
      const first = clock.time
      await log.create({ room: 'a', user: 'seed', data })
      for (const user of ['ana', 'ben']) {
        await log.compact('a')
        clock.time = first - 2 * keptMs
        await log.append({ room: 'a', user, data })
      }
      clock.time = first
      await log.append({ room: 'a', user: 'mona', data })
      await log.compact('a')
      expect(await log.history('a')).toEqual([{ at: first, seq: 4, users: ['seed', 'ana', 'ben', 'mona'] }])
    })

    test('A point says who wrote in its minute', async () => {
      const { log, clock } = subject()
      await log.create({ room: 'a', user: 'seed', data: Y.encodeStateAsUpdate(new Y.Doc()) })
      const data = Y.encodeStateAsUpdate(new Y.Doc())
      clock.time += MINUTE
      for (const user of ['ana', 'ben', 'ana']) await log.append({ room: 'a', user, data })
      const points = [
        { at: clock.time, seq: 4, users: ['ana', 'ben'] },
        { at: clock.time - MINUTE, seq: 1, users: ['seed'] },
      ]
      expect(await log.history('a')).toEqual(points)
      await log.compact('a')
      expect(await log.history('a')).toEqual(points)
    })

    test('SPEC 14: minutes of the last 30 days stay; what is older is one point', async () => {
      const { log, clock, keptMs } = subject()
      const doc = new Y.Doc()
      const states: { at: number; state: unknown }[] = []
      await log.create({ room: 'a', user: 'seed', data: Y.encodeStateAsUpdate(doc) })
      for (let day = 0; day < 40; day++) {
        clock.time += keptMs / 30
        const before = Y.encodeStateVector(doc)
        doc.getText('title').insert(0, `${day} `)
        await log.append({ room: 'a', user: 'ana', data: Y.encodeStateAsUpdate(doc, before) })
        states.push({ at: clock.time, state: stateOf(doc) })
        if (day % 3 === 0) await log.compact('a')
      }
      await log.compact('a')
      const points = await log.history('a')
      const kept = states.filter(({ at }) => at >= clock.time - keptMs)
      expect(points.map((point) => point.at)).toEqual(kept.map(({ at }) => at).reverse())
      for (const { at, state } of kept)
        expect(stateOf(documentOf((await log.loadAt('a', at)).updates))).toEqual(state)
      expect(points.at(-1)).toMatchObject({ users: ['seed', 'ana'] })
      await expect(log.loadAt('a', kept[0]!.at - 1)).rejects.toThrow(NoHistory)
    })

    test('SPEC 14: a text from before a restart can be brought back; one that ended 30 days ago is gone', async () => {
      const { log, clock, keptMs } = subject()
      const doc = new Y.Doc()
      doc.getText('title').insert(0, 'first life')
      await log.create({ room: 'a', user: 'seed', data: Y.encodeStateAsUpdate(doc) })
      const first = clock.time
      clock.time += 5 * MINUTE
      const second = new Y.Doc()
      second.getText('title').insert(0, 'second life')
      await log.restart({ room: 'a', user: 'mona', data: Y.encodeStateAsUpdate(second) })
      const title = async (at: number) =>
        documentOf((await log.loadAt('a', at)).updates)
          .getText('title')
          .toString()
      expect([await title(first), await title(clock.time)]).toEqual(['first life', 'second life'])

      await log.compact('a')
      const restarted = clock.time
      clock.time += keptMs + MINUTE
      await log.append({ room: 'a', user: 'ana', data: Y.encodeStateAsUpdate(new Y.Doc()) })
      await log.compact('a')
      expect(await title(restarted)).toBe('second life')
      await expect(log.loadAt('a', first)).rejects.toThrow(NoHistory)
    })

    test('SPEC 14: what stood there before a restart is a point of its own, also in the same minute', async () => {
      const { log, clock } = subject()
      const data = Y.encodeStateAsUpdate(new Y.Doc())
      await log.create({ room: 'a', user: 'seed', data })
      clock.time += 1000
      await log.restart({ room: 'a', user: 'mona', data })
      const points = [
        { at: clock.time, seq: 2, users: ['mona'] },
        { at: clock.time - 1000, seq: 1, users: ['seed'] },
      ]
      expect(await log.history('a')).toEqual(points)
      await log.compact('a')
      expect(await log.history('a')).toEqual(points)
    })

    test('Nothing is there of a time before the room', async () => {
      const { log, clock } = subject()
      await log.create({ room: 'a', user: 'seed', data: Y.encodeStateAsUpdate(new Y.Doc()) })
      await expect(log.loadAt('a', clock.time - 1)).rejects.toThrow(NoHistory)
    })
  })
}

type Written = { room: string; seqs: Map<number, unknown>; restarts: number[] }

/** Lives through the acts and notes the state after each entry. */
async function live(room: string, acts: Act[], log: RoomLog, clock: { time: number }): Promise<Written> {
  const seqs = new Map<number, unknown>()
  const restarts: number[] = []
  let docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()]
  let server = new Y.Doc()
  await log.create({ room, user: 'seed', data: Y.encodeStateAsUpdate(server) })
  seqs.set(1, stateOf(server))
  for (const [index, act] of acts.entries()) {
    if (act.kind === 'wait') clock.time += act.ms
    else if (act.kind === 'compact') await log.compact(room)
    else if (act.kind === 'restart') {
      server = new Y.Doc()
      docs = docs.map(() => new Y.Doc())
      server.getText('title').insert(0, `restart ${index}`)
      const { seq } = await log.restart({ room, user: 'mona', data: Y.encodeStateAsUpdate(server) })
      seqs.set(seq, stateOf(server))
      restarts.push(seq)
    } else {
      const doc = docs[act.who]!
      // now and then a writer has heard of the others
      if (act.at % 3 === 0) Y.applyUpdate(doc, Y.encodeStateAsUpdate(server))
      const before = Y.encodeStateVector(server)
      edit(doc, act, index)
      const data = Y.encodeStateAsUpdate(doc, before)
      applyExactly(server, [data])
      const seq = await log.append({ room, user: `${act.who}`, data })
      seqs.set(seq, stateOf(server))
    }
  }
  return { room, seqs, restarts }
}

function edit(doc: Y.Doc, { at, cut }: Extract<Act, { kind: 'edit' }>, index: number): void {
  const text = richText(doc)
  const place = at % (text.length + 1)
  doc.transact(() => {
    if (cut && place < text.length) text.delete(place, Math.min(3, text.length - place))
    else text.insert(place, `${index};`, at % 2 === 0 ? { bold: true } : undefined)
    doc.getMap('items').set(`${at % 5}`, new Y.Map([['at', index]]))
  })
}

/** A text whose formatting Yjs would tidy. */
function richText(doc: Y.Doc): Y.Text {
  const fragment = doc.getXmlFragment('rich')
  if (fragment.length === 0) fragment.insert(0, [new Y.XmlText()])
  return fragment.get(0) as Y.XmlText
}

/**
 * Every point holds what was there after its last entry; the points are the ends of the minutes, and what stood there
 * before a restart.
 */
async function checkPoints(log: RoomLog, { room, seqs, restarts }: Written): Promise<void> {
  const points = await log.history(room)
  expect(points[0]!.seq).toBe(Math.max(...seqs.keys()))
  expect(points.map((point) => point.at)).toEqual(
    [...new Set(points.map((point) => point.at))].sort((a, b) => b - a),
  )
  const minuteOf = (point: { at: number }) => Math.floor(point.at / MINUTE)
  for (const [index, point] of points.entries()) {
    const later = points[index - 1]
    const isLast = !later || minuteOf(later) !== minuteOf(point)
    if (!isLast) expect(restarts).toContain(point.seq + 1)
    for (const at of isLast ? [point.at, (minuteOf(point) + 1) * MINUTE - 1] : [point.at]) {
      const loaded = await log.loadAt(room, at)
      expect(loaded).toMatchObject({ seq: point.seq, at: point.at })
      expect(stateOf(documentOf(loaded.updates))).toEqual(seqs.get(point.seq))
    }
  }
}
