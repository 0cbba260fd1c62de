import * as Y from 'yjs'
import { ALERT_MS, UNSAVED_MS } from '@/lib/collab/save-state'
import { fingerprint } from './content'
import { Ledger } from './ledger'
import { type Line, ownLine, stockLine } from './line'
import type { WriterReport, WriterSpec } from './protocol'
import { Random } from './random'
import { erase, FOR_MODERATORS, type Place, placesOf, type } from './texts'

/** A busy machine may show a state this much late. */
const TOLERANCE_MS = 2_500
const WATCH_MS = 100

type Mine = { token: string; place: Place }

/** While a window is open nothing that is typed can possibly be confirmed. */
type Window = { firstEdit: number; sawAlert: boolean }

/** One person at the keyboard: a document, a connection, and a ledger of what was typed. */
export class Writer {
  readonly #doc = new Y.Doc()
  readonly #line: Line
  readonly #ledger = new Ledger()
  readonly #random: Random
  readonly #mine: Mine[] = []
  readonly #violations: string[] = []
  #count = 0
  #savedTimes = 0
  #longestWait = 0
  #window: Window | undefined

  constructor(private readonly spec: WriterSpec) {
    this.#random = new Random(spec.seed)
    this.#line = spec.kind === 'ours' ? ownLine(this.#doc, spec.urls) : stockLine(this.#doc, spec.urls)
    this.#line.subscribe(() => this.#onState())
    setInterval(() => this.#watch(), WATCH_MS).unref()
  }

  /** Types or deletes something, once it has seen the document. */
  edit(): void {
    if (!this.#doc.share.has('title')) return
    if (this.#mine.length > 0 && this.#random.chance(0.25)) this.#erase()
    else this.#type()
    // Whatever the indicator says, it cannot have heard of a confirmation yet.
    if (this.#confirms && this.#line.state().kind === 'saved')
      this.#violate('an edit was called saved as it was typed')
  }

  openWindow(): void {
    this.#window = { firstEdit: Date.now(), sawAlert: false }
    this.edit()
  }

  closeWindow(): void {
    this.#watch()
    this.#window = undefined
  }

  report(): WriterReport {
    const state = this.#line.state()
    return {
      name: this.spec.name,
      state: state.kind,
      refusal: state.kind === 'closed' ? state.code : undefined,
      savedTimes: this.#savedTimes,
      longestWait: this.#longestWait,
      entries: this.#ledger.entries(),
      violations: this.#violations,
    }
  }

  /** Loses its connection; the next attempt may lead elsewhere. */
  move(): void {
    this.#line.move()
  }

  print(): string {
    return fingerprint(this.#doc)
  }

  content(): Uint8Array {
    return Y.encodeStateAsUpdate(this.#doc)
  }

  /** Only our own connection says what is saved. */
  get #confirms(): boolean {
    return this.spec.kind === 'ours'
  }

  #type(): void {
    const { where, role } = this.spec
    const place = this.#random.pick(where === 'reserved' ? FOR_MODERATORS : placesOf(role))
    const token = `${this.spec.name}n${String(this.#count++).padStart(6, '0')}`
    this.#ledger.type(token)
    this.#mine.push({ token, place })
    type(this.#doc, place, token, this.#random)
  }

  #erase(): void {
    const [mine] = this.#mine.splice(this.#random.below(this.#mine.length), 1)
    const { token, place } = mine!
    this.#ledger.erase(token)
    if (!erase(this.#doc, place, token)) this.#violate(`${token} was gone before its writer deleted it`)
  }

  #onState(): void {
    this.#watch()
    if (this.#line.state().kind !== 'saved') return
    this.#savedTimes++
    if (!this.#confirms) return
    this.#ledger.confirm()
  }

  /** Rule 4, while nothing can be confirmed: never saved, not saved at 5 s, alert at 15 s. */
  #watch(): void {
    const state = this.#line.state()
    if ('since' in state && state.since !== undefined)
      this.#longestWait = Math.max(this.#longestWait, Date.now() - state.since)
    if (!this.#window || !this.#confirms) return
    const { kind } = state
    const age = Date.now() - this.#window.firstEdit
    if (kind === 'saved') this.#violate('shown as saved, while nothing could be')
    if (age > UNSAVED_MS + TOLERANCE_MS && kind === 'saving') this.#violate(`still “saving” after ${age} ms`)
    if (age > ALERT_MS + TOLERANCE_MS && kind !== 'alert')
      this.#violate(`“${kind}” after ${age} ms, no alert`)
    if (kind === 'connecting') this.#violate('“connecting”, with edits that are only here')
    if (kind === 'alert') this.#window.sawAlert = true
  }

  #violate(what: string): void {
    if (this.#violations.length < 10) this.#violations.push(`${this.spec.name}: ${what}`)
  }
}
