import type { Role, SessionState } from '@/lib/report/access'

/*
 * What the server keeps. One interface; every engine runs the same contract suite (contract.ts). Times are
 * milliseconds since 1970, ids are UUIDv7 in text, JSON is text in the database and a value here.
 */

export type User = {
  id: string
  email: string
  name: string
  /** scrypt, see accounts/password.ts; undefined for who signs in through OpenID Connect only. */
  passwordHash: string | undefined
  /** May create events. The first organiser may, and whoever is invited as an organiser. */
  mayCreateEvents: boolean
  createdAt: number
}

/** A signed-in browser. Signing out ends it, on every tab and open socket. */
export type Login = {
  id: string
  user: string
  createdAt: number
  expiresAt: number
  endedAt: number | undefined
}

export type Event = {
  id: string
  name: string
  theme: string
  /** ISO dates */
  startDate: string | undefined
  endDate: string | undefined
  /** The languages of its reports, BCP 47; the first is what new sessions start in. */
  languages: string[]
  /** A Template (lib/report/template.ts) as JSON value */
  template: unknown
  /** SHA-256 of the banner picture */
  banner: string | undefined
  createdBy: string
  createdAt: number
}

export type Session = {
  id: string
  event: string
  /** Its own copy of the event's template. */
  template: unknown
  state: SessionState
  createdBy: string
  createdAt: number
}

/** Who belongs to what. `session` undefined: to the whole event (organisers). `user` undefined: a guest. */
export type Membership = {
  id: string
  event: string
  session: string | undefined
  user: string | undefined
  /** The name a guest gave. */
  guestName: string | undefined
  /** SHA-256 of the guest's cookie secret. */
  guestSecretHash: string | undefined
  /** The link it came by. Revoking the link ends it. */
  link: string | undefined
  role: Role
  createdAt: number
  endedAt: number | undefined
}

/**
 * A link with a secret: `join` lets guests into one session by name; `invite` makes or extends an account
 * (organisers for an event, moderators for a session); `setup` makes the first organiser.
 */
export type Link = {
  id: string
  kind: 'join' | 'invite' | 'setup'
  event: string | undefined
  session: string | undefined
  role: Role
  email: string | undefined
  secretHash: string
  createdBy: string | undefined
  createdAt: number
  expiresAt: number
  revokedAt: number | undefined
  usedAt: number | undefined
}

/** A bearer token of the API, or (with `session`) a socket ticket. */
export type Token = {
  id: string
  kind: 'api' | 'ticket'
  secretHash: string
  user: string | undefined
  /** The membership of a guest's ticket. */
  membership: string | undefined
  session: string | undefined
  label: string
  createdAt: number
  expiresAt: number
  revokedAt: number | undefined
  lastUsedAt: number | undefined
}

/** A stored picture of a session (or, for banners, of an event). `pending` until its bytes are on the disk. */
export type StoredFile = {
  id: string
  event: string
  session: string | undefined
  sha256: string
  type: string
  bytes: number
  width: number
  height: number
  pending: boolean
  createdAt: number
}

/** One exact version, frozen. The newest row of a session counts while its state is approved. */
export type Approval = {
  id: string
  session: string
  /** The log sequence and the content hash of the version. */
  seq: number
  sha256: string
  /** A Report (lib/report/report.ts) as JSON value */
  report: unknown
  by: string
  byName: string
  at: number
}

/** An organisation's own Word template for an event's reports. */
export type WordTemplate = {
  id: string
  event: string
  /** The name of the file that was uploaded. */
  name: string
  /** Id of the StoredFile with its bytes */
  file: string
  /** The placeholders in it (lib/word-template, Found) as JSON value */
  placeholders: unknown
  createdBy: string
  byName: string
  createdAt: number
}

/** A step that people can read: created, joined, submitted, approved, reopened (detail = reason), … */
export type Step = {
  id: string
  event: string | undefined
  session: string | undefined
  actor: string
  action: string
  detail: string
  at: number
}

/** A document of many reports, as it was asked for, and what became of it. */
export type StoredBook = {
  id: string
  event: string
  format: 'pdf' | 'docx'
  /** BCP 47 */
  language: string
  /** The sessions chosen; undefined: all whose reports are approved. */
  sessions: string[] | undefined
  state: BookState
  /** How far it is (lib/api/schemas.ts, BookProgress) as JSON value, while it is being made. */
  progress: unknown
  /** Why it failed, in a sentence; else empty. */
  reason: string
  /** What is in it and what is not (lib/api/schemas.ts, BookResult) as JSON value, once it is done. */
  result: unknown
  /** Its row among the files, once it is done. */
  file: string | undefined
  createdBy: string
  byName: string
  createdAt: number
  finishedAt: number | undefined
}

export type BookState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

/** Work that any node may do, and one at a time does. */
export type Job = {
  id: string
  kind: string
  /** Of one kind there is no second job with this key, unless it was given up. */
  key: string | undefined
  /** JSON value, for whoever does it; null once it was given up. */
  payload: unknown
  /** How often it was taken, giving it back aside. */
  attempts: number
  /** Who does it. That it is somebody's does not say that it still is done: see `dueAt`. */
  node: string | undefined
  /** From when on it may be taken: while somebody does it, the end of the lease. */
  dueAt: number
  /** Why it failed last, or was given up. */
  reason: string
  createdAt: number
  /** When it was given up. What was done is deleted. */
  endedAt: number | undefined
}

/** A job that a node has taken. A node takes no job again whose work goes on in it. */
export type Hold = { job: string; node: string }

export interface Store {
  users: {
    create(user: Omit<User, 'id' | 'createdAt'>): Promise<User>
    byId(id: string): Promise<User | undefined>
    /** E-mail addresses are compared in lower case. */
    byEmail(email: string): Promise<User | undefined>
    /** A field that is undefined stays as it is. */
    update(
      id: string,
      fields: Partial<Pick<User, 'name' | 'passwordHash' | 'mayCreateEvents'>>,
    ): Promise<void>
    count(): Promise<number>
    /** Creates the user only if there is none at all; undefined if somebody was first. */
    createFirst(user: Omit<User, 'id' | 'createdAt'>): Promise<User | undefined>
  }
  logins: {
    create(user: string, expiresAt: number): Promise<Login>
    byId(id: string): Promise<Login | undefined>
    end(id: string): Promise<void>
  }
  events: {
    create(event: Omit<Event, 'id' | 'createdAt'>): Promise<Event>
    byId(id: string): Promise<Event | undefined>
    /** A field that is undefined stays as it is; what is null is taken away. */
    update(
      id: string,
      fields: Partial<
        Pick<Event, 'name' | 'theme' | 'languages' | 'template'> &
          Record<'startDate' | 'endDate' | 'banner', string | null>
      >,
    ): Promise<void>
    /** Events in which the user has a membership that has not ended, newest first. */
    ofUser(user: string): Promise<Event[]>
  }
  sessions: {
    /**
     * `title` is a copy for lists; the document's own is the truth. `id`: made beforehand (newRowId), so that the
     * room and the pictures can be there before the session that makes them reachable.
     */
    create(session: Omit<Session, 'id' | 'createdAt'> & { id?: string; title: string }): Promise<Session>
    byId(id: string): Promise<Session | undefined>
    ofEvent(event: string): Promise<(Session & { title: string; date: string | undefined })[]>
    /**
     * Changes the state only if it is still `from`; false if it was not. Approving makes the room's freeze last, and fails
     * too if it was not frozen (RoomLog.freeze) or is no more; leaving `approved` ends it.
     */
    setState(id: string, from: SessionState, to: SessionState): Promise<boolean>
    setTitle(id: string, title: string, date: string | undefined): Promise<void>
  }
  memberships: {
    create(membership: Omit<Membership, 'id' | 'createdAt' | 'endedAt'>): Promise<Membership>
    byId(id: string): Promise<Membership | undefined>
    byGuestSecret(hash: string): Promise<Membership | undefined>
    /** Those that have not ended. */
    ofUser(user: string): Promise<Membership[]>
    /** Those of the session, and of its event as a whole, that have not ended. */
    ofSession(session: string): Promise<Membership[]>
    ofEvent(event: string): Promise<Membership[]>
    /** A guest goes by another name from now on. */
    rename(id: string, guestName: string): Promise<void>
    end(id: string): Promise<void>
    /** Ends those that came by a link, and says which. */
    endByLink(link: string): Promise<Membership[]>
  }
  links: {
    create(link: Omit<Link, 'id' | 'createdAt' | 'revokedAt' | 'usedAt'>): Promise<Link>
    byId(id: string): Promise<Link | undefined>
    bySecret(hash: string): Promise<Link | undefined>
    ofSession(session: string): Promise<Link[]>
    ofEvent(event: string): Promise<Link[]>
    revoke(id: string): Promise<void>
    /** Marks it used; false if it already was, is revoked or has expired: of two at once one wins. */
    use(id: string): Promise<boolean>
    /** Revokes all links of a kind (a new setup link at each start). */
    revokeKind(kind: Link['kind']): Promise<void>
  }
  tokens: {
    create(token: Omit<Token, 'id' | 'createdAt' | 'revokedAt' | 'lastUsedAt'>): Promise<Token>
    bySecret(hash: string): Promise<Token | undefined>
    ofUser(user: string): Promise<Token[]>
    revoke(id: string, user: string): Promise<boolean>
    touch(id: string): Promise<void>
  }
  files: {
    create(file: Omit<StoredFile, 'id' | 'createdAt' | 'pending'>): Promise<StoredFile>
    ready(id: string): Promise<void>
    /** The ready file with this hash that belongs to the session, or to its event. */
    find(of: { event: string; session?: string }, sha256: string): Promise<StoredFile | undefined>
    /** Whether there is a file with this hash, be it pending. */
    isNamed(sha256: string): Promise<boolean>
    /** Pending rows older than `before`: deleted, and returned so that their bytes go too. */
    sweep(before: number): Promise<StoredFile[]>
    byId(id: string): Promise<StoredFile | undefined>
    remove(id: string): Promise<void>
  }
  books: {
    /** It waits. */
    create(
      book: Pick<StoredBook, 'event' | 'format' | 'language' | 'sessions' | 'createdBy' | 'byName'>,
    ): Promise<StoredBook>
    byId(id: string): Promise<StoredBook | undefined>
    /** Newest first. */
    ofEvent(event: string): Promise<StoredBook[]>
    /** Waiting or being made, oldest first. */
    unfinished(): Promise<StoredBook[]>
    /**
     * It is being made, and this far; without `progress` it waits (again). False, and nothing changed, if it has ended
     * or the job is not this node's any more.
     */
    move(id: string, progress: unknown, hold: Hold): Promise<boolean>
    /**
     * Ends it in a state that stays. False, and nothing changed, if it had ended already, or `hold` is given and the
     * job is not this node's any more.
     */
    finish(
      id: string,
      end: Pick<StoredBook, 'state' | 'reason'> & Partial<Pick<StoredBook, 'result' | 'file'>>,
      hold?: Hold,
    ): Promise<boolean>
    remove(id: string): Promise<void>
  }
  jobs: {
    /** False if there is one of this kind and key: then nothing is added. */
    add(kind: string, key: string | undefined, payload: unknown, dueAt: number): Promise<boolean>
    /**
     * The job of these kinds that has been due longest, now this node's for `leaseMs`; undefined if none is due. Of
     * nodes that ask at once one gets it.
     */
    take(kinds: readonly string[], node: string, leaseMs: number): Promise<Job | undefined>
    /*
     * What follows changes nothing, and answers false, if the job is not this node's any more: another has taken it, so
     * that whatever came of the work here must not be used.
     */
    renew(hold: Hold, leaseMs: number): Promise<boolean>
    /** It is done, and forgotten. */
    finish(hold: Hold): Promise<boolean>
    /** It failed, and may be taken again later. */
    retry(hold: Hold, reason: string, dueAt: number): Promise<boolean>
    /** It is done, and to be done again later. */
    again(hold: Hold, dueAt: number): Promise<boolean>
    /** Whoever comes first may take it, as if this node had not. */
    giveBack(hold: Hold): Promise<boolean>
    /** Nobody does it any more. Only the reason is kept. */
    giveUp(hold: Hold, reason: string): Promise<boolean>
    /** Deletes what was given up before. */
    forget(before: number): Promise<void>
    /** Oldest first: all, or those of a kind with one of these keys. */
    list(which?: { kind: string; keys: readonly string[] }): Promise<Job[]>
  }
  approvals: {
    create(approval: Omit<Approval, 'id'>): Promise<Approval>
    /**
     * Keeps the version and makes the session approved (sessions.setState), all or nothing. Undefined if it is not in the
     * state `from`, if its room is not frozen, or if the log has gone on since the version.
     */
    approve(from: SessionState, approval: Omit<Approval, 'id'>): Promise<Approval | undefined>
    latest(session: string): Promise<Approval | undefined>
  }
  wordTemplates: {
    create(template: Omit<WordTemplate, 'id' | 'createdAt'>): Promise<WordTemplate>
    byId(id: string): Promise<WordTemplate | undefined>
    /** Newest first: that one is in force. */
    ofEvent(event: string): Promise<WordTemplate[]>
    remove(id: string): Promise<void>
  }
  steps: {
    add(step: Omit<Step, 'id' | 'at'>): Promise<void>
    ofSession(session: string): Promise<Step[]>
    ofEvent(event: string): Promise<Step[]>
  }
  log: RoomLog
  access: {
    /**
     * A number that changes whenever a login, membership, user, API token, link or session state changed: cheap to
     * ask. Time changes it not: who may do something until then is asked for again by then.
     */
    version(): Promise<number>
  }
  /** How many bytes the logs, snapshots and history of all rooms hold; asked a room at a time, so that nobody waits. */
  sizes(): Promise<LogSizes>
  /**
   * Rooms in which nothing was written since `before`, and more than `entries` since their snapshot; `limit` at most.
   */
  grown(which: { entries: number; before: number; limit: number }): Promise<string[]>
  /** What all nodes keep under a name; `make` says what, if nobody has yet. */
  setting(name: string, make: () => string): Promise<string>
  /** Quick check that the database answers; throws if it does not. */
  ping(): Promise<void>
  close(): Promise<void>
}

export type LogSizes = { log: number; snapshots: number; history: number }

/** An update that waits to be written: what Yjs made of an update that was taken, or of a change made here. */
export type LogEntry = {
  room: string
  user: string
  data: Uint8Array
  /** Yjs client ids that write here for the first time: `user`'s from now on, recorded in the same transaction. */
  clients?: readonly number[]
  /** The epoch it was written in: if the room is in another by now, it is refused (EpochEnded). */
  epoch?: string
  /** A number for the open document that it comes from: if one of its entries is refused, all that follow it are. */
  document?: number
}

export type LoadedLog = {
  head: number
  /** Which life of the document this is; changes with every restore. */
  epoch: string
  snapshot: Uint8Array | undefined
  updates: Uint8Array[]
  /** Whose each Yjs client id is, by user. */
  clients: Map<number, string>
  /** Client ids of earlier epochs: who brings a struct of one of these holds a text from before a restore. */
  retired: Set<number>
}

/** A minute in which something was written, and what was there at its end. */
export type HistoryPoint = { at: number; seq: number; users: string[] }

/** The append-only log of the rooms. A room is a session; its log starts with the seed. */
export interface RoomLog {
  /** Makes the room with its first entry (seq 1), in one transaction. */
  create(entry: LogEntry): Promise<void>
  /**
   * Appends in group commits: resolves once the entry is durable, with its sequence number in its room
   * (1, 2, 3, … without holes). On an error the batch is kept and tried again; it never resolves early.
   * Rejects with RoomUnreadable if there is no such room, and with EpochEnded, RoomFrozen and ClientTaken.
   */
  append(entry: LogEntry): Promise<number>
  /**
   * The newest snapshot of the present epoch and what came after it. Throws RoomUnreadable, naming the entry, if one
   * is missing or not what was written, or if there is nothing at all.
   */
  load(room: string): Promise<LoadedLog>
  /**
   * What came after a sequence number of the present epoch (or all of it, if the number is of an earlier one), to be
   * applied in order. May begin with a snapshot, which holds more. Throws RoomUnreadable.
   */
  since(room: string, seq: number): Promise<Omit<LoadedLog, 'snapshot'>>
  head(room: string): Promise<number | undefined>
  /** Where the logs of these rooms end, of those that there are. */
  heads(rooms: readonly string[]): Promise<Map<string, { head: number; epoch: string }>>
  /**
   * From when it resolves, with the head, until `forMs` later no node can write to the room: what is appended rejects with
   * RoomFrozen. (Store.sessions.setState makes it last, or ends it.)
   */
  freeze(room: string, forMs: number): Promise<number>
  thaw(room: string): Promise<void>
  /**
   * Merges the log so far into a snapshot, from the database, never from memory, and moves what it merged into the
   * history, a minute an entry; what is older than 30 days becomes one entry. All in one transaction; refuses a log
   * that cannot be read whole.
   */
  compact(room: string): Promise<void>
  /** Resolves when everything that was appended so far is durable. */
  flush(): Promise<void>
  /**
   * The points that can be brought back: one for each minute in which something was written (two, if the report was
   * brought back in it), newest first.
   */
  history(room: string): Promise<HistoryPoint[]>
  /**
   * The document as it was at a time (the last entry written then or before; of minutes in the history, the last one
   * that had ended): to be applied in order to an empty Y.Doc. Throws RoomUnreadable, or NoHistory if nothing is left
   * of that time.
   */
  loadAt(room: string, at: number): Promise<{ seq: number; at: number; updates: Uint8Array[] }>
  /**
   * Begins a new epoch: `data` is its whole document, under fresh Yjs client ids (lib/report/renew.ts), which become
   * `user`'s; every id known so far is retired. What was there stays in the history. Throws RoomUnreadable,
   * and RoomFrozen.
   */
  restart(entry: Omit<LogEntry, 'epoch'> & { reason?: string }): Promise<{ seq: number; epoch: string }>
}

/** The log of a room cannot be read whole; nothing may be written over it. */
export class RoomUnreadable extends Error {
  override name = 'RoomUnreadable'
}

/** The room was brought back to an earlier text: what was written before cannot be merged into it. */
export class EpochEnded extends Error {
  override name = 'EpochEnded'
}

/** The report is approved, or about to be. */
export class RoomFrozen extends Error {
  override name = 'RoomFrozen'
}

/** The Yjs client id that the entry brings is somebody else's, or of an earlier epoch. */
export class ClientTaken extends Error {
  override name = 'ClientTaken'
}

/** Nothing is left of that time: the room is younger, or it lies further back than the history reaches. */
export class NoHistory extends Error {
  override name = 'NoHistory'
}
