import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { now } from '../time'
import type { Db } from './rows'

/*
 * The database's shape, forward only: a migration that was released is never changed, the next one is added below.
 * Columns are portable; only the type of bytes differs between the dialects.
 */

type Dialect = 'sqlite' | 'postgres'

type Migration = { name: string; statements: (bytes: 'blob' | 'bytea') => string[] }

/** All steps, in order. */
export const MIGRATIONS: Migration[] = [
  {
    name: '0001-foundation',
    statements: (bytes) => [
      `create table claim (name text primary key, at bigint not null)`,
      `create table "user" (
        id text primary key, email text not null unique, name text not null, password_hash text,
        may_create_events bigint not null, created_at bigint not null)`,
      `create table login (
        id text primary key, "user" text not null, created_at bigint not null, expires_at bigint not null,
        ended_at bigint)`,
      `create table event (
        id text primary key, name text not null, theme text not null, start_date text, end_date text,
        languages text not null, template text not null, banner text, created_by text not null,
        created_at bigint not null)`,
      `create table session (
        id text primary key, event text not null, template text not null, state text not null,
        title text not null, date text, created_by text not null, created_at bigint not null)`,
      `create index session_event on session (event)`,
      `create table membership (
        id text primary key, event text not null, session text, "user" text, guest_name text,
        guest_secret_hash text unique, link text, role text not null, created_at bigint not null,
        ended_at bigint)`,
      `create index membership_user on membership ("user")`,
      `create index membership_event on membership (event)`,
      `create index membership_link on membership (link)`,
      `create table link (
        id text primary key, kind text not null, event text, session text, role text not null, email text,
        secret_hash text not null unique, created_by text, created_at bigint not null,
        expires_at bigint not null, revoked_at bigint, used_at bigint)`,
      `create index link_event on link (event)`,
      `create index link_session on link (session)`,
      `create table token (
        id text primary key, kind text not null, secret_hash text not null unique, "user" text,
        membership text, session text, label text not null, created_at bigint not null,
        expires_at bigint not null, revoked_at bigint, last_used_at bigint)`,
      `create index token_user on token ("user")`,
      `create index token_expiry on token (kind, expires_at)`,
      `create table file (
        id text primary key, event text not null, session text, sha256 text not null, type text not null,
        bytes bigint not null, width bigint not null, height bigint not null, pending bigint not null,
        created_at bigint not null)`,
      `create index file_sha256 on file (sha256)`,
      `create table approval (
        id text primary key, session text not null, seq bigint not null, sha256 text not null,
        report text not null, "by" text not null, by_name text not null, at bigint not null)`,
      `create index approval_session on approval (session)`,
      `create table step (
        id text primary key, event text, session text, actor text not null, action text not null,
        detail text not null, at bigint not null)`,
      `create index step_session on step (session)`,
      `create index step_event on step (event)`,
      `create table room (id text primary key, head bigint not null)`,
      `create table room_update (
        room text not null, seq bigint not null, "user" text not null, at bigint not null,
        data ${bytes} not null, primary key (room, seq))`,
      `create table room_snapshot (
        room text not null, seq bigint not null, at bigint not null, data ${bytes} not null,
        primary key (room, seq))`,
    ],
  },
  {
    name: '0002-history',
    statements: (bytes) => [
      `create table counter (name text primary key, value bigint not null)`,
      `insert into counter (name, value) values ('access', 1)`,
      // a first life's id need not differ from that of another room
      `alter table room add column epoch text not null default 'first'`,
      `alter table room add column base bigint not null default 1`,
      `alter table room add column at bigint not null default 0`,
      `update room set at = (select coalesce(max(at), 0) from (
        select u.at from room_update u where u.room = room.id
        union all select s.at from room_snapshot s where s.room = room.id) written)`,
      `alter table room_update add column crc bigint`,
      `alter table room_snapshot add column crc bigint`,
      `create table room_epoch (
        room text not null, epoch text not null, first_seq bigint not null, at bigint not null,
        "user" text not null, reason text not null, primary key (room, first_seq))`,
      `insert into room_epoch (room, epoch, first_seq, at, "user", reason)
        select id, epoch, 1, (select coalesce(min(at), 0) from (
          select u.at from room_update u where u.room = room.id
          union all select s.at from room_snapshot s where s.room = room.id) written), '', '' from room`,
      `create table room_history (
        room text not null, first_seq bigint not null, last_seq bigint not null, at bigint not null,
        users text not null, data ${bytes} not null, crc bigint not null, primary key (room, first_seq))`,
      `create table room_client (
        room text not null, client bigint not null, "user" text not null, retired bigint not null,
        primary key (room, client))`,
    ],
  },
  {
    name: '0003-books',
    statements: () => [
      `create table book (
        id text primary key, event text not null, format text not null, language text not null, sessions text,
        state text not null, reason text not null, result text, file text, created_by text not null,
        by_name text not null, created_at bigint not null, finished_at bigint)`,
      `create index book_event on book (event)`,
    ],
  },
  {
    name: '0004-word-templates',
    statements: () => [
      `create table word_template (
        id text primary key, event text not null, name text not null, file text not null,
        placeholders text not null, created_by text not null, by_name text not null, created_at bigint not null)`,
      `create index word_template_event on word_template (event)`,
    ],
  },
  {
    name: '0005-jobs',
    statements: () => [
      `create table job (
        id text primary key, kind text not null, key text, payload text not null, attempts bigint not null,
        node text, due_at bigint not null, reason text not null, created_at bigint not null, ended_at bigint)`,
      `create index job_due on job (due_at) where ended_at is null`,
      `create unique index job_key on job (kind, key) where ended_at is null`,
      `alter table book add column progress text`,
      // Books that an earlier version broke off when it stopped; their reasons say so.
      `update book set state = 'failed' where state = 'interrupted'`,
    ],
  },
  {
    name: '0006-file-bytes',
    statements: (bytes) => [
      `create table file_bytes (
        sha256 text not null, part bigint not null, data ${bytes} not null, primary key (sha256, part))`,
    ],
  },
  {
    name: '0007-several-nodes',
    statements: () => [
      `create table setting (name text primary key, value text not null)`,
      `alter table room add column frozen_until bigint not null default 0`,
      // as FOREVER in log-tables.ts
      `update room set frozen_until = 9007199254740991
        where id in (select id from session where state = 'approved')`,
    ],
  },
]

/** The names of all steps that this version knows, in order. */
export const MIGRATION_NAMES = MIGRATIONS.map((migration) => migration.name)

/** The key of the lock under which nodes that start together migrate one after the other: any number that stays. */
const LOCK = 7238416
/** How often a node that waits for another one's step looks again. */
const LOOK_MS = 200
const LOCK_TIMEOUT = '55P03'
const TRIES = 5

/**
 * Brings the database to this version's shape, each step in a transaction of its own, and once, however many nodes
 * start together. Nodes of the version before go on meanwhile: steps only add. Throws, with nothing changed, if a
 * newer version of Rapporteur wrote it.
 */
export async function migrate(db: Db, dialect: Dialect): Promise<void> {
  const done = await alone(db, dialect, async (trx) => {
    await sql`create table if not exists migration (name text primary key, at bigint not null)`.execute(trx)
    return new Set((await trx.selectFrom('migration').select('name').execute()).map((row) => row.name))
  })
  const newer = [...done].filter((name) => !MIGRATIONS.some((migration) => migration.name === name))
  if (newer.length > 0)
    throw new Error(
      `The data was written by a newer version of Rapporteur (${newer.join(', ')}): start that one.`,
    )

  for (const { name, statements } of MIGRATIONS) {
    if (done.has(name)) continue
    await alone(db, dialect, async (trx) => {
      const there = await trx.selectFrom('migration').selectAll().where('name', '=', name).executeTakeFirst()
      if (there) return
      for (const statement of statements(dialect === 'sqlite' ? 'blob' : 'bytea'))
        await sql.raw(statement).execute(trx)
      await trx.insertInto('migration').values({ name, at: now() }).execute()
    })
  }
}

/** Runs `work` in a transaction while no other node does, however long that takes. */
async function alone<T>(db: Db, dialect: Dialect, work: (trx: Db) => Promise<T>): Promise<T> {
  if (dialect === 'sqlite') return db.transaction().execute(work)
  for (let tries = 1; ; ) {
    try {
      const ran = await db.transaction().execute(async (trx) => {
        const { rows } = await sql<{ mine: boolean }>`
          select pg_try_advisory_xact_lock(${sql.lit(LOCK)}) as mine`.execute(trx)
        if (!rows[0]!.mine) return undefined
        // Whoever waits for a table makes everybody wait who comes after.
        await sql`set local lock_timeout = '5s'`.execute(trx)
        return { result: await work(trx) }
      })
      if (ran) return ran.result
      await wait(LOOK_MS)
    } catch (error) {
      if ((error as { code?: string }).code !== LOCK_TIMEOUT || tries++ >= TRIES) throw error
    }
  }
}
