import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Rooms } from '../collab/rooms'
import type { LaneWatch } from '../store/lane'

export type Metrics = {
  /** To be given to the store, which reports its commits here. */
  commits: Required<LaneWatch>
  /** Adds the rooms, read at each scrape. */
  watchRooms(rooms: Pick<Rooms, 'stats'>): void
  /** Prometheus text. */
  render(): Promise<{ type: string; body: string }>
}

/** What the server counts, besides the process's own figures. */
export function createMetrics(): Metrics {
  const register = new Registry()
  const registers = [register]
  collectDefaultMetrics({ register })
  const entries = new Counter({
    name: 'rapporteur_log_entries_total',
    help: 'Edits committed to the log.',
    registers,
  })
  const durations = new Histogram({
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
  return {
    commits: {
      committed(count, milliseconds) {
        entries.inc(count)
        durations.observe(milliseconds / 1000)
      },
      failed: () => failures.inc(),
    },
    watchRooms: (rooms) => watchRooms(rooms, registers),
    render: async () => ({ type: register.contentType, body: await register.metrics() }),
  }
}

function watchRooms(rooms: Pick<Rooms, 'stats'>, registers: Registry[]) {
  gauge('rapporteur_rooms', 'Sessions that are open in memory.', () => rooms.stats().rooms)
  gauge('rapporteur_sockets', 'Connected writers and readers.', () => rooms.stats().sockets)
  total('rapporteur_updates_total', 'Edits received.', () => rooms.stats().updates)
  total('rapporteur_confirmations_total', 'Confirmations sent.', () => rooms.stats().confirmations)
  new Counter({
    name: 'rapporteur_refusals_total',
    help: 'Sockets that the server closed, by reason.',
    labelNames: ['code'],
    registers,
    collect() {
      this.reset()
      for (const [code, count] of Object.entries(rooms.stats().refusals)) this.inc({ code }, count)
    },
  })

  function gauge(name: string, help: string, read: () => number) {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  }

  function total(name: string, help: string, read: () => number) {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(read())
      },
    })
  }
}
