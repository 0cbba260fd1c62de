import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Connection, SaveState } from '@/lib/collab/connection'
import type { SetAside } from './database'
import { follow, type SoFar } from './follow'
import type { Offline } from './offline-port'
import { hasUnsent } from './say'

/** A page whose connection says what the test lets it say, over a copy of which everything that is asked is written down. */
function page(kept: { aside?: SetAside[]; works?: boolean } = {}) {
  const asked: string[] = []
  const listeners = new Set<() => void>()
  let state: SaveState = { kind: 'connecting' }
  let aside = kept.aside ?? []
  const connection: Pick<Connection, 'state' | 'subscribe'> = {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const offline: Partial<Offline> = {
    epoch: () => 'now',
    keepUnsent: (unsent) => asked.push(unsent ? 'unsent' : 'sent'),
    setAside: (code, worth) => asked.push(`aside ${code} ${worth}`),
    aside: () => aside,
    discard(key) {
      aside = aside.filter((text) => text.key !== key)
    },
    failed: () => (kept.works === false ? 'full' : undefined),
    kept: () => kept.works !== false,
    subscribe: () => () => {},
  }
  const doc = new Y.Doc()
  const soFar: SoFar = { begunAnew: false }
  follow(connection as Connection, {
    doc,
    offline: offline as Offline,
    soFar,
    renew: () => asked.push('renew'),
    show: (shown) => asked.push(shown ? 'show' : 'hide'),
  })
  return {
    doc,
    asked,
    soFar,
    aside: () => aside,
    says(next: SaveState) {
      state = next
      for (const listener of listeners) listener()
    },
  }
}

const forged: SaveState = { kind: 'closed', code: 'forged', since: 1 }
const restored: SaveState = { kind: 'closed', code: 'restored', since: undefined }

test('What is not confirmed is remembered with the copy, until it is (SPEC 4)', () => {
  const { asked, says } = page()
  says({ kind: 'saving', since: 1 })
  says({ kind: 'saved' })
  says({ kind: 'connecting' })
  expect(asked).toEqual(['unsent', 'sent'])
  expect(hasUnsent({ kind: 'readonly', since: 5 })).toBe(true)
  expect(hasUnsent({ kind: 'readonly', since: undefined })).toBe(false)
})

test('A copy from before a restore of which all was confirmed is let go without a word (SPEC 8)', () => {
  const { asked, says } = page()
  says(restored)
  expect(asked).toEqual(['aside restored unsent', 'hide', 'renew'])
})

test('A text from before a restore is kept where one was reading it, or some was never confirmed (SPEC 8)', () => {
  const read = page()
  read.says({ kind: 'saved' })
  read.says(restored)
  expect(read.asked).toEqual(['sent', 'aside restored all'])
  const written = page()
  written.says({ ...restored, since: 1 })
  expect(written.asked).toEqual(['unsent', 'aside restored all'])
})

test('Under another account the page begins anew, and only once if that does not help (SPEC 3)', () => {
  const { asked, says, soFar } = page()
  says(forged)
  expect(asked).toEqual(['unsent', 'aside forged all', 'hide', 'renew'])
  says(forged)
  expect(asked.slice(4)).toEqual(['unsent', 'aside forged all'])
  says({ kind: 'saved' })
  expect(soFar.begunAnew).toBe(false)
})

test('A text that could not be set aside stays on the page, to be downloaded (SPEC 3)', () => {
  const { asked, says } = page({ works: false })
  says(forged)
  expect(asked.slice(1)).toEqual(['aside forged all', 'hide', 'show'])
})

test('What was written under another account comes back, and is let go when it is saved (SPEC 3)', () => {
  const refused = new Y.Doc()
  refused.getText('title').insert(0, 'Refused')
  const text: SetAside = {
    key: 'k',
    at: 0,
    reason: 'forged',
    epoch: 'now',
    state: Y.encodeStateAsUpdate(refused),
  }
  const older = { ...text, key: 'older', epoch: 'before' }
  const { doc, aside, says, soFar } = page({ aside: [text, older] })
  soFar.begunAnew = true
  says({ kind: 'saved' })
  expect(doc.getText('title').toString()).toBe('Refused')
  expect(doc.store.clients.has(refused.clientID)).toBe(false)
  expect(aside()).toHaveLength(2)
  expect(soFar.begunAnew).toBe(true)
  says({ kind: 'saving', since: 1 })
  says({ kind: 'saved' })
  expect(aside()).toEqual([older])
  expect(doc.getText('title').toString()).toBe('Refused')
})
