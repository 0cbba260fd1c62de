import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { readMessage } from '@/lib/collab/messages'
import { Answers } from './answers'
import type { Frame } from './channel'

function take(doc: Y.Doc, frames: Frame[]): void {
  frames.forEach(({ message }, index) => {
    const read = readMessage(message)
    // Stock clients count as synced at the SyncStep2: nothing may be lacking then.
    if (read.kind !== (index < frames.length - 1 ? 'update' : 'step2')) throw new Error(`A ${read.kind}`)
    Y.applyUpdate(doc, read.update)
  })
}

test('SPEC 5: whoever asks, at whatever moment, gets the whole document', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constant('ask' as const), fc.nat(40)), { maxLength: 300 }),
      fc.boolean(),
      (steps, knows) => {
        const doc = new Y.Doc()
        const text = doc.getText('title')
        const answers = new Answers(doc, undefined)
        for (const step of [...steps, 'ask' as const]) {
          if (step !== 'ask') {
            if (step % 3 === 0 && text.length > 0) text.delete(step % text.length, 1)
            else text.insert(step % (text.length + 1), String(step))
            continue
          }
          const asking = new Y.Doc()
          if (knows) Y.applyUpdate(asking, Y.encodeStateAsUpdate(doc))
          take(asking, answers.to(Y.encodeStateVector(asking)))
          expect(Y.encodeStateAsUpdate(asking)).toEqual(Y.encodeStateAsUpdate(doc))
        }
      },
    ),
    { numRuns: 100 },
  )
})

test('Who reloads with everybody else gets the same bytes as they, not an encoding of their own', () => {
  const doc = new Y.Doc()
  doc.getText('title').insert(0, 'Forum')
  const answers = new Answers(doc, undefined)
  const nothing = Y.encodeStateVector(new Y.Doc())
  const [first] = answers.to(nothing)
  expect(answers.to(nothing)[0]).toBe(first)
  doc.getText('title').insert(5, '!')
  const [second, since] = answers.to(nothing)
  doc.getText('title').insert(6, '?')
  const [third, sinceThen] = answers.to(nothing)
  expect(third).toBe(second)
  expect(sinceThen!.message.length).toBe(since!.message.length)
})
