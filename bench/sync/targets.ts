import type { Metric } from './scenarios/scenario'
import type { ServerName } from './servers/under-test'

/** What ours must reach: at most so much, or at most so many times what a peer needs in the same round. */
export type Target = {
  scenario: string
  metric: Metric
  atMost: number
  /** Undefined: `atMost` is in the metric's own unit. `best`: the best of all peers that the scenario suits. */
  of?: ServerName | 'best'
}

const TRAFFIC = ['session', 'plenary', 'forum day', 'saturation']

export const TARGETS: Target[] = [
  { scenario: 'session', metric: 'cpu', atMost: 1.3, of: 'relay' },
  { scenario: 'session', metric: 'cpu', atMost: 0.55, of: 'hocuspocus-sqlite' },
  { scenario: 'plenary', metric: 'cpu', atMost: 0.4, of: 'relay' },
  { scenario: 'plenary', metric: 'cpu', atMost: 0.5, of: 'hocuspocus-sqlite' },
  { scenario: 'forum day', metric: 'cpu', atMost: 1.2, of: 'relay' },
  { scenario: 'forum day', metric: 'cpu', atMost: 0.4, of: 'hocuspocus-sqlite' },
  { scenario: 'saturation', metric: 'cpu', atMost: 0.1, of: 'relay' },
  { scenario: 'saturation', metric: 'p99', atMost: 50 },
  ...TRAFFIC.flatMap((scenario): Target[] => [
    { scenario, metric: 'p50', atMost: 12 },
    { scenario, metric: 'p99', atMost: 1, of: 'y-websocket' },
  ]),
  { scenario: 'confirmation', metric: 'confirmP50', atMost: 5 },
  { scenario: 'confirmation', metric: 'confirmP99', atMost: 25 },
  { scenario: 'reconnect storm', metric: 'syncP50', atMost: 0.25, of: 'best' },
  { scenario: 'reconnect storm', metric: 'cpu', atMost: 0.5, of: 'best' },
  { scenario: 'reconnect storm', metric: 'writersP99', atMost: 25 },
  { scenario: 'cold join', metric: 'syncP50', atMost: 0.5, of: 'hocuspocus-sqlite' },
  { scenario: 'idle memory', metric: 'idleKb', atMost: 60 },
  { scenario: 'idle memory', metric: 'roomsLeft', atMost: 0 },
]
