import * as Y from 'yjs'
import type { Timer } from '@/lib/collab/clock'
import { type CloseName, closeCode, closeSentence } from '@/lib/collab/close-codes'
import { NoUpdate } from '@/lib/collab/decode'
import { type Message, readMessage, type Writing } from '@/lib/collab/messages'
import { readAwareness, writeAwareness } from '@/lib/collab/presence'
import { scopeOf } from '@/lib/collab/scope'
import { withoutDeletions } from '@/lib/collab/strip'
import { may } from '@/lib/report/access'
import type { Template } from '@/lib/report/template'
import { namesNobody } from './answers'
import type { Channel } from './channel'
import { Broken } from './document'
import { FAILED, RESTART } from './endings'
import { frameOf } from './frames'
import { judge, type Pen, verdictOn } from './judge'
import { FRAME_BYTES, type FrameKind, Meter } from './limits'
import type { Arrival } from './lobby'
import type { Guest, Member, Standing } from './member'
import { signed, userOf } from './presence'
import type { Room } from './room'
import { tidy } from './tidy'

/** Whose it is in the log what the server does by itself. */
const SERVER = ''

/** One client in a room: reads its frames, decides on each, and confirms what is durable. */
export class Connection {
  readonly channel: Channel
  /** Whose text it is in the log, and whose the Yjs client ids are. */
  readonly account: string
  /** The presence that this socket speaks for. */
  readonly clients = new Set<number>()
  member: Member
  #writing: Writing
  /** Whether it may write, as it was told last. */
  #told: Pen
  readonly #meter: Meter
  #heardAt: number
  #slowed = false
  #held = false
  #open = true
  #deaf = false
  /** Data frames that came, and how many of them were confirmed. */
  #received = 0
  #confirmed = 0
  /** One data frame at a time is timed: which (0: none), and when it came. */
  #timed = 0
  #timedAt = 0
  /** Something was missing: nothing is confirmed before a whole SyncStep2 came. */
  #gap: 'none' | 'asked' = 'none'
  /** A SyncStep1 is being answered; `next`: what was asked meanwhile. */
  #answering: { next?: Uint8Array } | undefined
  #laterPresence: { timer: Timer; message: Uint8Array } | undefined

  constructor(
    private readonly room: Room,
    private readonly template: Template,
    private readonly guest: Guest,
    private readonly arrival: Arrival,
    /** Called once, when it has left the room. */
    private readonly onGone: (gone: Connection) => void,
  ) {
    const { now } = room.clock
    this.channel = guest.channel
    this.#meter = new Meter(now)
    this.#heardAt = now()
    this.member = guest.standing.member
    this.#writing = guest.standing.writing
    this.account = this.member.user ?? this.member.membership ?? ''
    room.connections.add(this)
    this.channel.listen({
      frame: (data) => this.hear(data),
      alive: () => {
        this.#heardAt = now()
      },
      closed: () => this.#gone(),
    })
    this.#told = this.#pen()
    if (guest.acks) {
      if (arrival.given === undefined) this.#send({ kind: 'epoch', epoch: room.document.epoch })
      this.#send({ kind: 'standing', writing: this.#told === 'writes' ? 'open' : 'closed' })
    }
    this.#ask()
    const present = room.presence.all(this.clients)
    if (present.length > 0) this.#send({ kind: 'awareness', update: writeAwareness(present) })
  }

  /** Says what the server has. */
  #ask(): void {
    const vector = this.room.document.vector()
    const ask = () => this.#send({ kind: 'step1', vector })
    // Who may not send what the server lacks goes by this alone: it must not name what could still be lost.
    if (this.#told === 'writes') ask()
    else this.room.document.whenDurable(ask, () => {})
  }

  /** Ends the socket with a reason; what still comes from it is ignored. */
  close(code: CloseName): void {
    if (!this.#open) return
    this.room.events.refused(code)
    this.end(closeCode(code), closeSentence(code))
  }

  end(code: number, reason: string): void {
    if (!this.#open) return
    this.#gone()
    this.channel.end(code, reason)
  }

  /** Takes nothing any more, and says nothing about it: what is not confirmed comes again after the restart. */
  deafen(): void {
    this.#deaf = true
  }

  /** Pings it; false if it has been silent for too long. */
  isAlive(): boolean {
    if (this.#slowed || this.#held) return true
    this.channel.ping()
    return this.room.clock.now() - this.#heardAt <= this.room.silenceMs
  }

  /** Asks the database whether this person is still in, and whether the report still takes edits. */
  async askAgain(): Promise<'known' | 'unknown'> {
    let standing: Standing
    try {
      standing = await this.guest.ask()
    } catch (error) {
      console.error('Whether somebody is still in a session could not be asked:', error)
      return 'unknown'
    }
    if (this.#open && !this.#deaf) this.#stand(standing)
    return 'known'
  }

  #stand(standing: Standing): void {
    if (standing.kind === 'out') {
      this.close(standing.code)
      return
    }
    const isChanged = standing.member.role !== this.member.role
    this.member = standing.member
    this.#writing = standing.writing
    const now = this.#pen()
    // What is on its way was written in the old role, and would be held against it: it comes back in the new one.
    if (isChanged && this.#told === 'writes' && now !== 'approved') {
      this.end(RESTART, 'Your role in this session changed.')
      return
    }
    // Frozen, and not approved yet: that is told when it is, or never.
    if (now === this.#told || (now === 'approved' && this.#writing === 'open')) return
    if (this.#told === 'writes' && now === 'approved') this.close('approved')
    else this.#sayStanding(now)
  }

  /** Tells a client that asked for it whether it may write; one that may now is asked what it has. */
  #sayStanding(now: Pen): void {
    this.#told = now
    if (!this.guest.acks) return
    this.#send({ kind: 'standing', writing: now === 'writes' ? 'open' : 'closed' })
    if (now === 'writes') this.#send({ kind: 'step1', vector: this.room.document.vector() })
  }

  #pen(): Pen {
    if (!may(this.member.role, 'write')) return 'reads'
    return this.#takesEdits() ? 'writes' : 'approved'
  }

  /** Whether the report takes anybody's edits. */
  #takesEdits(): boolean {
    return this.#writing === 'open' && !this.room.events.isFrozen()
  }

  /** Takes a frame. */
  hear(data: Uint8Array): void {
    if (!this.#open || this.#deaf) return
    if (this.room.events.isStale()) {
      this.end(RESTART, 'The server stood still.')
      return
    }
    this.#heardAt = this.room.clock.now()
    try {
      if (data.length > FRAME_BYTES) this.close('tooLarge')
      else this.#onBytes(data)
    } catch (error) {
      if (error instanceof Illegible || error instanceof NoUpdate) this.close('badMessage')
      // What broke the room has closed everybody's socket already.
      else if (!(error instanceof Broken)) this.#fail(error)
    }
  }

  /** A mistake of ours must not cost anybody a text: whoever comes back brings what was not confirmed. */
  #fail(error: unknown): void {
    console.error('A frame could not be dealt with:', error)
    this.end(FAILED, 'Something went wrong at the server.')
  }

  #onBytes(data: Uint8Array): void {
    const message = legible(() => readMessage(data))
    const pace = this.#meter.frame(data.length, kindOf(message))
    if (pace.kind === 'slow') this.#slow(pace.ms)
    if (pace.kind === 'stop') this.close('tooFast')
    else this.#onMessage(message)
  }

  #slow(ms: number): void {
    if (this.#slowed) return
    this.#slowed = true
    this.channel.pause()
    const { clock } = this.room
    clock.setTimeout(() => {
      this.#slowed = false
      this.#heardAt = clock.now()
      if (this.#open && !this.#held) this.channel.resume()
    }, ms)
  }

  /** Reads nothing of it any more, until it is released. */
  hold(): void {
    if (this.#held || !this.#open) return
    this.#held = true
    this.channel.pause()
  }

  release(): void {
    if (!this.#held) return
    this.#held = false
    this.#heardAt = this.room.clock.now()
    if (this.#open && !this.#slowed) this.channel.resume()
  }

  #onMessage(message: Message): void {
    switch (message.kind) {
      case 'step1':
        // It may be looked at later, where nobody would take the blame.
        legible(() => Y.decodeStateVector(message.vector))
        this.#answer(message.vector)
        break
      case 'step2':
      case 'update':
        this.#onData(message.update, message.kind)
        break
      case 'awareness':
        this.#onPresence(message.update)
        break
      case 'query':
        this.#send({ kind: 'awareness', update: writeAwareness(this.room.presence.all(this.clients)) })
        break
      case 'auth':
        break
      case 'ack':
      case 'standing':
      case 'epoch':
        throw new Illegible('Only the server sends this')
    }
  }

  /**
   * The answer leaves when all of it is durable: nobody but its author holds what the disk does not. Of what is asked
   * until then the last is answered, and only then looked at.
   */
  #answer(vector: Uint8Array): void {
    if (this.#answering) {
      this.#answering.next = vector
      return
    }
    if (!this.channel.isOpen) return
    const { answers } = this.room.document
    const frames = this.arrival.given === undefined ? answers.to(vector) : answers.sinceStored()
    this.arrival.given = undefined
    const answering: { next?: Uint8Array } = {}
    this.#answering = answering
    this.room.document.whenDurable(
      () => {
        for (const frame of frames) this.channel.send(frame)
        this.room.events.sent(frames.length)
        this.#answering = undefined
        if (answering.next) this.#answer(answering.next)
      },
      () => {},
    )
  }

  #onData(update: Uint8Array, kind: 'step2' | 'update'): void {
    this.#received++
    if (this.#timed === 0) {
      this.#timed = this.#received
      this.#timedAt = this.#heardAt
    }
    const taken = this.#take(update)
    if (taken === 'refused') return
    if (taken === 'gap') {
      // One question is enough, unless the answer to it was not enough.
      if (this.#gap === 'none' || kind === 'step2')
        this.#send({ kind: 'step1', vector: this.room.document.vector() })
      this.#gap = 'asked'
      return
    }
    if (kind === 'step2') this.#gap = 'none'
    if (this.#gap === 'none') this.#confirm(this.#received)
  }

  #take(update: Uint8Array, tidied: readonly string[] = []): 'taken' | 'gap' | 'refused' {
    const { document } = this.room
    const scope = scopeOf(document.doc, update)
    const isOfBefore = (clients: number[]) => clients.some((client) => document.retired.has(client))
    // What is of an earlier epoch lacks something for ever.
    if (scope.kind === 'gap') return isOfBefore(scope.clients) ? this.#refuse('restored') : 'gap'
    if (scope.kind === 'forged' || scope.kind === 'tooLarge') return this.#refuse(scope.kind)
    if (scope.roots.length === 0 && scope.clients.length === 0) return 'taken'
    if (isOfBefore(scope.clients)) return this.#refuse('restored')
    const verdict = judge(scope, this.#pen(), this.member.role, this.template)
    if (verdict.kind === 'refuse') return this.#refuse(verdict.code)
    if (verdict.kind === 'tidy') {
      if (tidied.length > 0) throw new Error('An update that cannot be taken apart')
      // An approved report is not touched, not even for tidiness.
      if (this.#takesEdits())
        this.room.edit((doc) => {
          for (const name of verdict.roots) tidy(doc, name)
        }, SERVER)
      const rest = withoutDeletions(document.doc, update, (place) => !this.#mayWrite(place))
      return this.#take(rest, verdict.roots)
    }
    if (!scope.clients.every((client) => this.room.mayClaim(client, this.account)))
      return this.#refuse('forged')
    if (!document.hasRoomFor(update.length)) return this.#refuse('tooLarge')
    this.room.apply(update, scope.clients, this)
    return 'taken'
  }

  #mayWrite(place: { name: string; key: string | null }): boolean {
    return this.#pen() === 'writes' && verdictOn(place, this.member.role, this.template) === 'allowed'
  }

  #refuse(code: CloseName): 'refused' {
    this.close(code)
    return 'refused'
  }

  /** Confirms the first `count` data frames as soon as everything that was taken so far is durable. */
  #confirm(count: number): void {
    if (!this.guest.acks) return
    this.room.document.whenDurable(
      () => {
        this.#confirmed = count
        this.room.confirmSoon(this)
      },
      () => {},
    )
  }

  sendConfirmation(): void {
    if (!this.#open) return
    this.room.events.confirmed(this.#waited())
    this.#send({ kind: 'ack', count: this.#confirmed })
  }

  /** How long the timed frame took, once it is confirmed; the next that comes is timed then. */
  #waited(): number | undefined {
    if (this.#timed > this.#confirmed) return undefined
    this.#timed = 0
    return this.room.clock.now() - this.#timedAt
  }

  #onPresence(update: Uint8Array): void {
    // Stock clients send back what they heard about others: that is dropped without a word.
    const entries = legible(() => readAwareness(update)).filter(({ client }) => this.#speaksFor(client))
    if (entries.length === 0) return
    const wait = this.#laterPresence ? 1 : this.#meter.presence()
    if (wait === 0) this.#present(update)
    else if (this.#laterPresence) this.#laterPresence.message = update
    else {
      const timer = this.room.clock.setTimeout(() => {
        const { message } = this.#laterPresence!
        this.#laterPresence = undefined
        if (this.#open) this.#present(message)
      }, wait)
      this.#laterPresence = { timer, message: update }
    }
  }

  #present(update: Uint8Array): void {
    for (const { client, state } of readAwareness(update)) {
      if (!this.#speaksFor(client)) continue
      const made = signed(state, userOf(this.member))
      if (made === undefined) continue
      this.clients.add(client)
      this.room.claim(client, this.account)
      this.room.present(client, this, made)
    }
  }

  /** One client id for a socket; one that another socket of the same person had (a reconnect) is taken over. */
  #speaksFor(client: number): boolean {
    if (this.clients.size > 0) return this.clients.has(client)
    const owner = this.room.presence.owner(client)
    return (owner === undefined || owner.account === this.account) && this.room.mayClaim(client, this.account)
  }

  #send(message: Exclude<Message, { kind: 'auth' }>): void {
    this.channel.send(frameOf(message))
    this.room.events.sent(1)
  }

  #gone(): void {
    if (!this.#open) return
    this.#open = false
    this.room.clock.clearTimeout(this.#laterPresence?.timer)
    this.room.leave(this)
    this.onGone(this)
  }
}

/** Bytes that say nothing, or nothing that a client may say. */
class Illegible extends Error {}

function legible<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw new Illegible('Bytes that are no message', { cause })
  }
}

function kindOf(message: Message): FrameKind {
  switch (message.kind) {
    case 'step1':
      return namesNobody(message.vector) ? 'sync' : 'question'
    case 'step2':
    case 'update':
    case 'query':
      return 'sync'
    default:
      return 'other'
  }
}
