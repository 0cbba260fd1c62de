import {
  Awareness,
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from 'y-protocols/awareness'
import * as Y from 'yjs'
import { SCHEMA } from '@/lib/report/document'
import { backoff } from './backoff'
import { type CloseName, closeName } from './close-codes'
import { HoldBack } from './hold'
import { Link } from './link'
import type { Message, Writing } from './messages'
import { askRefusal, defaultStatusUrl } from './refusal'
import { nextChange, type SaveState, sameState, saveState } from './save-state'

export type { SaveState } from './save-state'

export type ConnectOptions = {
  doc: Y.Doc
  /** wss://…/collab/<session>, with `?ticket=…` where there is no cookie */
  url: string
  /** Made, and ended with the connection, if not given. */
  awareness?: Awareness
  /**
   * Where to ask why the server did not even open the socket; without it, the session's own address in the API
   * (where there is a ticket, none: the socket is tried again).
   */
  statusUrl?: string
}

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
  readonly #incoming = new HoldBack<{ update: Uint8Array; kind: 'step2' | 'update' }>((item) =>
    this.#apply(item),
  )
  #link: Link | undefined
  #failures = 0
  #retry: ReturnType<typeof setTimeout> | undefined
  #tick: ReturnType<typeof setTimeout> | undefined
  #writing: Writing = 'open'
  #closed: CloseName | undefined
  #destroyed = false
  #unconfirmedSince: number | undefined
  #exchange = nothingExchanged()
  #state: SaveState = { kind: 'connecting' }

  constructor({ doc, url, awareness, statusUrl }: ConnectOptions) {
    this.#doc = doc
    this.#url = withParameters(url)
    this.#statusUrl = statusUrl ?? defaultStatusUrl(url)
    this.awareness = awareness ?? new Awareness(doc)
    this.#ownAwareness = awareness === undefined
    doc.on('update', this.#onUpdate)
    this.awareness.on('update', this.#onPresence)
    for (const [target, event] of wakingEvents()) target.addEventListener(event, this.#onWake)
    this.#open()
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
    clearTimeout(this.#retry)
    clearTimeout(this.#tick)
    this.#doc.off('update', this.#onUpdate)
    this.awareness.off('update', this.#onPresence)
    for (const [target, event] of wakingEvents()) target.removeEventListener(event, this.#onWake)
    this.#link?.close()
    if (this.#ownAwareness) this.awareness.destroy()
    this.#listeners.clear()
  }

  #open(): void {
    clearTimeout(this.#retry)
    this.#retry = undefined
    this.#exchange = nothingExchanged()
    this.#link = new Link(this.#url, {
      opened: () => {
        this.#link?.send({ kind: 'step1', vector: Y.encodeStateVector(this.#doc) })
        this.#sendPresence()
      },
      message: (message) => this.#onMessage(message),
      ended: (code, wasOpen) => void this.#onEnd(code, wasOpen),
    })
  }

  async #onEnd(code: number, wasOpen: boolean): Promise<void> {
    this.#link = undefined
    this.#exchange = nothingExchanged()
    this.#incoming.clear()
    const others = [...this.awareness.getStates().keys()].filter(
      (client) => client !== this.awareness.clientID,
    )
    removeAwarenessStates(this.awareness, others, this)
    if (this.#destroyed) return
    this.#refresh()
    const reason =
      closeName(code) ?? (!wasOpen && this.#statusUrl ? await askRefusal(this.#statusUrl) : undefined)
    if (this.#destroyed) return
    if (reason === 'approved') this.#writing = 'closed'
    else this.#closed = reason
    // A listener may have destroyed us meanwhile.
    this.#refresh()
    if (this.#closed || this.#destroyed) return
    this.#retry = setTimeout(() => this.#open(), backoff(this.#failures++, Math.random()))
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
        applyAwarenessUpdate(this.awareness, message.update, this)
        break
      case 'query':
        this.#sendPresence()
        break
      case 'ack':
        this.#exchange.confirmed = message.count
        this.#refresh()
        break
      case 'standing':
        this.#writing = message.writing
        this.#refresh()
        break
      case 'auth':
        break
    }
  }

  /** The server says what it has: everything else goes out, and from then on every edit by itself. */
  #onStep1(vector: Uint8Array): void {
    const update = Y.encodeStateAsUpdate(this.#doc, vector)
    if (this.#writing === 'open') this.#sendData({ kind: 'step2', update })
    else if (Y.decodeUpdate(update).structs.length === 0) this.#unconfirmedSince = undefined
    this.#exchange.offered = true
    this.#refresh()
  }

  #apply({ update, kind }: { update: Uint8Array; kind: 'step2' | 'update' }): void {
    Y.applyUpdate(this.#doc, update, this)
    if (kind === 'step2') {
      this.#exchange.received = true
      this.#refresh()
    }
  }

  #sendData(message: { kind: 'step2' | 'update'; update: Uint8Array }): void {
    this.#exchange.sent++
    this.#link?.send(message)
  }

  #onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === this) return
    // Yjs deletes formatting marks without effect by itself: no edit of a person who only reads.
    if (this.#writing === 'closed' && origin === null) return
    this.#unconfirmedSince ??= Date.now()
    if (this.#exchange.offered && this.#writing === 'open') this.#sendData({ kind: 'update', update })
    this.#refresh()
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
  #onWake = (): void => {
    if (typeof document !== 'undefined' && document.visibilityState === 'hidden') return
    this.#link?.check()
    if (this.#retry !== undefined) this.#open()
    this.#refresh()
  }

  #refresh(): void {
    const { offered, received, sent, confirmed } = this.#exchange
    const synced = offered && received && confirmed === sent
    if (synced) {
      this.#failures = 0
      if (this.#writing === 'open') this.#unconfirmedSince = undefined
    }
    const now = Date.now()
    const facts = { synced, writing: this.#writing, closed: this.#closed }
    const state = saveState({ ...facts, unconfirmedSince: this.#unconfirmedSince }, now)
    clearTimeout(this.#tick)
    const next = this.#destroyed ? undefined : nextChange(state, now)
    if (next !== undefined) this.#tick = setTimeout(() => this.#refresh(), next)
    if (sameState(state, this.#state)) return
    this.#state = state
    for (const listener of [...this.#listeners]) listener()
  }
}

/** What this socket has exchanged: we offered all we have, received all the server had; data frames sent, confirmed. */
function nothingExchanged() {
  return { offered: false, received: false, sent: 0, confirmed: 0 }
}

function withParameters(url: string): string {
  const full = new URL(url)
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
