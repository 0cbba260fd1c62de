import { randomUUID } from 'node:crypto'
import type { Store } from '../store/store'
import { now } from '../time'
import type { Kind } from './kind'
import { begin, type JobsWatch, type Work } from './work'

/** Adds jobs of one kind. */
export type Adder<P> = {
  /** `key`: if there is a job with it already, nothing is added. `dueAt`: shared time, at once unless given. */
  add(key: string | undefined, payload: P, dueAt?: number): Promise<void>
}

/** Work that is taken from the database by whichever node is free, once (decision 0025). */
export interface Jobs {
  /** This node can do work of a kind, and adds some. To be called before `start`. */
  offer<P>(name: string, kind: Kind<P>): Adder<P>
  /** From now on this node takes what is due. */
  start(): void
  /** Takes nothing any more; work under way is broken off and given back. */
  close(): Promise<void>
}

/** How often a node asks whether something is due: an instance that does nothing asks its database this often. */
const POLL_MS = 2000
/** For how long a job is a node's that says nothing. */
const LEASE_MS = 15_000
/** How long work may take to end when the node stops. */
const FAREWELL_MS = 5000

type Options = {
  store: Pick<Store, 'jobs'>
  /** Tells this process from all others. */
  node?: string
  pollMs?: number
  leaseMs?: number
  farewellMs?: number
  watch?: JobsWatch
  log?: (line: string) => void
}

/** Makes the runner of a node. Of each kind it does one job at a time. */
export function createJobs(options: Options): Jobs {
  const { store, node = randomUUID(), pollMs = POLL_MS, leaseMs = LEASE_MS } = options
  const { farewellMs = FAREWELL_MS, watch, log = (line) => console.warn(`job: ${line}`) } = options
  const kinds = new Map<string, Kind<unknown>>()
  const working = new Map<string, Work>()
  const told: JobsWatch = {
    failed(job, reason) {
      log(`${job.kind} ${job.id} failed and is tried again: ${reason}`)
      watch?.failed?.(job, reason)
    },
    gaveUp(job, reason) {
      log(`${job.kind} ${job.id} is given up: ${reason}`)
      watch?.gaveUp?.(job, reason)
    },
  }
  let timer: NodeJS.Timeout | undefined
  let state: 'idle' | 'running' | 'closed' = 'idle'
  let asking: Promise<void> | undefined
  let isAskedAgain = false
  let trouble = ''

  return {
    offer<P>(name: string, kind: Kind<P>): Adder<P> {
      kinds.set(name, kind as Kind<unknown>)
      return {
        async add(key, payload, dueAt = now()) {
          if (await store.jobs.add(name, key, payload, dueAt)) look()
        },
      }
    },
    start() {
      state = 'running'
      timer = setInterval(look, pollMs)
      look()
    },
    async close() {
      state = 'closed'
      clearInterval(timer)
      for (const work of working.values()) work.end('stopping')
      const late = Promise.withResolvers<void>()
      const patience = setTimeout(late.resolve, farewellMs)
      // What does not end in time is left to its lease.
      await Promise.race([allEnded(), late.promise])
      clearTimeout(patience)
    },
  }

  /** Takes whatever is due; asked meanwhile, it looks once more. */
  function look(): void {
    if (state !== 'running') return
    if (asking) {
      isAskedAgain = true
      return
    }
    isAskedAgain = false
    asking = takeAll()
      .then(() => {
        trouble = ''
      })
      .catch((error: Error) => say(error))
      .finally(() => {
        asking = undefined
        if (isAskedAgain) look()
      })
  }

  async function allEnded(): Promise<void> {
    await asking
    await Promise.all([...working.values()].map(({ ended }) => ended))
  }

  async function takeAll(): Promise<void> {
    while (state === 'running') {
      const free = [...kinds.keys()].filter((name) => !working.has(name))
      const job = free.length > 0 ? await store.jobs.take(free, node, leaseMs) : undefined
      if (!job) return
      const work = begin(job, kinds.get(job.kind)!, { store, node, leaseMs, watch: told })
      const ended = work.ended.catch(say).then(() => {
        working.delete(job.kind)
        look()
      })
      working.set(job.kind, { end: work.end, ended })
      if (state !== 'running') work.end('stopping')
    }
  }

  /** A database that does not answer is said once. */
  function say(error: Error): void {
    if (state === 'closed' || error.message === trouble) return
    trouble = error.message
    log(error.message)
  }
}
