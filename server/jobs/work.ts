import type { Hold, Job, Store } from '../store/store'
import { now } from '../time'
import { Hopeless, type Kind, type Outcome } from './kind'

/** Why work is broken off. */
export type Ending = 'lost' | 'stopping'

/** What is heard of jobs, for the log and the figures. */
export type JobsWatch = {
  failed?: (job: Job, reason: string) => void
  gaveUp?: (job: Job, reason: string) => void
}

export type Work = { end(why: Ending): void; ended: Promise<void> }

type Options = { store: Pick<Store, 'jobs'>; node: string; leaseMs: number; watch: JobsWatch }

/** Does a job that was just taken: keeps it while the work goes on, and says in the store what became of it. */
export function begin(job: Job, kind: Kind<unknown>, { store, node, leaseMs, watch }: Options): Work {
  const hold: Hold = { job: job.id, node }
  const broken = new AbortController()
  const { signal } = broken
  const end = (why: Ending) => broken.abort(why)
  // If the database does not answer, nobody else gets the job from it either.
  const keeping = setInterval(() => void renew().catch(() => {}), leaseMs / 3)
  const ended = work().finally(() => clearInterval(keeping))
  return { end, ended }

  async function renew(): Promise<boolean> {
    const isOurs = await store.jobs.renew(hold, leaseMs)
    if (!isOurs) end('lost')
    return isOurs
  }

  async function work(): Promise<void> {
    // Whoever took it before took the server down with it, or never came back.
    if (job.attempts > kind.attempts)
      return giveUp(job.reason || 'Each server that did it stopped meanwhile.')
    let outcome: Outcome
    try {
      outcome = await kind.run({ id: job.id, payload: job.payload, hold, signal, confirm })
    } catch (error) {
      return failed(error)
    }
    if (outcome) await store.jobs.again(hold, outcome.again)
    else await store.jobs.finish(hold)
  }

  async function confirm(): Promise<void> {
    if (!(await renew())) throw new Error('Another node does it now.')
    signal.throwIfAborted()
  }

  async function failed(error: unknown): Promise<void> {
    if (signal.reason === 'lost') return
    if (signal.reason === 'stopping') return void (await store.jobs.giveBack(hold))
    const reason = error instanceof Error ? error.message : String(error)
    if (error instanceof Hopeless || job.attempts >= kind.attempts) return giveUp(reason)
    watch.failed?.(job, reason)
    await store.jobs.retry(hold, reason, now() + kind.wait(job.attempts))
  }

  async function giveUp(reason: string): Promise<void> {
    await kind.gaveUp?.(job.payload, reason, hold)
    if (await store.jobs.giveUp(hold, reason)) watch.gaveUp?.(job, reason)
  }
}
