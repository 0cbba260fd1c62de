import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Sequence } from './sequence'

test('Whatever the order in which entries come, it reaches as far as none is missing', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(Array.from({ length: 30 }, (_, index) => index + 6)), (seqs) => {
      const sequence = new Sequence(5)
      const there = new Set<number>()
      for (const seq of seqs) {
        sequence.add(seq)
        there.add(seq)
        let reached = 5
        while (there.has(reached + 1)) reached++
        expect(sequence.reached).toBe(reached)
      }
    }),
  )
})

test('A run of entries is old, next or ahead, and what a reading of the log brought counts at once', () => {
  const sequence = new Sequence(5)
  expect([
    sequence.placeOf(4, 5),
    sequence.placeOf(5, 7),
    sequence.placeOf(6, 6),
    sequence.placeOf(7, 9),
  ]).toEqual(['old', 'next', 'next', 'ahead'])
  sequence.add(8)
  sequence.reach(7)
  expect(sequence.reached).toBe(8)
  sequence.reach(6)
  expect(sequence.reached).toBe(8)
})
