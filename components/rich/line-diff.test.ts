import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { applySplice, movedBy, rebase, spliceBetween } from './line-diff'

const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '한', '😀', '😁', 'é'), maxLength: 12 })

describe('one edit of a line', () => {
  test('is found where the caret is, not at the end of a run of equal letters', () => {
    expect(spliceBetween('aaa', 'aaaa', 2)).toEqual({ index: 1, remove: 0, insert: 'a' })
    expect(spliceBetween('aaaa', 'aaa', 1)).toEqual({ index: 1, remove: 1, insert: '' })
  })

  test('never parts the halves of an emoji', () => {
    expect(spliceBetween('x😀y', 'x😁y', 3)).toEqual({ index: 1, remove: 2, insert: '😁' })
  })

  test('always gives exactly what the field shows, wherever the caret is', () => {
    fc.assert(
      fc.property(words, words, fc.nat(14), (before, after, caret) => {
        const text = new Y.Doc().getText('line')
        text.insert(0, before)
        type(text, after, Math.min(caret, after.length))
        expect(text.toString()).toBe(after)
        expect(text.toString().isWellFormed()).toBe(true)
      }),
    )
  })

  test('keeps what two people typed into one line at once', () => {
    fc.assert(
      fc.property(words, fc.nat(12), fc.nat(12), (start, here, there) => {
        const [ana, ben] = twoWith(start)
        const at = (text: string, index: number) => cut(text, Math.min(index, text.length))
        const [a, b] = [at(start, here), at(start, there)]
        type(ana, `${a[0]}ANA${a[1]}`, a[0].length + 3)
        type(ben, `${b[0]}BEN${b[1]}`, b[0].length + 3)
        exchange(ana, ben)
        expect(ana.toString()).toBe(ben.toString())
        expect(ana.toString()).toContain('ANA')
        expect(ana.toString()).toContain('BEN')
        expect(ana.toString().replace('ANA', '').replace('BEN', '')).toBe(start)
      }),
    )
  })
})

describe('the caret under the edits of others', () => {
  test('stays with the letter before it', () => {
    expect(movedBy([{ insert: 'xy' }], 3)).toBe(5)
    expect(movedBy([{ retain: 3 }, { insert: 'xy' }], 3)).toBe(3)
    expect(movedBy([{ retain: 5 }, { insert: 'xy' }], 3)).toBe(3)
    expect(movedBy([{ retain: 1 }, { delete: 4 }], 3)).toBe(1)
    expect(movedBy([{ delete: 1 }, { retain: 1 }, { insert: 'abc' }], 4)).toBe(6)
  })
})

describe('what was composed while others wrote', () => {
  test('goes where it was begun, and the caret stays behind it', () => {
    const { splice, caret } = rebase({ index: 0, remove: 0, insert: '한' }, [[{ insert: 'REMOTE ' }]])
    expect([splice, caret(1)]).toEqual([{ index: 0, remove: 0, insert: '한' }, 1])
  })

  test('never changes what others wrote, and the caret keeps its letter', () => {
    fc.assert(
      fc.property(words, fc.nat(12), fc.nat(3), fc.nat(12), (start, at, remove, there) => {
        const mine = cut(start, Math.min(at, start.length))
        const rest = cut(mine[1], Math.min(remove, mine[1].length))
        const text = new Y.Doc().getText('line')
        text.insert(0, start)
        const deltas: { insert?: unknown; delete?: number; retain?: number }[][] = []
        text.observe(({ delta }) => deltas.push(delta))
        const theirs = cut(start, Math.min(there, start.length))
        text.insert(theirs[0].length, 'THEIRS')
        const own = { index: mine[0].length, remove: rest[0].length, insert: 'OWN' }
        const { splice, caret } = rebase(own, deltas)
        applySplice(text, splice, null)
        expect(text.toString()).toContain('OWN')
        expect(
          text
            .toString()
            .slice(0, caret(own.index + 3))
            .endsWith('OWN'),
        ).toBe(true)
        const inside = theirs[0].length > own.index && theirs[0].length < own.index + own.remove
        if (!inside) expect(text.toString()).toContain('THEIRS')
      }),
    )
  })
})

/** Makes the field's text the line's. */
function type(text: Y.Text, value: string, caret: number) {
  const splice = spliceBetween(text.toString(), value, caret)
  if (splice) applySplice(text, splice, null)
}

/** Cuts at a place where no character is parted. */
function cut(text: string, index: number): [string, string] {
  const low = text.charCodeAt(index) >= 0xdc00 && text.charCodeAt(index) <= 0xdfff
  const at = low ? index - 1 : index
  return [text.slice(0, at), text.slice(at)]
}

function twoWith(start: string): [Y.Text, Y.Text] {
  const [ana, ben] = [new Y.Doc(), new Y.Doc()]
  ana.getText('line').insert(0, start)
  Y.applyUpdate(ben, Y.encodeStateAsUpdate(ana))
  return [ana.getText('line'), ben.getText('line')]
}

function exchange(a: Y.Text, b: Y.Text) {
  Y.applyUpdate(b.doc!, Y.encodeStateAsUpdate(a.doc!))
  Y.applyUpdate(a.doc!, Y.encodeStateAsUpdate(b.doc!))
}
