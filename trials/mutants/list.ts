import type { Servers } from '../sim/pool'
import type { Rule } from '../sim/rules'

/**
 * A fault to be planted in the product: `find` stands exactly once in the file. `rule`: which the simulation should say
 * is broken (the first that shows may be another). `servers`: whose plans show it, if not those of one.
 */
export type Mutant = {
  name: string
  file: string
  find: string
  replace: string
  rule: Rule
  servers?: Servers
}

export const MUTANTS: readonly Mutant[] = [
  // The log
  {
    name: 'confirm before commit',
    file: 'server/collab/document.ts',
    find: 'whenDurable(done: () => void, lost: (error: unknown) => void): void {\n    this.#durability.after(done, lost)',
    replace:
      'whenDurable(done: () => void, lost: (error: unknown) => void): void {\n    done()\n    this.#durability.after(() => {}, lost)',
    rule: 'durable',
  },
  {
    name: 'drop one update',
    file: 'server/collab/document.ts',
    find: 'made.forEach((data, index) => this.#append',
    replace: 'made.forEach((data, index) => data.length % 7 === 0 ? undefined : this.#append',
    rule: 1,
  },
  {
    name: 'ignore an error of the disk',
    file: 'server/store/lane.ts',
    find: 'if (last) throw error',
    replace: 'return entries.map((_, index) => index + 1)',
    rule: 1,
  },
  {
    name: 'lose a batch on an error',
    file: 'server/store/lane.ts',
    find: 'await this.#pause(wait)',
    replace: 'await this.#pause(wait); throw error',
    rule: 5,
  },
  {
    name: 'delete more than there is',
    file: 'server/store/history.ts',
    find: 'await rows.removeUpdates(room, head)',
    replace: 'await rows.removeUpdates(room, head)\n  await rows.advance(room, 1, now, undefined)',
    rule: 12,
  },
  {
    name: 'a snapshot without its tail',
    file: 'server/store/history.ts',
    find: 'minutes.map((minute) => minute.map((update) => update.data)),',
    replace:
      'minutes.map((minute, index) => minute.slice(0, index === minutes.length - 1 && minute.length > 1 ? -1 : undefined).map((update) => update.data)),',
    rule: 12,
  },
  {
    name: 'load without the last entry',
    file: 'server/store/log.ts',
    find: 'updates: updates.map((update) => update.data),',
    replace: 'updates: updates.slice(0, updates.length > 3 ? -1 : undefined).map((update) => update.data),',
    rule: 12,
  },
  {
    name: 'load over a hole',
    file: 'server/store/whole.ts',
    find: 'if (reached < head || hole >= 0)',
    replace: 'if (reached < 0)',
    rule: 'read',
  },
  {
    name: 'ignore a checksum',
    file: 'server/store/checksum.ts',
    find: 'row.crc === null || row.crc === checksum(row)',
    replace: 'row.crc !== -1',
    rule: 'read',
  },
  {
    name: 'the order of the log by a clock',
    file: 'server/store/log.ts',
    find: 'updates.push({ room, seq, user, at: moved.at, data',
    replace: 'updates.push({ room, seq, user, at: now, data',
    rule: 13,
  },
  {
    name: 'the history is a minute late',
    file: 'server/store/history.ts',
    find: 'const minuteOf = (at: number) => Math.floor(at / MINUTE_MS)',
    replace: 'const minuteOf = (at: number) => Math.floor(at / MINUTE_MS / 2)',
    rule: 14,
  },
  {
    name: 'the history loses the epoch before',
    file: 'server/store/log.ts',
    find: 'await archive(rows, merged, now)\n  const old',
    replace: 'await rows.removeUpdates(room, merged.log.head)\n  const old',
    rule: 14,
  },
  // Epochs
  {
    name: 'forget to compare the epoch',
    file: 'server/collab/rooms.ts',
    find: 'if (held !== undefined && held !== room.document.epoch) {',
    replace: 'if (held === "never") {',
    rule: 8,
  },
  {
    name: 'skip retired ids',
    file: 'server/collab/connection.ts',
    find: 'clients.some((client) => document.retired.has(client))',
    replace: 'clients.length < 0',
    rule: 8,
  },
  {
    name: 'restore under the old ids',
    file: 'lib/report/renew.ts',
    find: 'return new Map(clients.sort((a, b) => a - b).map((client, index) => [client, inOrder[index]!]))',
    replace: 'return new Map(clients.map((client) => [client, inOrder.length < 0 ? 0 : client]))',
    rule: 8,
  },
  // The room
  {
    name: 'skip the scope check',
    file: 'server/collab/connection.ts',
    find: "if (verdict.kind === 'refuse') return this.#refuse(verdict.code)",
    replace:
      "if (verdict.kind === 'refuse' && verdict.code === 'approved') return this.#refuse(verdict.code)",
    rule: 'scope',
  },
  {
    name: 'confirm across a gap',
    file: 'server/collab/connection.ts',
    find: "if (taken === 'gap') {",
    replace: "if (taken === 'gap') {\n      this.#confirm(this.#received)",
    rule: 1,
  },
  {
    name: 'confirm one too many',
    file: 'server/collab/connection.ts',
    find: 'this.#confirmed = count',
    replace: 'this.#confirmed = this.#received',
    rule: 1,
  },
  {
    name: 'tell the author only',
    file: 'server/collab/room.ts',
    find: 'if (connection !== except) connection.channel.send(frame)',
    replace: 'if (except === undefined || connection === except) connection.channel.send(frame)',
    rule: 5,
  },
  {
    name: 'forget one receiver',
    file: 'server/collab/room.ts',
    find: 'for (const connection of this.connections) if (connection !== except)',
    replace: 'for (const connection of [...this.connections].slice(0, 3)) if (connection !== except)',
    rule: 5,
  },
  {
    name: 'send the first of a batch only',
    file: 'server/collab/room.ts',
    find: 'Y.mergeUpdates(part.map((entry) => entry.update))',
    replace: 'first!.update',
    rule: 5,
  },
  {
    name: 'evict while saving',
    file: 'server/collab/rooms.ts',
    find: 'await room.document.durable()\n      await room.document.compact',
    replace: 'await room.document.compact',
    rule: 5,
  },
  {
    name: 'evict while somebody is in',
    file: 'server/collab/registry.ts',
    find: 'if (entry.holds > 0 || entry.timer !== undefined || this.#entries.get(session) !== entry) return',
    replace: 'if (entry.timer !== undefined || this.#entries.get(session) !== entry) return',
    rule: 'honest',
  },
  {
    name: 'load a room twice',
    file: 'server/collab/registry.ts',
    find: 'this.#entries.get(session) ?? this.#enter(session, this.options.load(session))',
    replace:
      'this.#entries.get(session) ?? this.#enter(session, Promise.resolve().then(() => this.options.load(session)).finally(() => setTimeout(() => this.#entries.delete(session), 0)))',
    rule: 5,
  },
  {
    name: 'freeze nobody here',
    file: 'server/collab/rooms.ts',
    find: 'frozen.set(session, {})\n',
    replace: '',
    rule: 9,
  },
  {
    name: 'stay frozen',
    file: 'server/collab/rooms.ts',
    find: 'frozen.delete(session)\n',
    replace: '',
    rule: 5,
  },
  {
    name: 'read before it is durable',
    file: 'server/collab/rooms.ts',
    find: 'return { report, seq: await durable }',
    replace: 'return { report, seq: (await durable) + 1 }',
    rule: 2,
  },
  {
    name: 'keep who was revoked',
    file: 'server/collab/access-watch.ts',
    find: "if ((await one.askAgain()) === 'unknown') seen = undefined",
    replace: 'void one',
    rule: 9,
  },
  {
    name: 'let an older page write',
    file: 'server/collab/admit.ts',
    find: 'return schema !== null && !(Number(schema) >= own)',
    replace: 'return schema === "never"',
    rule: 7,
  },
  {
    name: 'do not notice silent clients',
    file: 'server/collab/room.ts',
    find: 'else connection.channel.cut()',
    replace: 'else continue',
    rule: 5,
  },
  {
    name: 'tell the others before it is durable',
    file: 'server/collab/room.ts',
    find: '    this.document.whenDurable(\n      () => this.#onDurable(made, author, at),',
    replace: '    this.#onDurable(made, author, at)\n    this.document.whenDurable(\n      () => {},',
    rule: 'honest',
  },
  {
    name: 'do not ask again about whom the database did not know',
    file: 'server/collab/access-watch.ts',
    find: "=== 'unknown') seen = undefined",
    replace: "=== 'never') seen = undefined",
    rule: 9,
  },
  // Several nodes
  {
    name: 'apply what comes too early',
    file: 'server/collab/link.ts',
    find: "if (place === 'ahead') ahead.push(message)\n      if (place !== 'next') continue",
    replace: "if (place === 'old') continue",
    rule: 'honest',
    servers: 'several',
  },
  {
    name: 'join before what the other nodes wrote',
    file: 'server/collab/rooms.ts',
    find: 'if (wasOpen) await acquired.room.link?.upToDate()',
    replace: 'void wasOpen',
    rule: 'honest',
    servers: 'several',
  },
  {
    name: 'never compare the heads',
    file: 'server/collab/heads-watch.ts',
    find: 'const there = heads.get(session)',
    replace: 'const there = undefined && heads.get(session)',
    rule: 5,
    servers: 'several',
  },
  {
    name: 'tell the other nodes before it is durable',
    file: 'server/collab/document.ts',
    find: 'if (this.onWritten)\n      written.then(\n        (seq) => this.onWritten?.(seq, entry),',
    replace:
      'const guess = Object.assign(this, { guess: ((this as { guess?: number }).guess ?? this.loadedTo) + 1 }).guess\n    this.onWritten?.(guess, entry)\n    if (this.onWritten)\n      written.then(\n        () => {},',
    rule: 'durable',
    servers: 'several',
  },
  {
    name: 'take entries into a frozen room',
    file: 'server/store/log.ts',
    find: 'const moved = await rows.advance(room, indices.length, now, epoch)',
    replace:
      'if ((await rows.room(room))?.epoch === epoch) await rows.thaw(room)\n      const moved = await rows.advance(room, indices.length, now, epoch)',
    rule: 9,
    servers: 'several',
  },
  {
    name: 'stay frozen where it was approved',
    file: 'server/collab/rooms.ts',
    find: '.then(() => frozen.get(session) === freeze && frozen.delete(session))',
    replace: '.then(() => freeze)',
    rule: 'honest',
    servers: 'several',
  },
  {
    name: 'go on with what could not be heard',
    file: 'server/collab/link.ts',
    find: "if (this.#state === 'open' && isBehind())",
    replace: 'if (there === null)',
    rule: 2,
    servers: 'several',
  },
  {
    name: 'write what builds on a refused entry',
    file: 'server/store/log.ts',
    find: 'broken.set(document, result)',
    replace: 'broken.delete(document)',
    rule: 5,
    servers: 'several',
  },
  {
    name: 'tidy what other nodes wrote',
    file: 'server/collab/document.ts',
    find: 'transaction.local = true',
    replace: 'void transaction',
    rule: 5,
    servers: 'several',
  },
  {
    name: 'go on after standing still',
    file: 'server/collab/pulse.ts',
    find: 'const isStale = () => clock.now() - beatAt > STANDSTILL_MS',
    replace: 'const isStale = () => clock.now() - beatAt < 0',
    rule: 9,
    servers: 'several',
  },
  {
    name: 'do not hear of a restore elsewhere',
    file: 'server/collab/link.ts',
    find: "this.#state = 'closed'\n        return this.room.epochEnded()",
    replace: 'return',
    rule: 6,
    servers: 'several',
  },
  {
    name: 'read what is no number of the log',
    file: 'server/collab/rooms.ts',
    find: 'if (document.isDisposed || !document.isDurable || !link.isWhole)',
    replace: 'if (document.isDisposed)',
    rule: 2,
    servers: 'several',
  },
  // The page
  {
    name: 'an edit before what has waited',
    file: 'lib/collab/connection.ts',
    find: "if (this.#writing === 'closed' && writing === 'open') this.#exchange.offered = false",
    replace: '',
    rule: 1,
  },
  {
    name: 'count on across connections',
    file: 'lib/collab/unconfirmed.ts',
    find: 'this.#onTheWay = []\n    this.#confirmed = 0',
    replace: 'this.#onTheWay = []',
    rule: 5,
  },
  {
    name: 'forget what was on its way',
    file: 'lib/collab/unconfirmed.ts',
    find: 'if (edits) this.#waiting = both(this.#waiting, edits)',
    replace: 'if (edits && this.#waiting) this.#waiting = both(this.#waiting, edits)',
    rule: 1,
  },
  {
    name: 'saved without our SyncStep2 confirmed',
    file: 'lib/collab/connection.ts',
    find: 'const synced = offered && received && this.#edits.allArrived',
    replace: 'const synced = offered && received',
    rule: 1,
  },
  {
    name: 'saved without theirs',
    file: 'lib/collab/connection.ts',
    find: 'const synced = offered && received && this.#edits.allArrived',
    replace: 'const synced = this.#edits.allArrived',
    rule: 1,
  },
  {
    name: 'do not send again after a reconnect',
    file: 'lib/collab/connection.ts',
    find: 'const update = Y.encodeStateAsUpdate(this.#doc, vector)',
    replace:
      'const update = this.#failures > 0 ? new Uint8Array([0, 0]) : Y.encodeStateAsUpdate(this.#doc, vector)',
    rule: 1,
  },
  {
    name: 'do not notice a silent socket',
    file: 'lib/collab/link.ts',
    find: 'if (left <= 0) this.close()',
    replace: 'if (left <= 0) return',
    rule: 12,
  },
  {
    name: 'lose what was held back',
    file: 'lib/collab/hold.ts',
    find: 'while (this.#held.length > 0) this.pass(this.#held.shift()!)',
    replace: 'this.#held.splice(0)',
    rule: 5,
  },
  {
    name: 'stay calm for too long',
    file: 'lib/collab/save-state.ts',
    find: 'export const UNSAVED_MS = 5_000',
    replace: 'export const UNSAVED_MS = 8_000',
    rule: 4,
  },
  {
    name: 'an end without an alert',
    file: 'lib/collab/save-state.ts',
    find: "if (closed) return { kind: 'closed', code: closed, since }",
    replace: "if (closed) return { kind: 'closed', code: closed, since: undefined }",
    rule: 3,
  },
  {
    name: 'undo takes what others wrote',
    file: 'components/rich/undo.ts',
    find: 'return !holdsText || type.length === 0',
    replace: 'return holdsText || type.length === 0',
    rule: 11,
  },
]
