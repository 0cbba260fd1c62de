import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { CLOSE_NAMES } from '@/lib/collab/close-codes'
import type { AskWatch } from '../cluster/ask'
import type { Bus } from '../cluster/bus'
import type { RoomStats, Rooms, RoomWatch } from '../collab/rooms'
import type { JobsWatch } from '../jobs/work'
import type { LaneWatch } from '../store/lane'
import type { LogSizes, Store } from '../store/store'

export type Metrics = {
  /** To be given to the store, which reports its commits here. */
  commits: Required<LaneWatch>
  /** To be given to the rooms, which report how long a confirmation took, and how edits of other nodes came. */
  rooms: Required<RoomWatch>
  /** To be given to what asks other nodes (server/cluster/ask.ts). */
  questions: Required<AskWatch>
  /** To be given to the jobs, which report here what failed. */
  jobs: Required<JobsWatch>
  /** Adds the rooms, read at each scrape. */
  watchRooms(rooms: Pick<Rooms, 'stats'>): void
  /** Adds whether messages get through to other nodes. */
  watchBus(bus: Pick<Bus, 'isUp'>): void
  /** Adds what the log holds, asked at most once a minute. */
  watchLog(store: Pick<Store, 'sizes'>): void
  /** Prometheus text. */
  render(): Promise<{ type: string; body: string }>
}

const SIZES_HOLD_MS = 60_000

/**
 * What the server counts (docs/operations.md, "Metrics"), besides the process's own figures, which prom-client
 * collects: among them the delay of the event loop.
 */
export function createMetrics(): Metrics {
  const register = new Registry()
  const registers = [register]
  // Looked at ten times a second: a hundred, the default, cost more than a session of five writers.
  collectDefaultMetrics({ register, eventLoopMonitoringPrecision: 100 })
  const entries = new Counter({
    name: 'rapporteur_log_entries_total',
    help: 'Edits committed to the log.',
    registers,
  })
  const commits = new Histogram({
    name: 'rapporteur_commit_seconds',
    help: 'Duration of a group commit of the log, its disk sync included.',
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
    registers,
  })
  const failures = new Counter({
    name: 'rapporteur_commit_failures_total',
    help: 'Group commits that failed and were tried again.',
    registers,
  })
  const confirmations = new Histogram({
    name: 'rapporteur_confirmation_seconds',
    help: 'From the receipt of an edit to its confirmation: of one edit at a time for each socket.',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15],
    registers,
  })
  const failedJobs = new Counter({
    name: 'rapporteur_job_failures_total',
    help: 'Jobs (mails, books, upkeep) that failed and were to be tried again, by kind.',
    labelNames: ['kind'],
    registers,
  })
  const lostJobs = new Counter({
    name: 'rapporteur_jobs_given_up_total',
    help: 'Jobs that were given up, by kind.',
    labelNames: ['kind'],
    registers,
  })
  const heard = new Counter({
    name: 'rapporteur_node_entries_heard_total',
    help: 'Edits of other nodes that were heard of from them.',
    registers,
  })
  const catchUps = new Counter({
    name: 'rapporteur_node_catch_ups_total',
    help: 'How often the log was read for edits of other nodes that were not heard of.',
    registers,
  })
  const missed = new Counter({
    name: 'rapporteur_node_entries_caught_up_total',
    help: 'Edits of other nodes that were not heard of and were read from the log.',
    registers,
  })
  const questions = new Counter({
    name: 'rapporteur_node_questions_total',
    help: 'Requests passed on to the node that has their channel, by whether it answered.',
    labelNames: ['outcome'],
    registers,
  })
  for (const outcome of ['answered', 'unanswered']) questions.inc({ outcome }, 0)
  return {
    commits: {
      committed(count, milliseconds) {
        entries.inc(count)
        commits.observe(milliseconds / 1000)
      },
      failed: () => failures.inc(),
    },
    jobs: {
      failed: ({ kind }) => failedJobs.inc({ kind }),
      gaveUp: ({ kind }) => lostJobs.inc({ kind }),
    },
    rooms: {
      confirmed: (milliseconds) => confirmations.observe(milliseconds / 1000),
      heard: (entries) => heard.inc(entries),
      caughtUp(entries) {
        catchUps.inc()
        missed.inc(entries)
      },
    },
    questions: {
      answered: () => questions.inc({ outcome: 'answered' }),
      unanswered: () => questions.inc({ outcome: 'unanswered' }),
    },
    watchRooms: (rooms) => watchRooms(rooms, registers),
    watchBus: (bus) => watchBus(bus, registers),
    watchLog: (store) => watchLog(store, registers),
    render: async () => ({ type: register.contentType, body: await register.metrics() }),
  }
}

type Figure = Exclude<keyof RoomStats, 'refusals'>

/** Name, kind and help of each figure of the rooms: a new one without them does not compile. */
const FIGURES: Record<Figure, [name: string, kind: typeof Gauge | typeof Counter, help: string]> = {
  rooms: ['rapporteur_rooms', Gauge, 'Sessions that are open in memory.'],
  sockets: ['rapporteur_sockets', Gauge, 'Connected writers and readers.'],
  unreadable: [
    'rapporteur_unreadable_sessions',
    Gauge,
    'Sessions whose log could not be read when somebody last tried.',
  ],
  updates: ['rapporteur_edits_received_total', Counter, 'Edits received and taken.'],
  confirmations: ['rapporteur_confirmations_total', Counter, 'Confirmations sent; one may be of many edits.'],
  frames: ['rapporteur_frames_sent_total', Counter, 'Frames sent to sockets, heartbeats among them.'],
}

function watchRooms(rooms: Pick<Rooms, 'stats'>, registers: Registry[]) {
  for (const [figure, [name, Kind, help]] of Object.entries(FIGURES)) {
    new Kind({
      name,
      help,
      registers,
      collect(this: Gauge | Counter) {
        this.reset()
        this.inc(rooms.stats()[figure as Figure])
      },
    })
  }
  new Counter({
    name: 'rapporteur_refusals_total',
    help: 'Sockets that the server closed, by reason.',
    labelNames: ['code'],
    registers,
    collect() {
      this.reset()
      const { refusals } = rooms.stats()
      for (const code of CLOSE_NAMES) this.inc({ code }, refusals[code] ?? 0)
    },
  })
}

function watchBus(bus: Pick<Bus, 'isUp'>, registers: Registry[]) {
  new Gauge({
    name: 'rapporteur_bus_up',
    help: 'Whether messages get through to the other nodes: 1, or 0.',
    registers,
    collect() {
      this.set(bus.isUp() ? 1 : 0)
    },
  })
}

const SIZES: Record<keyof LogSizes, [name: string, help: string]> = {
  log: ['rapporteur_log_bytes', 'Edits in the logs that no snapshot contains yet.'],
  snapshots: ['rapporteur_snapshot_bytes', 'Snapshots of the reports.'],
  history: ['rapporteur_history_bytes', 'What can be brought back.'],
}

function watchLog(store: Pick<Store, 'sizes'>, registers: Registry[]) {
  let asked: { at: number; sizes: Promise<LogSizes> } | undefined
  function sizes(): Promise<LogSizes> {
    if (!asked || performance.now() - asked.at > SIZES_HOLD_MS)
      asked = { at: performance.now(), sizes: store.sizes() }
    return asked.sizes
  }

  for (const [part, [name, help]] of Object.entries(SIZES)) {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        try {
          this.set((await sizes())[part as keyof LogSizes])
        } catch {
          // The other figures are wanted most when the database does not answer.
          asked = undefined
          this.set(Number.NaN)
        }
      },
    })
  }
}
