import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { movedBy, spliceBetween, writeLine } from './line-diff'

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
        writeLine(text, after, Math.min(caret, after.length), null)
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
        writeLine(ana, `${a[0]}ANA${a[1]}`, a[0].length + 3, null)
        writeLine(ben, `${b[0]}BEN${b[1]}`, b[0].length + 3, null)
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
