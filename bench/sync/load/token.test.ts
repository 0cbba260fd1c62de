import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { eachToken, tokenOf } from './token'

function tokensIn(bytes: Uint8Array): [writer: number, at: number][] {
  const found: [number, number][] = []
  eachToken(bytes, (writer, at) => found.push([writer, at]))
  return found
}

test('every edit is found in an update that merges those of several people', () => {
  const wanted: [number, number][] = []
  const updates = [0, 1, 63].flatMap((writer) => {
    const doc = new Y.Doc()
    const made: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => made.push(update))
    let last = 0
    for (let edit = 0; edit < 5; edit++) {
      const { text, at } = tokenOf(writer, last)
      last = at
      wanted.push([writer, at])
      doc.getText('text').insert(doc.getText('text').length, text)
    }
    return made
  })
  const found = tokensIn(Y.mergeUpdates(updates))
  expect(found.sort()).toEqual(wanted.sort())
})

test('two edits of one person in the same moment have two times', () => {
  const first = tokenOf(3, 0)
  expect(tokenOf(3, first.at).at).toBeGreaterThan(first.at)
})

test('a mark among other bytes is no token', () => {
  expect(tokensIn(new TextEncoder().encode('~ ~~ about ~5 %, ~'))).toEqual([])
})
