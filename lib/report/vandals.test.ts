import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { parseReport } from './parse'
import { readReport } from './read'
import { everyKind } from './samples'
import { seedDocument } from './seed'

test('whatever a foreign client writes into a document, it is read to a valid report', () => {
  fc.assert(
    fc.property(fc.array(anyVandalism, { maxLength: 12 }), (acts) => {
      const doc = copyOf(seedDocument(everyKind))
      for (const act of acts) act(doc)
      for (const seen of [doc, copyOf(doc)]) {
        const report = readReport(seen, everyKind.template)
        expect(parseReport(report, everyKind.template)).toEqual({ ok: true, value: report })
      }
    }),
    { numRuns: 300 },
  )
})

test('text that is nested beyond all measure is flattened, not lost', () => {
  const doc = seedDocument(everyKind)
  doc.transact(() => nest(doc.getXmlFragment('takeaways/text'), 5000, 'blockquote'))
  expect(JSON.stringify(readReport(doc, everyKind.template))).toContain('"deep"')
})

const anyValue = fc.oneof(
  fc.constantFrom(undefined, null, true, -1, 1.5, '', 'a0', 'ko', '\ud800', 'speaker', 1e300),
  fc.constantFrom([], [[]], {}, { toString: 1, valueOf: 1 }, { order: 7, deletedAt: 'x' }, new Uint8Array(2)),
  fc.record(
    { kind: fc.string(), order: fc.string(), deletedAt: fc.option(fc.nat()), deletedBy: fc.string() },
    { noNullPrototype: true },
  ),
)
const NAMES = [
  'meta',
  'people',
  'items',
  'links',
  'title',
  'person/kim/name',
  'label/remarks/mod',
  'takeaways/text',
  'questions/q1',
  'questions/q1/kim',
  'summaries/kim',
  'line/picture/pic1/caption',
]
const KEYS = [
  'kim',
  'zoe',
  '',
  '/',
  'a b',
  'questions/q1',
  'questions/',
  'questions/q9',
  'questions//x',
  'remarks/kim',
  'remarks/nobody',
  'questions/q1/kim/asked',
  'questions/q1/kim/else',
  'prompts/p1/kim',
  'language',
  'minutes',
  'languages',
  'timeZone',
  'picture/pic1',
  'x/y/z/a/b',
]
const FIELDS = ['kind', 'order', 'deletedAt', 'deletedBy', 'file', 'state', 'account']

/** Content that does not belong there, put under a root name by a client that takes it for another type. */
const SCRIBBLES: ((stranger: Y.Doc, name: string) => void)[] = [
  (doc, name) => doc.getArray(name).insert(0, ['loose', 1, null, { a: 1 }]),
  (doc, name) => doc.getText(name).insert(0, 'half \ud83d\n', { bold: 'yes', language: { lang: '!' } }),
  (doc, name) => doc.getMap(name).set('kim', 'not here'),
  (doc, name) => doc.getXmlFragment(name).insert(0, [new Y.XmlText('at the root')]),
  (doc, name) =>
    doc
      .getXmlFragment(name)
      .insert(0, [new Y.XmlElement('table'), new Y.XmlElement('listItem'), new Y.XmlElement('hardBreak')]),
  (doc, name) => nest(doc.getXmlFragment(name), 60, 'blockquote'),
  (doc, name) => nest(doc.getXmlFragment(name), 60, 'unheard-of'),
  (doc, name) => nest(doc.getXmlFragment(name), 25, 'bulletList'),
  (doc, name) => {
    const text = new Y.XmlText()
    text.insert(0, 'x', { link: { href: 'javascript:alert(1)' }, 'language--1': { lang: 'FR' }, bold: {} })
    text.insertEmbed(1, { image: 'x' })
    doc.getXmlFragment(name).insert(0, [text])
  },
]

/** One senseless thing that a client can do to a document. */
const anyVandalism: fc.Arbitrary<(doc: Y.Doc) => void> = fc.oneof(
  fc.tuple(fc.constantFrom('meta', 'people', 'items', 'links'), fc.constantFrom(...KEYS), anyValue).map(
    ([map, key, value]) =>
      (doc: Y.Doc) =>
        void doc.getMap(map).set(key, value),
  ),
  fc
    .tuple(
      fc.constantFrom('people', 'items', 'links'),
      fc.constantFrom(...KEYS),
      fc.array(fc.tuple(fc.constantFrom(...FIELDS), anyValue)),
    )
    .map(
      ([map, key, fields]) =>
        (doc: Y.Doc) =>
          void doc.getMap(map).set(key, new Y.Map(fields)),
    ),
  fc.tuple(fc.constantFrom('people', 'items', 'meta'), fc.constantFrom(...KEYS), fc.nat(3)).map(
    ([map, key, which]) =>
      (doc: Y.Doc) =>
        void doc
          .getMap(map)
          .set(key, [new Y.Text('x'), new Y.Array(), nestedMap(50), new Y.XmlElement('p')][which]),
  ),
  fc.tuple(fc.constantFrom(...NAMES), fc.nat(SCRIBBLES.length - 1)).map(
    ([name, which]) =>
      (doc: Y.Doc) =>
        scribble(doc, name, which),
  ),
)

function scribble(doc: Y.Doc, name: string, which: number) {
  const stranger = new Y.Doc()
  SCRIBBLES[which]!(stranger, name)
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(stranger))
}

/** Puts a text into the fragment, `depth` nodes of the same name deep. */
function nest(fragment: Y.XmlFragment, depth: number, name: string) {
  let place = fragment
  for (let i = 0; i < depth; i++) {
    const inner = new Y.XmlElement(name)
    place.insert(0, [inner])
    place = inner
  }
  place.insert(0, [new Y.XmlText('deep')])
}

function nestedMap(depth: number): Y.Map<unknown> {
  return depth === 0 ? new Y.Map() : new Y.Map([['deeper', nestedMap(depth - 1)]])
}

/** What another client sees: the same document, decoded from its bytes. */
function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}
