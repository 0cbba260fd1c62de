import { fromBase64 } from 'lib0/buffer'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { CLOSE_NAMES } from '@/lib/collab/close-codes'
import type { SaveState } from '@/lib/collab/connection'
import { MESSAGES } from '@/lib/i18n/messages'
import { readReport } from '@/lib/report/read'
import { Template } from '@/lib/report/template'
import { rescueFile } from './rescue'
import { refusedText, type Spoken, say, speak, wouldLose } from './say'

const here = { online: true, kept: true }

describe('the indicator', () => {
  test('says saved only when everything is', () => {
    expect(say({ kind: 'saved' }, here).word).toBe('saved')
    expect(say({ kind: 'saving', since: 1 }, here)).toEqual({
      word: 'saving',
      tone: 'calm',
      notice: undefined,
    })
    expect(say({ kind: 'unsaved', since: 1 }, here).word).toBe('unsaved')
  })

  test('raises an alert with a rescue copy, online or not', () => {
    for (const online of [true, false])
      expect(say({ kind: 'alert', since: 1 }, { online, kept: true }).notice?.rescue).toBe(true)
  })

  test('says that edits are kept on this device only when they are', () => {
    expect(say({ kind: 'unsaved', since: 1 }, { online: false, kept: true }).word).toBe('keptOffline')
    expect(say({ kind: 'unsaved', since: 1 }, { online: false, kept: false }).word).toBe('unsaved')
  })

  test('offers the rescue copy of what a server that ended it will not take', () => {
    expect(say({ kind: 'closed', code: 'revoked', since: 5 }, here).notice).toEqual({
      kind: 'closed',
      code: 'revoked',
      onlyHere: true,
      rescue: true,
    })
    expect(say({ kind: 'closed', code: 'signedOut', since: undefined }, here).notice?.rescue).toBe(false)
    expect(say({ kind: 'readonly', since: undefined }, here).notice).toBe(undefined)
  })

  test('offers a text from before a restore though all of it had been saved (SPEC 8)', () => {
    expect(say({ kind: 'closed', code: 'restored', since: undefined }, here).notice).toMatchObject({
      onlyHere: false,
      rescue: true,
    })
  })

  test('offers what the server will never take, also if an earlier page wrote it', () => {
    expect(say({ kind: 'closed', code: 'notAllowed', since: undefined }, here).notice).toMatchObject({
      onlyHere: true,
      rescue: true,
    })
  })

  test('has a sentence for each reason why the server ends it, in each language', () => {
    for (const { save } of Object.values(MESSAGES))
      expect(Object.keys(save.closed).sort()).toEqual([...CLOSE_NAMES].sort())
  })
})

test('only a text that the server will never take is set aside (SPEC 3, SPEC 7, SPEC 8)', () => {
  const aside = CLOSE_NAMES.filter((code) => refusedText({ kind: 'closed', code, since: 1 }))
  expect(aside.sort()).toEqual(
    ['badMessage', 'forged', 'notAllowed', 'restored', 'tooLarge', 'unknownRoot'].sort(),
  )
  expect(refusedText({ kind: 'alert', since: 1 })).toBe(undefined)
})

test('leaving is warned of only while something is neither saved nor kept in this browser', () => {
  const unsaved: SaveState = { kind: 'unsaved', since: 1 }
  expect(wouldLose(unsaved, { kept: false })).toBe(true)
  expect(wouldLose(unsaved, { kept: true })).toBe(false)
  expect(wouldLose({ kind: 'saved' }, { kept: false })).toBe(false)
  expect(wouldLose({ kind: 'closed', code: 'approved', since: undefined }, { kept: false })).toBe(false)
})

test('saved is read aloud only after it had not been', () => {
  const states: SaveState[] = [
    { kind: 'saving', since: 1 },
    { kind: 'saved' },
    { kind: 'saving', since: 2 },
    { kind: 'unsaved', since: 2 },
    { kind: 'saved' },
    { kind: 'saving', since: 3 },
    { kind: 'saved' },
  ]
  const aloud: string[] = []
  let spoken: Spoken = { text: undefined, worried: false }
  for (const state of states) {
    const next = speak(spoken, state)
    if (next !== spoken && next.text) aloud.push(next.text)
    spoken = next
  }
  expect(aloud).toEqual(['spokenUnsaved', 'spokenSaved'])
})

test('the rescue copy holds the whole report and the document itself', () => {
  const template = Template.parse({
    name: 't',
    title: { en: 'T' },
    sections: [{ id: 'takeaways', kind: 'text', heading: { en: 'Takeaways' } }],
  })
  const doc = new Y.Doc()
  doc.getText('title').insert(0, '우리 회의 😀')
  doc.getXmlFragment('takeaways/text').insert(0, [new Y.XmlElement('paragraph')])
  const { name, text } = rescueFile(doc, { id: 's1', template }, new Date('2026-03-04T05:06:07Z'))
  expect(name).toBe('rapporteur-s1-2026-03-04T05-06-07.json')
  const rescue = JSON.parse(text)
  expect(rescue.report).toEqual(readReport(doc, template))
  const again = new Y.Doc()
  Y.applyUpdate(again, fromBase64(rescue.state))
  expect(readReport(again, template)).toEqual(readReport(doc, template))
})
