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

  test('The first thing after a quiet moment leaves at once, what follows leaves together', () => {
    const sent: number[][] = []
    const outbox = new Outbox<number>((batch) => sent.push(batch), 16, realClock)
    for (const item of [1, 2, 3]) outbox.add(item)
    expect(sent).toEqual([[1]])
    vi.advanceTimersByTime(16)
    outbox.add(4)
    expect(sent).toEqual([[1], [2, 3]])
    vi.advanceTimersByTime(16)
    expect(sent).toEqual([[1], [2, 3], [4]])
    vi.advanceTimersByTime(100)
    outbox.add(5)
    expect(sent.at(-1)).toEqual([5])
  })

  test('Flushing sends what waits', () => {
    const sent: number[][] = []
    const outbox = new Outbox<number>((batch) => sent.push(batch), 16, realClock)
    for (const item of [1, 2]) outbox.add(item)
    outbox.flush()
    expect(sent).toEqual([[1], [2]])
    vi.advanceTimersByTime(100)
    expect(sent).toHaveLength(2)
  })
})
