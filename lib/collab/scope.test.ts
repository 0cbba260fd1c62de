import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { scopeOf, type Touched } from './scope'

const TEXTS = ['title', 'line/pictures/a/caption']
const RICH = ['conclusion/text', 'summaries/p1', 'questions/q1/p2']
const MAPS = ['meta', 'people', 'links']

/** One edit of one client: which root, where, and what. */
type Edit = { client: number; kind: number; root: number; at: number; text: string }

const edit = fc.record({
  client: fc.nat(2),
  kind: fc.nat(11),
  root: fc.nat(2),
  at: fc.nat(20),
  text: fc.string({ minLength: 1, maxLength: 4 }),
})

function perform(doc: Y.Doc, { kind, root, at, text }: Edit): void {
  const plain = doc.getText(TEXTS[root % TEXTS.length]!)
  const rich = doc.getXmlFragment(RICH[root % RICH.length]!)
  const map = doc.getMap<unknown>(MAPS[root % MAPS.length]!)
  const key = `k${at % 3}`
  const child = rich.length > 0 ? rich.get(at % rich.length) : undefined
  const inner = child instanceof Y.XmlElement && child.length > 0 ? child.get(0) : undefined
  switch (kind) {
    case 0:
    case 1:
      plain.insert(at % (plain.length + 1), text)
      break
    case 2:
      if (plain.length > 0) plain.delete(at % plain.length, 1)
      break
    case 3: {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(text)])
      rich.insert(at % (rich.length + 1), [paragraph])
      break
    }
    case 4:
      if (rich.length > 0) rich.delete(at % rich.length, 1)
      break
    case 5:
    case 6:
      if (inner instanceof Y.XmlText) inner.insert(at % (inner.length + 1), text)
      break
    case 7:
      if (inner instanceof Y.XmlText && inner.length > 1) inner.delete(at % (inner.length - 1), 2)
      break
    case 8:
      if (inner instanceof Y.XmlText && inner.length > 1)
        inner.format(at % (inner.length - 1), 2, { bold: text > 'm' ? {} : null })
      break
    case 9:
      map.set(key, text)
      break
    case 10:
      map.set(key, new Y.Map([[text, at]]))
      break
    default: {
      const value = map.get(key)
      if (value instanceof Y.Map) value.set(text, at)
      else map.delete(key)
    }
  }
}

/** What applying the update to a copy really changes, read from the transaction before Yjs tidies up. */
function truth(doc: Y.Doc, update: Uint8Array): Set<string> | 'gap' {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  const roots = new Set<string>()
  const note = (struct: Y.Item | Y.GC) => {
    if (!(struct instanceof Y.Item)) return
    let item = struct
    for (let type = item.parent as Y.AbstractType<unknown>; type._item; type = item.parent as typeof type)
      item = type._item
    const root = item.parent as Y.AbstractType<unknown>
    roots.add(`${Y.findRootTypeKey(root)} ${item.parentSub}`)
  }
  let seen = false
  copy.on('afterTransaction', (transaction) => {
    if (seen) return
    seen = true
    for (const [client, structs] of copy.store.clients) {
      const before = transaction.beforeState.get(client) ?? 0
      for (const struct of structs) if (struct.id.clock + struct.length > before) note(struct)
    }
    Y.iterateDeletedStructs(transaction, transaction.deleteSet, note)
  })
  Y.applyUpdate(copy, update)
  return copy.store.pendingStructs || copy.store.pendingDs ? 'gap' : roots
}

const names = (roots: Touched[]) => new Set(roots.map(({ name, key }) => `${name} ${key}`))

describe('scope', () => {
  it('is what applying the update changes, for every honest edit of several clients (SPEC: Scope)', () => {
    let gaps = 0
    let checked = 0
    const step = fc.record({ edits: fc.array(edit, { minLength: 1, maxLength: 4 }), deliver: fc.nat(9) })
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
        const server = new Y.Doc()
        const outbox: { client: number; update: Uint8Array }[] = []
        const clients = [0, 1, 2].map((index) => {
          const doc = new Y.Doc({ gc: index !== 2 })
          doc.on('update', (update, origin) => {
            if (origin !== 'remote') outbox.push({ client: index, update })
          })
          return doc
        })
        for (const { edits, deliver } of steps) {
          for (const one of edits) clients[one.client]!.transact(() => perform(clients[one.client]!, one))
          if (deliver === 9 && outbox.length > 1) {
            const two = outbox.splice(-2)
            outbox.push({ client: two[0]!.client, update: Y.mergeUpdates(two.map((entry) => entry.update)) })
          }
          const index = deliver < 7 ? 0 : outbox.length - 1
          const [sent] = outbox.splice(index, 1)
          if (sent) receive(server, sent.update)
          if (deliver % 3 === 0) sync(server, clients[deliver % clients.length]!)
        }
        for (const client of clients) sync(server, client)
        for (const client of clients) sync(server, client)
        for (const client of clients) expect(Y.encodeStateVector(client)).toEqual(Y.encodeStateVector(server))
      }),
      { numRuns: 100 },
    )
    expect(gaps).toBeGreaterThan(50)
    expect(checked).toBeGreaterThan(1000)

    function receive(server: Y.Doc, update: Uint8Array): void {
      const before = Y.encodeStateAsUpdate(server)
      const scope = scopeOf(server, update)
      expect(Y.encodeStateAsUpdate(server)).toEqual(before)
      const expected = truth(server, update)
      if (expected === 'gap') {
        gaps++
        expect(scope.kind).toBe('gap')
        return
      }
      checked++
      expect(scope.kind).toBe('fits')
      if (scope.kind === 'fits') expect(names(scope.roots)).toEqual(expected)
      Y.applyUpdate(server, update)
      expect(server.store.pendingStructs).toBeNull()
      expect(scopeOf(server, update)).toEqual({ kind: 'fits', roots: [], clients: [] })
    }

    function sync(server: Y.Doc, client: Y.Doc): void {
      receive(server, Y.encodeStateAsUpdate(client, Y.encodeStateVector(server)))
      Y.applyUpdate(client, Y.encodeStateAsUpdate(server, Y.encodeStateVector(client)), 'remote')
    }
  })
})
