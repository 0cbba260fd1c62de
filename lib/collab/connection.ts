import {
  Awareness,
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from 'y-protocols/awareness'
import * as Y from 'yjs'
import { SCHEMA } from '@/lib/report/document'
import { backoff } from './backoff'
import { type Clock, realClock, type Timer } from './clock'
import { type CloseName, closeName } from './close-codes'
import { dialExchange } from './exchange'
import { HoldBack } from './hold'
import { type Dial, dialWebSocket, type Heard, Link } from './link'
import type { Message, Writing } from './messages'
import { readAwareness, writeAwareness } from './presence'
import { type Answer, askWhy, defaultStatusUrl } from './refusal'
import { nextChange, type SaveState, sameState, saveState } from './save-state'
import { Unconfirmed } from './unconfirmed'

export type { SaveState } from './save-state'

export type ConnectOptions = {
  doc: Y.Doc
  /** wss://…/collab/<session>, with `?ticket=…` where there is no cookie */
  url: string
  /** Made, and ended with the connection, if not given. */
  awareness?: Awareness
  /**
   * Where to ask why nothing was heard over a socket; without it, the session's own address in the API (where there
   * is a ticket, none: the socket is tried again).
   */
  statusUrl?: string
  /** Which life of the document this copy belongs to, if it was ever told. */
  epoch?: string | undefined
  /** Whether an earlier page has left edits in this copy that no server has confirmed: they count as made now. */
  unsent?: boolean
  /** Told when the server says which one it is: to be remembered with the copy. */
  onEpoch?: (epoch: string) => void
  surroundings?: Surroundings
}

/** What a connection takes from the machine it runs on. */
export type Surroundings = {
  clock: Clock
  /** In [0, 1) */
  random: () => number
  dial: Dial
  /** The second way, for where no WebSocket gets through. Without it the first is tried again. */
  exchange?: Dial
}

const machine: Surroundings = {
  clock: realClock,
  random: Math.random,
  dial: dialWebSocket,
  exchange: dialExchange,
}

/** How the next attempt is made. */
type Way = 'socket' | 'exchange'

/** The document's connection to the server. Edits go on without it; they are sent when it is back. */
export interface Connection {
  awareness: Awareness
  /** The same object until it changes. */
  state(): SaveState
  subscribe(listener: () => void): () => void
  /** Says that a composition with an input method began or ended: the others' edits wait meanwhile. */
  hold(composing: boolean): void
  destroy(): void
}

export function connect(options: ConnectOptions): Connection {
  return new Client(options)
}

class Client implements Connection {
  readonly awareness: Awareness
  readonly #doc: Y.Doc
  readonly #url: string
  readonly #statusUrl: string | undefined
  readonly #ownAwareness: boolean
  readonly #listeners = new Set<() => void>()
  readonly #surroundings: Surroundings
  readonly #incoming: HoldBack<{ update: Uint8Array; kind: 'step2' | 'update' }>
  readonly #edits = new Unconfirmed()
  readonly #onEpoch: ((epoch: string) => void) | undefined
  #epoch: string | undefined
  #link: Link | undefined
  /** What the next attempt goes by; each way that ends is followed by a WebSocket, unless that was the one. */
  #way: Way = 'socket'
  #failures = 0
  #retry: Timer | undefined
  #tick: Timer | undefined
  #writing: Writing = 'open'
  #closed: CloseName | undefined
  #destroyed = false
  #exchange = nothingExchanged()
  #state: SaveState = { kind: 'connecting' }

  constructor(options: ConnectOptions) {
    const { doc, url, awareness, statusUrl, epoch, unsent, onEpoch, surroundings = machine } = options
    this.#doc = doc
    this.#url = url
    this.#epoch = epoch
    this.#onEpoch = onEpoch
    this.#surroundings = surroundings
    this.#incoming = new HoldBack((item) => this.#apply(item), surroundings.clock)
    this.#statusUrl = statusUrl ?? defaultStatusUrl(url)
    this.awareness = awareness ?? new Awareness(doc)
    this.#ownAwareness = awareness === undefined
    doc.on('update', this.#onUpdate)
    this.awareness.on('update', this.#onPresence)
    for (const [target, event] of wakingEvents()) target.addEventListener(event, this.#onWake)
    // Whether they delete, nobody remembers.
    if (unsent) this.#edits.edited(surroundings.clock.now(), true)
    this.#open()
    this.#refresh()
  }

  state(): SaveState {
    return this.#state
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  hold(composing: boolean): void {
    this.#incoming.hold(composing)
  }

  destroy(): void {
    this.#destroyed = true
    const { clock } = this.#surroundings
    clock.clearTimeout(this.#retry)
    clock.clearTimeout(this.#tick)
    this.#doc.off('update', this.#onUpdate)
    this.awareness.off('update', this.#onPresence)
    for (const [target, event] of wakingEvents()) target.removeEventListener(event, this.#onWake)
    this.#link?.close()
    if (this.#ownAwareness) this.awareness.destroy()
    this.#listeners.clear()
  }

  #open(): void {
    const { clock, dial, exchange = dial } = this.#surroundings
    clock.clearTimeout(this.#retry)
    this.#retry = undefined
    const way = this.#way
    this.#way = 'socket'
    const link = new Link(
      (way === 'socket' ? dial : exchange)(withParameters(this.#url, this.#epoch)),
      {
        opened: () => {
          link.send({ kind: 'step1', vector: Y.encodeStateVector(this.#doc) })
          this.#sendPresence()
        },
        message: (message) => this.#onMessage(message),
        ended: (code, heard) => void this.#onEnd(code, heard, way),
      },
      clock,
    )
    this.#link = link
  }

  async #onEnd(code: number, heard: Heard, way: Way): Promise<void> {
    this.#link = undefined
    this.#exchange = nothingExchanged()
    this.#edits.lost()
    this.#incoming.clear()
    const others = [...this.awareness.getStates().keys()].filter(
      (client) => client !== this.awareness.clientID,
    )
    removeAwarenessStates(this.awareness, others, this)
    if (this.#destroyed) return
    this.#refresh()
    const answer = await this.#why(code, heard)
    if (this.#destroyed) return
    const reason = answer.kind === 'refused' ? answer.reason : undefined
    if (reason === 'approved') this.#writing = 'closed'
    else this.#closed = reason
    // A listener may have destroyed us meanwhile.
    this.#refresh()
    if (this.#closed || this.#destroyed) return
    const { clock, random } = this.#surroundings
    if (answer.kind === 'welcome' && way === 'socket') this.#way = 'exchange'
    // The second way was not tried yet, and need not wait for the failures of the first.
    const failures = this.#way === 'exchange' ? 0 : this.#failures++
    this.#retry = clock.setTimeout(() => this.#open(), backoff(failures, random()))
  }

  /** Why it ended. A close code says so itself; where nothing was heard, the server is asked over HTTP. */
  async #why(code: number, heard: Heard): Promise<Answer> {
    const reason = closeName(code)
    if (reason) return { kind: 'refused', reason }
    return heard === 'nothing' && this.#statusUrl ? askWhy(this.#statusUrl) : { kind: 'silence' }
  }

  #onMessage(message: Message): void {
    switch (message.kind) {
      case 'step1':
        this.#onStep1(message.vector)
        break
      case 'step2':
      case 'update':
        this.#incoming.push(message)
        break
      case 'awareness':
        this.#onOthersPresence(message.update)
        break
      case 'query':
        this.#sendPresence()
        break
      case 'ack':
        this.#edits.confirm(message.count)
        this.#refresh()
        break
      case 'standing':
        this.#onStanding(message.writing)
        break
      case 'epoch':
        this.#onEpochTold(message.epoch)
        break
      case 'auth':
        break
    }
  }

  #onStanding(writing: Writing): void {
    // What we could not offer so far we are asked for once more: until then edits wait, or they would go before it.
    if (this.#writing === 'closed' && writing === 'open') this.#exchange.offered = false
    this.#writing = writing
    this.#refresh()
  }

  #onEpochTold(epoch: string): void {
    if (this.#epoch === undefined) this.#onEpoch?.(epoch)
    this.#epoch ??= epoch
  }

  /** The server says what it has: everything else goes out, and from then on every edit by itself. */
  #onStep1(vector: Uint8Array): void {
    const update = Y.encodeStateAsUpdate(this.#doc, vector)
    if (this.#writing === 'open') this.#sendData({ kind: 'step2', update })
    // Also what an earlier page wrote and could not send.
    else if (Y.decodeUpdate(update).structs.length > 0)
      this.#edits.edited(this.#surroundings.clock.now(), false)
    // Whether it has our deletions too, nobody can tell: what may only be here counts as being only here.
    else if (!this.#edits.deletes) this.#edits.forget()
    this.#exchange.offered = true
    this.#refresh()
  }

  #apply({ update, kind }: { update: Uint8Array; kind: 'step2' | 'update' }): void {
    try {
      Y.applyUpdate(this.#doc, update, this)
    } catch (error) {
      if (isUpdate(update)) {
        // An editor that was told of it failed. The document has it all the same, and the connection goes on.
        this.#applied(kind)
        throw error
      }
      // Without what it was to bring we are not in step: from the beginning.
      this.#link?.close()
      return
    }
    this.#applied(kind)
  }

  #applied(kind: 'step2' | 'update'): void {
    if (kind === 'update') return
    this.#exchange.received = true
    this.#refresh()
  }

  #sendData(message: { kind: 'step2' | 'update'; update: Uint8Array }): void {
    this.#edits.sent()
    this.#link?.send(message)
  }

  #onUpdate = (update: Uint8Array, origin: unknown, _: Y.Doc, transaction: Y.Transaction): void => {
    if (origin === this) return
    // Yjs deletes formatting marks without effect by itself: no edit of a person who only reads.
    if (this.#writing === 'closed' && origin === null) return
    this.#edits.edited(this.#surroundings.clock.now(), transaction.deleteSet.clients.size > 0)
    if (this.#exchange.offered && this.#writing === 'open') this.#sendData({ kind: 'update', update })
    this.#refresh()
  }

  /** What is repeated about ourselves is older than what we know. Only who holds us for gone is told again. */
  #onOthersPresence(update: Uint8Array): void {
    const entries = readAwareness(update)
    const others = entries.filter(({ client }) => client !== this.awareness.clientID)
    applyAwarenessUpdate(this.awareness, writeAwareness(others), this)
    const isGone = entries.some(({ client, state }) => client === this.awareness.clientID && state === 'null')
    if (isGone && this.awareness.getLocalState() !== null) this.#sendPresence()
  }

  #onPresence = ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>): void => {
    if ([...added, ...updated, ...removed].includes(this.awareness.clientID)) this.#sendPresence()
  }

  #sendPresence(): void {
    // Without an entry of its own (destroyed) there is nothing to say.
    if (!this.awareness.meta.has(this.awareness.clientID)) return
    const update = encodeAwarenessUpdate(this.awareness, [this.awareness.clientID])
    this.#link?.send({ kind: 'awareness', update })
  }

  /** The network is back, or the page: an attempt is worth making at once, and a silent socket worth a look. */
  #onWake = (event: Event): void => {
    if (typeof document !== 'undefined' && document.visibilityState === 'hidden') return
    // Another network may let WebSockets through.
    if (event.type === 'online') this.#way = 'socket'
    this.#link?.check()
    if (this.#retry !== undefined) this.#open()
    this.#refresh()
  }

  #refresh(): void {
    const { clock } = this.#surroundings
    const { offered, received } = this.#exchange
    const synced = offered && received && this.#edits.allArrived
    if (synced) this.#failures = 0
    const now = clock.now()
    const facts = { synced, writing: this.#writing, closed: this.#closed }
    const state = saveState({ ...facts, unconfirmedSince: this.#edits.since }, now)
    clock.clearTimeout(this.#tick)
    const next = this.#destroyed ? undefined : nextChange(state, now)
    if (next !== undefined) this.#tick = clock.setTimeout(() => this.#refresh(), next)
    if (sameState(state, this.#state)) return
    this.#state = state
    for (const listener of [...this.#listeners]) listener()
  }
}

/** What this socket has exchanged: we offered all we have, and received all the server had. */
function nothingExchanged() {
  return { offered: false, received: false }
}

function isUpdate(bytes: Uint8Array): boolean {
  try {
    Y.decodeUpdate(bytes)
    return true
  } catch {
    return false
  }
}

function withParameters(url: string, epoch: string | undefined): string {
  const full = new URL(url)
  if (epoch !== undefined) full.searchParams.set('epoch', epoch)
  full.searchParams.set('ack', '1')
  full.searchParams.set('schema', String(SCHEMA))
  return full.href
}

function wakingEvents(): [EventTarget, string][] {
  if (typeof window === 'undefined') return []
  return [
    [window, 'online'],
    [window, 'focus'],
    [window, 'pageshow'],
    [document, 'visibilitychange'],
  ]
}
