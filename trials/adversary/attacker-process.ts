/*
 * A process of attackers: listens to a session as one who may read it, and throws frames at the server that are made
 * from what it heard. Told by its first message what to do; says how far it got.
 */
import { setPriority } from 'node:os'
import * as Y from 'yjs'
import { connect } from '@/lib/collab/connection'
import { sendHeaders } from '../chaos/headers'
import { Random } from '../chaos/random'
import type { Pass } from '../chaos/setup'
import { type Place, placesOf, type as typeInto } from '../chaos/texts'
import { type Known, makeFrames } from './mutate'
import { throwAt } from './raw-socket'

export type AttackOrder = { url: string; passes: Pass[]; seed: number; frames: number }
export type AttackReport = { dealtWith: number; sockets: number; ends: Record<string, number>; done: boolean }

const SOCKETS_AT_ONCE = 8
const FRAMES_A_SOCKET = 100
/** Of the sockets, those that last. */
const SLY = 0.2
/** How long a server that answers nothing is waited for: it reads a fast socket more slowly. */
const PATIENCE_MS = 5_000
const KEPT_UPDATES = 400
const REPORT_MS = 500

// They would come from elsewhere: the server does not share its processors with them.
setPriority(10)
process.once('message', (order: AttackOrder) => void attack(order))
process.on('disconnect', () => process.exit())

async function attack({ url, passes, seed, frames }: AttackOrder): Promise<void> {
  const random = new Random(seed)
  const known = await listen(url, passes[0]!, random)
  const report: AttackReport = { dealtWith: 0, sockets: 0, ends: {}, done: false }
  const telling = setInterval(() => process.send?.(report), REPORT_MS)
  let begun = 0
  await Promise.all(
    Array.from({ length: SOCKETS_AT_ONCE }, async () => {
      while (report.dealtWith < frames) {
        const volley = makeFrames(FRAMES_A_SOCKET, random.chance(SLY) ? 'sly' : 'bold', random, known())
        const { headers } = passes[begun++ % passes.length]!
        const { dealtWith, end } = await throwAt(new URL(url), headers, volley, PATIENCE_MS)
        report.sockets++
        report.dealtWith += dealtWith
        report.ends[end] = (report.ends[end] ?? 0) + 1
      }
    }),
  )
  clearInterval(telling)
  process.send?.({ ...report, done: true } satisfies AttackReport)
}

/** Joins honestly, and remembers what the others send; some of its own edits, never sent, too. */
async function listen(url: string, pass: Pass, random: Random): Promise<() => Known> {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  const keep = (update: Uint8Array) => {
    if (updates.length < KEPT_UPDATES) updates.push(update)
    else updates[random.below(KEPT_UPDATES)] = update
  }
  sendHeaders(url, pass.headers)
  const connection = connect({ doc, url })
  await new Promise<void>((resolve) => {
    const look = () => connection.state().kind === 'saved' && resolve()
    connection.subscribe(look)
    look()
  })
  doc.on('update', keep)
  const own = new Y.Doc()
  Y.applyUpdate(own, Y.encodeStateAsUpdate(doc))
  own.on('update', keep)
  const places: Place[] = placesOf('organiser')
  for (let number = 0; number < 100; number++) typeInto(own, random.pick(places), `attack${number}`, random)
  let vector = Y.encodeStateVector(doc)
  let clients = [...doc.store.clients.keys()]
  let count = 0
  return () => {
    // Whoever came meanwhile is to be attacked, too.
    if (count++ % 500 === 0) {
      vector = Y.encodeStateVector(doc)
      clients = [...doc.store.clients.keys()]
    }
    return { updates, clients, vector }
  }
}
