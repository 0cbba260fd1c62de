import { now } from '../time'
import { newRowId } from './ids'
import { type Db, present, type Tables } from './rows'
import type { Hold, Job, Store } from './store'

/*
 * Work that any node may do. `due_at` is when a job may be taken: taking it moves that to the end of the lease, so that
 * a job whose node is gone comes back by itself. Each change says in its condition what must still be so; of two nodes
 * at once the later one finds that it is not, in SQLite as in PostgreSQL, which judges a row that it had to wait for
 * anew.
 */
export function jobs(db: Db): Store['jobs'] {
  const alive = () => db.updateTable('job').where('endedAt', 'is', null)
  const ofNode = (id: string, node: string) => alive().where('id', '=', id).where('node', '=', node)

  return {
    async add(kind, key, payload, dueAt) {
      const made = await db
        .insertInto('job')
        .values({
          id: newRowId(),
          kind,
          key: key ?? null,
          payload: JSON.stringify(payload),
          attempts: 0,
          node: null,
          dueAt,
          reason: '',
          createdAt: now(),
          endedAt: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst()
      return made !== undefined
    },
    async take(kinds, node, leaseMs) {
      for (;;) {
        const at = now()
        const next = await db
          .selectFrom('job')
          .select('id')
          .where('kind', 'in', kinds)
          .where('endedAt', 'is', null)
          .where('dueAt', '<=', at)
          .orderBy('dueAt')
          .orderBy('id')
          .limit(1)
          .executeTakeFirst()
        if (!next) return undefined
        const taken = await alive()
          .set((eb) => ({ node, dueAt: at + leaseMs, attempts: eb('attempts', '+', 1) }))
          .where('id', '=', next.id)
          .where('dueAt', '<=', at)
          .returningAll()
          .executeTakeFirst()
        if (taken) return toJob(taken)
        // Another node was first: there may be more.
      }
    },
    renew: ({ job, node }, leaseMs) => changed(ofNode(job, node).set({ dueAt: now() + leaseMs })),
    async finish({ job, node }) {
      const { numDeletedRows } = await db
        .deleteFrom('job')
        .where('id', '=', job)
        .where('node', '=', node)
        .where('endedAt', 'is', null)
        .executeTakeFirst()
      return numDeletedRows === 1n
    },
    retry: ({ job, node }, reason, dueAt) => changed(ofNode(job, node).set({ node: null, reason, dueAt })),
    again: ({ job, node }, dueAt) =>
      changed(ofNode(job, node).set({ node: null, reason: '', attempts: 0, dueAt })),
    giveBack: ({ job, node }) =>
      changed(
        ofNode(job, node).set((eb) => ({ node: null, attempts: eb('attempts', '-', 1), dueAt: now() })),
      ),
    giveUp: ({ job, node }, reason) =>
      changed(ofNode(job, node).set({ node: null, payload: 'null', reason, endedAt: now() })),
    async forget(before) {
      await db.deleteFrom('job').where('endedAt', '<', before).execute()
    },
    async list(which) {
      const rows = await db
        .selectFrom('job')
        .selectAll()
        .$if(which !== undefined, (query) =>
          query.where('kind', '=', which!.kind).where('key', 'in', which!.keys),
        )
        .orderBy('id')
        .execute()
      return rows.map(toJob)
    },
  }
}

async function changed(query: { executeTakeFirst(): Promise<{ numUpdatedRows: bigint }> }) {
  return (await query.executeTakeFirst()).numUpdatedRows === 1n
}

/** As a condition of a change elsewhere: the job is still this node's. */
export function stillHeld(db: Db, { job, node }: Hold) {
  return db
    .selectFrom('job')
    .select('job.id')
    .where('job.id', '=', job)
    .where('job.node', '=', node)
    .where('job.endedAt', 'is', null)
}

function toJob(row: Tables['job']): Job {
  return { ...present(row), payload: JSON.parse(row.payload) }
}
