import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { realClock } from '@/lib/collab/clock'
import { Meter } from './limits'
import { Outbox } from './outbox'

describe('what a socket may send (SPEC: Limits)', () => {
  let now = 0
  const clock = () => now
  beforeEach(() => {
    now = 0
  })

  test('Ten seconds’ worth at once is fine, the next update waits its turn', () => {
    const meter = new Meter(clock)
    for (let count = 0; count < 600; count++) expect(meter.frame(20, 'sync')).toEqual({ kind: 'go' })
    expect(meter.frame(20, 'sync')).toEqual({ kind: 'slow', ms: expect.closeTo(1000 / 60) })
    now += 1000
    for (let count = 0; count < 59; count++) expect(meter.frame(20, 'sync').kind).toBe('go')
    expect(meter.frame(20, 'sync').kind).toBe('slow')
  })

  test('Bytes count in every frame, updates only where they are', () => {
    const meter = new Meter(clock)
    for (let count = 0; count < 1000; count++) expect(meter.frame(100, 'other').kind).toBe('go')
    expect(meter.frame(2 * 1024 * 1024, 'sync').kind).toBe('go')
    expect(meter.frame(2 * 1024 * 1024, 'sync').kind).toBe('slow')
  })

  test('Ten questions at once are fine, then one a second; who asks no more may go on', () => {
    const meter = new Meter(clock)
    for (let count = 0; count < 10; count++) expect(meter.frame(20, 'question').kind).toBe('go')
    expect(meter.frame(20, 'question')).toEqual({ kind: 'slow', ms: 1000 })
    now += 1000
    expect(meter.frame(20, 'sync').kind).toBe('go')
  })

  /** Sends as fast as it is let for this long, `lateMs` after each time it may go on; how it ended. */
  function flood(meter: Meter, forMs: number, lateMs = 0) {
    const end = now + forMs
    let pace = meter.frame(20, 'sync')
    while (pace.kind !== 'stop' && (now < end || pace.kind === 'go')) {
      if (pace.kind === 'slow') now += pace.ms + lateMs
      pace = meter.frame(20, 'sync')
    }
    return pace.kind
  }

  test('Who is slowed for half a minute without a break is stopped; who pauses is not', () => {
    const patient = new Meter(clock)
    for (let round = 0; round < 5; round++) {
      expect(flood(patient, 20_000)).toBe('slow')
      now += 2_000
    }
    expect(flood(new Meter(clock), 60_000)).toBe('stop')
  })

  test('A busy server, which lets a flooder go on a little late, stops it all the same', () => {
    expect(flood(new Meter(clock), 60_000, 50)).toBe('stop')
  })

  test('Presence goes out ten times a second, after a burst', () => {
    const meter = new Meter(clock)
    for (let count = 0; count < 100; count++) expect(meter.presence()).toBe(0)
    expect(meter.presence()).toBeCloseTo(100)
  })
})

describe('what goes out to a room (SPEC: The room)', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const outboxOf = (sent: number[][], audience = 200) =>
    new Outbox<number>(
      (batch) => sent.push(batch),
      10,
      () => audience,
      realClock,
    )

  test.each([
    ['few write', 200, 160],
    ['few read', 20, 4],
  ])('Where %s, everything leaves at once', (_, audience, pause) => {
    const sent: number[][] = []
    const outbox = outboxOf(sent, audience)
    for (let item = 0; item < 20; item++) {
      outbox.add([item], realClock.now())
      vi.advanceTimersByTime(pause)
    }
    expect(sent).toHaveLength(20)
  })

  test('In a busy room what comes within the window leaves together, counted from when the first of it came', () => {
    const sent: number[][] = []
    const outbox = outboxOf(sent)
    for (let item = 0; item < 30; item++) outbox.add([item], realClock.now())
    vi.advanceTimersByTime(10)
    sent.length = 0
    outbox.add([100], realClock.now() - 4)
    vi.advanceTimersByTime(5)
    outbox.add([101], realClock.now())
    expect(sent).toEqual([])
    vi.advanceTimersByTime(1)
    expect(sent).toEqual([[100, 101]])
    vi.advanceTimersByTime(2_000)
    outbox.add([102], realClock.now())
    expect(sent.at(-1)).toEqual([102])
  })

  test('Flushing sends what waits', () => {
    const sent: number[][] = []
    const outbox = outboxOf(sent)
    for (let item = 0; item < 30; item++) outbox.add([item], realClock.now())
    outbox.flush()
    expect(sent.flat()).toHaveLength(30)
    const frames = sent.length
    vi.advanceTimersByTime(100)
    expect(sent).toHaveLength(frames)
  })
})
