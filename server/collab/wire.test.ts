import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { closeCode } from '@/lib/collab/close-codes'
import { writeMessage } from '@/lib/collab/messages'
import { readAwareness, writeAwareness } from '@/lib/collab/presence'
import { gsef2020 } from '@/lib/report/samples'
import { Bare, joinStock, type Started, startServer, statusOf, type Who } from './testing'

/*
 * The wire as a stranger sees it: stock y-websocket clients, bare sockets and plain HTTP against a real server.
 */

let server: Started
let providers: WebsocketProvider[]

beforeEach(async () => {
  server = await startServer()
  providers = []
})
afterEach(async () => {
  for (const provider of providers) {
    provider.awareness.destroy()
    provider.destroy()
  }
  await server.stop()
})

async function join(who: Who, doc?: Y.Doc): Promise<WebsocketProvider> {
  const provider = await joinStock(server, who, doc)
  providers.push(provider)
  return provider
}

function closing(provider: WebsocketProvider): Promise<number> {
  return new Promise((resolve) => provider.once('closed', ({ code }) => resolve(code)))
}

/** Resolves when the document has changed into what `fits` asks for. */
function becomes(doc: Y.Doc, fits: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!fits()) return
      doc.off('update', look)
      resolve()
    }
    doc.on('update', look)
    look()
  })
}

const conclusion = (doc: Y.Doc) => doc.getXmlFragment(`${CONCLUSION}/text`).toString()
const CONCLUSION = gsef2020.template.sections.find((section) => section.kind === 'conclusion')!.id

function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(text)])
  return element
}

test('Stock clients who write at once converge, and the disk holds the same (SPEC 5)', async () => {
  const [ana, ben, mona] = await Promise.all([join('ana'), join('ben'), join('mona')])
  for (const { doc } of [ana, ben, mona])
    for (const word of ['one ', 'two ', 'three ']) doc.getText('title').insert(0, word)
  mona.doc.getXmlFragment(`${CONCLUSION}/text`).insert(0, [paragraph('It went well.')])
  const docs = [ana.doc, ben.doc, mona.doc]
  const length = gsef2020.title.length + 3 * 14
  await Promise.all(
    docs.map((doc) =>
      becomes(doc, () => doc.getText('title').length === length && conclusion(doc).includes('went well')),
    ),
  )
  const { report } = await server.rooms.read(server.session.id, gsef2020.template)
  const onDisk = await server.onDisk()
  for (const doc of docs) {
    expect(doc.getText('title').toString()).toBe(report.title)
    expect(Y.encodeStateAsUpdate(doc)).toEqual(Y.encodeStateAsUpdate(onDisk))
  }
})

test('A rapporteur who writes into the conclusion is closed, and nobody’s document changes (SPEC: Scope)', async () => {
  const ana = await join('ana')
  const ben = await join('ben')
  const before = Y.encodeStateAsUpdate(ben.doc)
  const closed = closing(ana)
  ana.doc.getXmlFragment(`${CONCLUSION}/text`).insert(0, [paragraph('mine')])
  expect(await closed).toBe(closeCode('notAllowed'))
  // An honest edit goes through afterwards and brings nothing of the other with it.
  const mona = await join('mona')
  expect(Y.encodeStateAsUpdate(mona.doc)).toEqual(before)
  ben.doc.getText('title').insert(0, 'Honest ')
  await becomes(mona.doc, () => mona.doc.getText('title').toString().startsWith('Honest'))
  expect(conclusion(mona.doc)).toBe(conclusion(await server.onDisk()))
  expect(conclusion(mona.doc)).not.toContain('mine')
})

test('What the conclusion holds cannot be deleted by a rapporteur either (SPEC: Scope)', async () => {
  const mona = await join('mona')
  mona.doc.getXmlFragment(`${CONCLUSION}/text`).insert(0, [paragraph('It stays.')])
  const ana = await join('ana')
  await becomes(ana.doc, () => conclusion(ana.doc).includes('It stays.'))
  const closed = closing(ana)
  ana.doc.getXmlFragment(`${CONCLUSION}/text`).delete(0, 1)
  expect(await closed).toBe(closeCode('notAllowed'))
  const { report } = await server.rooms.read(server.session.id, gsef2020.template)
  expect(JSON.stringify(report)).toContain('It stays.')
})

test('A root that the report does not have is refused (SPEC: Scope)', async () => {
  const ana = await join('ana')
  const closed = closing(ana)
  ana.doc.getText('secret notes').insert(0, 'x')
  expect(await closed).toBe(closeCode('unknownRoot'))
  expect((await server.onDisk()).share.has('secret notes')).toBe(false)
})

test('A reader’s stock client joins and follows, and is closed when it writes (SPEC: Scope)', async () => {
  const rita = await join('rita')
  const ana = await join('ana')
  ana.doc.getText('title').insert(0, 'Live ')
  await becomes(rita.doc, () => rita.doc.getText('title').toString().startsWith('Live'))
  const closed = closing(rita)
  rita.doc.getText('title').insert(0, 'x')
  expect(await closed).toBe(closeCode('notAllowed'))
})

/**
 * Leaves an end of bold without a beginning in the conclusion, which the server keeps, since the two edits that led
 * to it came one after the other; a client that hears of both at once deletes it. Returns such a client's document.
 */
async function untidied(): Promise<() => Y.Doc> {
  const mona = await join('mona')
  mona.doc.getXmlFragment(`${CONCLUSION}/text`).insert(0, [paragraph('xyz')])
  const before = Y.encodeStateAsUpdate(mona.doc)
  const text = (doc: Y.Doc) =>
    (doc.getXmlFragment(`${CONCLUSION}/text`).get(0) as Y.XmlElement).get(0) as Y.XmlText
  const edits = [(doc: Y.Doc) => text(doc).format(0, 1, { bold: {} }), (doc: Y.Doc) => text(doc).delete(0, 1)]
  const updates = edits.map((edit) => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, before)
    const vector = Y.encodeStateVector(doc)
    edit(doc)
    return Y.encodeStateAsUpdate(doc, vector)
  })
  // mona's own client would tidy up, too, and may.
  mona.disconnect()
  const bare = await Bare.join(server.url('mona', '&ack=1'))
  for (const update of updates) bare.send({ kind: 'update', update })
  await bare.heard('ack', ({ count }) => count === 2)
  return () => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, before)
    let tidied = 0
    doc.on('update', (_, origin) => {
      if (origin !== 'net') tidied++
    })
    Y.applyUpdate(doc, Y.mergeUpdates(updates), 'net')
    expect(tidied).toBe(1)
    return doc
  }
}

test('Yjs tidies formatting in texts that one may only read, and nobody is closed for it (SPEC: Tidying)', async () => {
  const tidied = await untidied()
  const ana = tidied()
  ana.getText('title').insert(0, 'Still here ')
  for (const [who, doc] of [
    ['ana', ana],
    ['rita', tidied()],
  ] as const) {
    const socket = await Bare.join(server.url(who, '&ack=1'))
    socket.send({ kind: 'step2', update: Y.encodeStateAsUpdate(doc) })
    await socket.heard('ack', ({ count }) => count === 1)
  }
  expect(server.rooms.stats().refusals).toEqual({})
  expect(Y.encodeStateAsUpdate(await server.onDisk())).toEqual(Y.encodeStateAsUpdate(ana))
})

test('What the server tidies is not written under the name of who only reads (SPEC: Tidying)', async () => {
  const tidied = await untidied()
  const rita = await Bare.join(server.url('rita', '&ack=1'))
  rita.send({ kind: 'step2', update: Y.encodeStateAsUpdate(tidied()) })
  await rita.heard('ack', ({ count }) => count === 1)
  expect(Y.encodeStateAsUpdate(await server.onDisk())).toEqual(Y.encodeStateAsUpdate(tidied()))
  const writers = (await server.store.log.history(server.session.id)).flatMap(({ users }) => users)
  expect(writers).toContain('')
  expect(writers).not.toContain(server.members.rita)
})

test('A frozen report is not even tidied (SPEC: Tidying)', async () => {
  const tidied = await untidied()
  const frozen = await server.rooms.freeze(server.session.id, gsef2020.template)
  const ana = await Bare.join(server.url('ana', '&ack=1'))
  ana.send({ kind: 'step2', update: Y.encodeStateAsUpdate(tidied()) })
  await ana.heard('ack', ({ count }) => count === 1)
  expect(await server.rooms.read(server.session.id, gsef2020.template)).toEqual(frozen)
})

test('An edit is not sent back to its author (SPEC: The room)', async () => {
  const [ana, ben] = [await Bare.join(server.url('ana')), await Bare.join(server.url('ben'))]
  const doc = new Y.Doc()
  doc.getText('title').insert(0, 'Mine ')
  ana.send({ kind: 'update', update: Y.encodeStateAsUpdate(doc) })
  await ben.heard('update')
  ana.send({ kind: 'query' })
  await ana.heard('awareness')
  expect(ana.messages.some(({ kind }) => kind === 'update')).toBe(false)
})

test('A reader who deletes formatting that has an effect changes it for nobody (SPEC: Tidying)', async () => {
  const mona = await join('mona')
  const bold = paragraph('')
  mona.doc.getXmlFragment(`${CONCLUSION}/text`).insert(0, [bold])
  ;(bold.get(0) as Y.XmlText).insert(0, 'loud', { bold: {} })
  const before = conclusion(mona.doc)
  const rita = new Y.Doc()
  Y.applyUpdate(rita, Y.encodeStateAsUpdate(mona.doc))
  const vector = Y.encodeStateVector(rita)
  const text = (rita.getXmlFragment(`${CONCLUSION}/text`).get(0) as Y.XmlElement).get(0) as Y.XmlText
  rita.transact(() => text.format(0, 4, { bold: null }))
  const { structs } = Y.decodeUpdate(Y.encodeStateAsUpdate(rita, vector))
  expect(structs).toEqual([])
  const bare = await Bare.join(server.url('rita', '&ack=1'))
  bare.send({ kind: 'update', update: Y.encodeStateAsUpdate(rita, vector) })
  await bare.heard('ack', ({ count }) => count === 1)
  expect(conclusion(await server.onDisk())).toBe(before)
})

test('Garbage closes the socket it came from, and nobody else notices (SPEC 6)', async () => {
  const ben = await join('ben')
  const garbage = [
    new Uint8Array([]),
    new Uint8Array([99]),
    new Uint8Array([0, 2, 255, 255]),
    new Uint8Array([0, 9, 0]),
    new Uint8Array([0, 2, 3, 1, 1, 1]),
    new Uint8Array([1, 2, 200, 200]),
    'text',
  ]
  for (const bytes of garbage) {
    const bare = await Bare.join(server.url('ana'))
    bare.socket.send(bytes)
    expect((await bare.closed).code).toBe(closeCode('badMessage'))
  }
  ben.doc.getText('title').insert(0, 'Unmoved ')
  const rita = await join('rita')
  expect(rita.doc.getText('title').toString()).toContain('Unmoved')
  expect(ben.wsconnected).toBe(true)
})

test('Mangled frames by the dozen do nobody any harm (SPEC 5, SPEC 6)', async () => {
  const [ben, mona] = [await join('ben'), await join('mona')]
  const vandal = new Y.Doc()
  Y.applyUpdate(vandal, Y.encodeStateAsUpdate(ben.doc))
  const honest: Uint8Array[] = []
  vandal.on('update', (update) => honest.push(writeMessage({ kind: 'update', update })))
  vandal.getText('title').insert(3, 'inserted')
  vandal.getText('title').delete(0, 5)
  vandal.getMap('people').set('p1', new Y.Map([['kind', 'speaker']]))
  vandal.getXmlFragment('remarks/p1').insert(0, [paragraph('remark')])
  const mangled = fc.sample(
    fc.record({
      frame: fc.constantFrom(...honest),
      at: fc.array(fc.nat(200), { minLength: 1, maxLength: 3 }),
      byte: fc.nat(255),
    }),
    120,
  )
  let bare = await Bare.join(server.url('ana', '&ack=1'))
  for (const { frame, at, byte } of mangled) {
    const bytes = frame.slice()
    for (const position of at) bytes[position % bytes.length] = byte
    bare.socket.send(bytes)
    // The answer to a question says that the frame before it was dealt with; or the socket is gone.
    const heard = bare.messages.length
    bare.send({ kind: 'step1', vector: new Uint8Array([0]) })
    const answer = bare.heard('step2', (message) => bare.messages.indexOf(message) >= heard)
    const end = await Promise.race([answer.then(() => 'open'), bare.closed.then(({ code }) => code)])
    if (end === 'open') continue
    expect(end).toBeGreaterThanOrEqual(4400)
    bare = await Bare.join(server.url('ana', '&ack=1'))
  }
  ben.doc.getText('title').insert(0, 'After all ')
  await becomes(mona.doc, () => mona.doc.getText('title').toString().startsWith('After all '))
  expect([ben.wsconnected, mona.wsconnected]).toEqual([true, true])
  await server.rooms.read(server.session.id, gsef2020.template)
  expect(Y.encodeStateAsUpdate(await server.onDisk())).toEqual(await server.rooms.encode(server.session.id))
})

test('A frame above two MiB is refused with its code (SPEC: Limits)', async () => {
  const bare = await Bare.join(server.url('ana'))
  bare.send({ kind: 'update', update: new Uint8Array(2 * 1024 * 1024) })
  expect((await bare.closed).code).toBe(closeCode('tooLarge'))
})

test('A gap is not applied: the server asks, and confirms nothing before it has the whole (SPEC: Gaps)', async () => {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  const bare = await Bare.join(server.url('ana', '&ack=1'))
  bare.send({ kind: 'step1', vector: Y.encodeStateVector(doc) })
  Y.applyUpdate(doc, (await bare.heard('step2')).update)
  doc.on('update', (update) => updates.push(update))
  for (const word of ['three ', 'two ', 'one ']) doc.getText('title').insert(0, word)
  const asked = bare.messages.filter((message) => message.kind === 'step1').length
  bare.send({ kind: 'update', update: updates[1]! })
  const again = await bare.heard(
    'step1',
    (message) => bare.messages.filter(({ kind }) => kind === 'step1').indexOf(message) === asked,
  )
  // One that fits is taken meanwhile, but its confirmation would confirm the gap, too.
  bare.send({ kind: 'update', update: updates[0]! })
  for (let turn = 0; turn < 2; turn++) {
    await server.rooms.read(server.session.id, gsef2020.template)
    const heard = bare.messages.length
    bare.send({ kind: 'query' })
    await bare.heard('awareness', (message) => bare.messages.indexOf(message) >= heard)
  }
  expect(bare.messages.some(({ kind }) => kind === 'ack')).toBe(false)
  bare.send({ kind: 'step2', update: Y.encodeStateAsUpdate(doc, again.vector) })
  await bare.heard('ack', ({ count }) => count === 3)
  expect(bare.messages.filter(({ kind }) => kind === 'ack')).toHaveLength(1)
  expect((await server.onDisk()).getText('title').toString()).toMatch(/^one two three /)
})

test('Text under a client id that is another person’s is refused (SPEC: Scope)', async () => {
  const ana = await join('ana')
  ana.doc.getText('title').insert(0, 'Mine ')
  const ben = await join('ben')
  await becomes(ben.doc, () => ben.doc.getText('title').toString().startsWith('Mine'))
  const forger = new Y.Doc()
  Y.applyUpdate(forger, Y.encodeStateAsUpdate(ben.doc))
  forger.clientID = ana.doc.clientID
  const vector = Y.encodeStateVector(forger)
  forger.getText('title').insert(0, 'swallowed ')
  const bare = await Bare.join(server.url('ben'))
  bare.send({ kind: 'update', update: Y.encodeStateAsUpdate(forger, vector) })
  expect((await bare.closed).code).toBe(closeCode('forged'))
  ana.doc.getText('title').insert(0, 'Still ')
  await becomes(ben.doc, () => ben.doc.getText('title').toString().startsWith('Still Mine'))
})

test('The name that others see is the server’s, and nobody speaks for somebody else (SPEC 10)', async () => {
  const ana = await join('ana')
  const ben = await join('ben')
  const seen = (id: number) =>
    new Promise<Record<string, unknown>>((resolve) => {
      const look = () => {
        const state = ben.awareness.getStates().get(id)
        if (state?.field === 'title') resolve(state)
      }
      ben.awareness.on('change', look)
      look()
    })
  ana.awareness.setLocalState({ user: { name: 'The minister', color: '#000000' }, field: 'title' })
  expect(await seen(ana.doc.clientID)).toMatchObject({
    user: { name: 'ana', role: 'rapporteur', id: server.members.ana },
  })
  // Somebody who speaks for ana: what they say about her reaches nobody, and what they say of themselves does.
  const bare = await Bare.join(server.url('rita'))
  const state = JSON.stringify({ field: 'title', user: { name: 'ana' }, forged: true })
  bare.send({
    kind: 'awareness',
    update: writeAwareness([{ client: ana.doc.clientID, clock: 2 ** 50, state }]),
  })
  bare.send({ kind: 'awareness', update: writeAwareness([{ client: 77, clock: 1, state }]) })
  expect(await seen(77)).toMatchObject({ forged: true, user: { name: 'rita', role: 'reader' } })
  expect(ben.awareness.getStates().get(ana.doc.clientID)).not.toHaveProperty('forged')
  bare.socket.close()
  await new Promise<void>((resolve) => {
    ben.awareness.on('change', () => ben.awareness.getStates().has(77) || resolve())
  })
})

test('Nobody hears of oneself, but that the others hold one for gone (SPEC: Presence)', async () => {
  const [ana, ben] = await Promise.all([Bare.join(server.url('ana')), Bare.join(server.url('ben'))])
  const told = ({ messages }: Bare) =>
    messages.flatMap((message) => (message.kind === 'awareness' ? readAwareness(message.update) : []))
  const present = (socket: Bare, client: number, state = '{}') =>
    socket.send({ kind: 'awareness', update: writeAwareness([{ client, clock: 1, state }]) })
  present(ana, 71)
  present(ben, 72)
  await expect.poll(() => told(ana).map(({ client }) => client)).toContain(72)
  await expect.poll(() => told(ben).map(({ client }) => client)).toContain(71)
  ana.send({ kind: 'query' })
  await expect.poll(() => told(ana).filter(({ client }) => client === 72).length).toBeGreaterThan(1)
  expect(told(ana).map(({ client }) => client)).not.toContain(71)
  expect(told(ben).map(({ client }) => client)).not.toContain(72)
  // A page came back while its old socket was open still: when that goes, the others hold it for gone.
  const again = await Bare.join(server.url('ana'))
  present(again, 71)
  await expect.poll(() => told(ben).filter(({ client }) => client === 71).length).toBeGreaterThan(1)
  present(ana, 71, 'null')
  await expect.poll(() => told(again).some(({ state }) => state === 'null')).toBe(true)
})

test('Who may come in is decided at the upgrade (SPEC: Who)', async () => {
  const base = `ws://localhost:${server.port}`
  const room = `${base}/collab/${server.session.id}`
  const own = { origin: 'https://report.example.org', cookie: 'who=ana' }
  expect(await statusOf(server.url('ana'))).toBe(101)
  expect(await statusOf(room, own)).toBe(101)
  expect(await statusOf(room, { ...own, origin: `http://localhost:${server.port}` })).toBe(101)
  expect(await statusOf(room, { ...own, origin: 'https://evil.example' })).toBe(403)
  expect(await statusOf(room, { ...own, origin: 'https://report.example.org.evil.example' })).toBe(403)
  expect(await statusOf(server.url('ana'), { origin: 'https://evil.example' })).toBe(403)
  expect(await statusOf(room, { cookie: 'who=ana' })).toBe(403)
  expect(await statusOf(room, { origin: own.origin })).toBe(401)
  expect(await statusOf(`${room}?ticket=nobody`)).toBe(401)
  expect(await statusOf(`${base}/collab/unknown?ticket=ana`)).toBe(404)
  expect(await statusOf(`${base}/elsewhere?ticket=ana`)).toBe(404)
  await server.store.memberships.end(server.members.ana)
  expect(await statusOf(server.url('ana'))).toBe(403)
})

test('A writer older than the document’s schema is refused, a stock client is not asked (SPEC 7)', async () => {
  for (const schema of ['0', 'x', '-1']) {
    const socket = new WebSocket(server.url('ana', `&schema=${schema}`))
    const code = await new Promise((resolve) => socket.on('close', resolve))
    expect(code).toBe(closeCode('outdatedSchema'))
  }
  const current = await Bare.join(server.url('ana', '&schema=1'))
  current.socket.close()
})

test('Revoking a membership closes its socket by itself (SPEC 9)', async () => {
  const ana = await join('ana')
  const closed = closing(ana)
  await server.store.memberships.end(server.members.ana)
  expect(await closed).toBe(closeCode('revoked'))
})

test('Approval closes writers by itself; who comes back reads (SPEC 9)', async () => {
  const [ana, rita] = [await join('ana'), await join('rita')]
  const closed = closing(ana)
  await server.approve()
  expect(await closed).toBe(closeCode('approved'))
  expect(rita.wsconnected).toBe(true)
  const again = await join('ana')
  const refused = closing(again)
  again.doc.getText('title').insert(0, 'late ')
  expect(await refused).toBe(closeCode('approved'))
})
