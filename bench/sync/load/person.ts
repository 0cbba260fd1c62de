import * as Y from 'yjs'
import { readMessage, writeMessage } from '@/lib/collab/messages'
import { type Counts, count } from '../stats'
import { authentication, envelopeOf } from './envelope'
import { eachToken, MOST_WRITERS, tokenOf } from './token'
import { openWire, type Wire } from './wire'

/** One client of a server: a reader, or with `writes` somebody who writes into a field of her own. */
export type PersonSpec = {
  url: string
  /** What stands before every message of hocuspocus: the name of the document. */
  envelope: string | undefined
  writes: { writer: number; field: string; editsASecond: number } | undefined
  /** The writers of the room who are connected to another node: what comes from them is counted apart. */
  elsewhere?: ReadonlySet<number>
}

/** What was seen since the last time it was asked for. */
export type Tally = {
  /** From sending an edit until somebody else had it, for each of these. */
  delivered: Counts
  /** The same, for those who write themselves. */
  deliveredToWriters: Counts
  /** The same, for whoever is connected to another node than the writer. */
  deliveredAcross: Counts
  /** From sending an edit until its confirmation. */
  confirmed: Counts
  sent: number
}

export const emptyTally = (): Tally => ({
  delivered: new Map(),
  deliveredToWriters: new Map(),
  deliveredAcross: new Map(),
  confirmed: new Map(),
  sent: 0,
})

/** Writing is not even: the time to the next edit is the mean, more or less by this part. */
const UNEVEN = 0.5
/** Everything but data is of no interest here; these are the first two bytes of what is. */
const SYNC = 0
/** How hocuspocus asks what one has. */
const SYNC_REPLY = 4
const ACK = 100
const [STEP1, STEP2, UPDATE] = [0, 1, 2]

export class Person {
  readonly #doc = new Y.Doc()
  readonly #text: Y.XmlText | undefined
  readonly #envelope: Uint8Array
  /** The time of the newest edit that is known of each writer. */
  readonly #newest = new Float64Array(MOST_WRITERS)
  /** When each data frame was sent that is not confirmed yet; NaN for what is no edit. */
  readonly #unconfirmed: number[] = []
  #confirmed = 0
  #wire: Wire | undefined
  #timer: NodeJS.Timeout | undefined
  #synced: { at: number; resolve: (ms: number) => void } | undefined

  constructor(
    private readonly spec: PersonSpec,
    private readonly tally: () => Tally,
    private readonly lost: (why: string) => void,
  ) {
    this.#envelope = envelopeOf(spec.envelope)
    if (!spec.writes) return
    this.#text = new Y.XmlText()
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [this.#text])
    this.#doc.getXmlFragment(spec.writes.field).insert(0, [paragraph])
    this.#doc.on('update', (update: Uint8Array) => this.#send({ kind: 'update', update }, performance.now()))
  }

  /** Connects; resolves with the milliseconds until the document was there. */
  join(): Promise<number> {
    return new Promise((resolve) => {
      this.#synced = { at: performance.now(), resolve }
      this.#unconfirmed.length = 0
      this.#confirmed = 0
      this.#wire = openWire(this.spec.url, {
        opened: () => {
          if (this.spec.envelope !== undefined) this.#wire?.send(authentication(this.spec.envelope))
          this.#send({ kind: 'step1', vector: Y.encodeStateVector(this.#doc) })
        },
        message: (bytes) => this.#onMessage(bytes),
        closed: this.lost,
      })
    })
  }

  startWriting(): void {
    const mean = 1000 / this.spec.writes!.editsASecond
    let last = 0
    const next = (ms: number) => {
      this.#timer = setTimeout(() => {
        const { text, at } = tokenOf(this.spec.writes!.writer, last)
        last = at
        this.tally().sent++
        this.#text!.insert(this.#text!.length, text)
        next(mean * (1 + UNEVEN * (2 * Math.random() - 1)))
      }, ms)
    }
    next(mean * Math.random())
  }

  stopWriting(): void {
    clearTimeout(this.#timer)
  }

  leave(): void {
    this.stopWriting()
    this.#wire?.close()
  }

  #onMessage(bytes: Buffer): void {
    const start = this.#envelope.length
    const kind = bytes[start]
    if (kind === ACK && start === 0) this.#onConfirmation(bytes)
    if (kind !== SYNC && kind !== SYNC_REPLY) return
    const step = bytes[start + 1]
    if (step === UPDATE) this.#onUpdate(bytes)
    else if (step === STEP1)
      this.#send({ kind: 'step2', update: Y.encodeStateAsUpdate(this.#doc) }, Number.NaN)
    else if (step === STEP2) {
      this.#synced?.resolve(performance.now() - this.#synced.at)
      this.#synced = undefined
    }
  }

  #onUpdate(bytes: Buffer): void {
    const own = this.spec.writes?.writer
    eachToken(bytes, (writer, at, ms) => {
      if (writer === own || at <= this.#newest[writer]!) return
      this.#newest[writer] = at
      const tally = this.tally()
      if (this.spec.elsewhere?.has(writer)) count(tally.deliveredAcross, ms)
      else count(own === undefined ? tally.delivered : tally.deliveredToWriters, ms)
    })
  }

  #onConfirmation(bytes: Buffer): void {
    const message = readMessage(bytes)
    if (message.kind !== 'ack') return
    const now = performance.now()
    for (const sentAt of this.#unconfirmed.splice(0, message.count - this.#confirmed))
      if (!Number.isNaN(sentAt)) count(this.tally().confirmed, now - sentAt)
    this.#confirmed = message.count
  }

  #send(message: Parameters<typeof writeMessage>[0], sentAt?: number): void {
    if (sentAt !== undefined) this.#unconfirmed.push(sentAt)
    const bytes = writeMessage(message)
    if (this.#envelope.length === 0) this.#wire?.send(bytes)
    else this.#wire?.send(Buffer.concat([this.#envelope, bytes]))
  }
}
