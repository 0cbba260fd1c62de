import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { reissue } from './reissue'

type Edit = { where: number; text: string; deleted: number }

const edits = fc.array(
  fc.record({ where: fc.nat(40), text: fc.string({ maxLength: 5 }), deleted: fc.nat(4) }),
  { maxLength: 12 },
)

/** Edits a one-line text, a rich one and a record. */
function write(doc: Y.Doc, { where, text, deleted }: Edit): void {
  const line = doc.getText('title')
  line.insert(Math.min(where, line.length), text)
  const from = Math.min(where, line.length)
  line.delete(from, Math.min(deleted, line.length - from))
  const rich = doc.getXmlFragment('agenda/text')
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(text)])
  rich.insert(Math.min(where, rich.length), [paragraph])
  if (deleted > 0) ((rich.get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(0, '한')
  if (deleted === 2) rich.delete(0, 1)
  const person = new Y.Map()
  person.set('name', text)
  doc.getMap('people').set(`p${where}`, person)
}

const shown = (doc: Y.Doc) => ({
  title: doc.getText('title').toString(),
  agenda: doc.getXmlFragment('agenda/text').toString(),
  people: doc.getMap('people').toJSON(),
})

const copyOf = (doc: Y.Doc) => {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

test('What the server lacks comes to it under new ids, whoever wrote it, and reads the same (SPEC 3)', () => {
  fc.assert(
    fc.property(edits, edits, edits, (known, unsent, more) => {
      const page = new Y.Doc()
      for (const edit of known) write(page, edit)
      const server = copyOf(page)
      const clients = new Set(server.store.clients.keys())
      for (const edit of unsent) write(page, edit)
      // A later page of the same browser goes on where the first one ended.
      const later = copyOf(page)
      for (const edit of more) write(later, edit)

      const vector = Y.encodeStateVector(server)
      const update = reissue(Y.encodeStateAsUpdate(later), vector, (client) => (client ^ 0x5555) >>> 0)
      const before = Y.decodeStateVector(vector)
      Y.applyUpdate(server, update)
      expect(shown(server)).toEqual(shown(later))
      expect(server.store.pendingStructs).toBeNull()
      expect(server.store.pendingDs).toBeNull()
      for (const client of clients) expect(Y.getState(server.store, client)).toBe(before.get(client))
      expect(server.store.clients.has(later.clientID)).toBe(false)
      // Once more, for want of an answer: nothing is there twice.
      Y.applyUpdate(server, update)
      expect(shown(server)).toEqual(shown(later))
    }),
  )
})
