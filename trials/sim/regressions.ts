import type { Plan } from './plan'

/** A plan that broke a rule once, and what was wrong. It stays as it is, whatever seeds come to mean. */
export type Regression = { was: string; plan: Plan }

const page = (name: string, user: string): Plan['clients'][number] => ({
  name,
  kind: 'page',
  user,
  role: 'moderator',
  room: 'room-a',
  skew: 0,
  latency: [5, 20],
})
const plan = (of: Pick<Plan, 'steps'> & Partial<Plan>): Plan => ({
  seed: 1,
  clients: [page('c0', 'u0'), page('c1', 'u1')],
  rooms: ['room-a'],
  server: { skew: 0, idleMs: 30_000 },
  disk: { read: 1, write: 2, sync: 4 },
  ...of,
})
const nodes: NonNullable<Plan['nodes']> = {
  skews: [0, 0],
  database: [1, 2],
  notifies: false,
  bus: { latency: [1, 2], lost: 0, doubled: 0 },
}

export const REGRESSIONS: readonly Regression[] = [
  {
    was: 'Who was revoked while the database did not answer wrote on for a minute',
    plan: plan({
      steps: [
        { at: 2_386, do: 'access trouble', what: 'people', for: 4_337 },
        { at: 2_690, do: 'revoke', who: 'c1' },
        { at: 18_183, do: 'edit', who: 'c1', what: 'line', luck: 1 },
      ],
    }),
  },
  {
    was: 'Who had heard of an edit that the server lost was turned away for good as a forger',
    plan: plan({
      disk: { read: 1, write: 400, sync: 2 },
      steps: [
        { at: 1_000, do: 'edit', who: 'c1', what: 'line', luck: 1 },
        { at: 2_000, do: 'edit', who: 'c1', what: 'rich', luck: 2 },
        { at: 2_100, do: 'cut', who: 'c1', way: 'both', for: 20_000 },
        { at: 2_150, do: 'crash', how: 'killed', luck: false, for: 500 },
      ],
    }),
  },
  {
    was: 'After a reopening an edit went out before what had waited, and was counted in its place',
    plan: plan({
      seed: 56,
      clients: [{ ...page('c0', 'u0'), latency: [5, 2_000] }],
      steps: [
        { at: 990, do: 'approve', room: 'room-a', for: 5_000 },
        { at: 995, do: 'edit', who: 'c0', what: 'erase', luck: 56 },
        { at: 6_120, do: 'edit', who: 'c0', what: 'line', luck: 2 },
      ],
    }),
  },
  {
    was: 'Who was revoked while the room was being loaded wrote on for a minute',
    plan: plan({
      disk: { read: 5, write: 2, sync: 4 },
      steps: [
        { at: 1_000, do: 'disk', faults: { slowness: 1_000 }, for: 8_000 },
        { at: 1_100, do: 'crash', how: 'killed', luck: false, for: 100 },
        { at: 4_500, do: 'revoke', who: 'c1' },
        { at: 16_000, do: 'edit', who: 'c1', what: 'line', luck: 1 },
      ],
    }),
  },
  {
    was: 'Who had heard of an edit but not of what it follows, before a restore, was asked for it for ever',
    plan: plan({
      seed: 1_795_447_309,
      clients: [
        { ...page('c0', 'u0'), kind: 'counting', role: 'organiser', skew: 253_485, latency: [5, 2_000] },
        { ...page('c1', 'u1'), skew: 3_226_206, latency: [40, 160] },
        { ...page('c2', 'u2'), role: 'rapporteur' },
        { ...page('c3', 'u3'), role: 'organiser', skew: -527_117, latency: [0.5, 2_000] },
      ],
      server: { skew: 2_980_938, idleMs: 2_000 },
      disk: { read: 0.2, write: 20, sync: 4 },
      steps: [
        { at: 1_836, do: 'edit', who: 'c1', what: 'newer', luck: 1_881_376_485 },
        { at: 3_378, do: 'close tab', who: 'c0', for: 880 },
        { at: 5_016, do: 'edit', who: 'c2', what: 'conclusion', luck: 2_231_112_436 },
        { at: 5_944, do: 'close tab', who: 'c0', for: 7_595 },
        { at: 8_650, do: 'restore', room: 'room-a', back: 0 },
      ],
    }),
  },
  {
    was: 'Who could not write any more was told that the server had an edit which it could still lose, and let it go',
    plan: plan({
      clients: [page('c0', 'u0')],
      steps: [
        { at: 1_000, do: 'disk', faults: { sync: 'fails' }, for: 20_000 },
        { at: 1_500, do: 'edit', who: 'c0', what: 'line', luck: 1 },
        { at: 2_000, do: 'move', who: 'c0' },
        { at: 2_050, do: 'approve', room: 'room-a', for: 3_000 },
      ],
    }),
  },
  {
    was: 'A reading on one of several nodes said the number of the log before what it held of its own',
    plan: plan({
      nodes,
      disk: { read: 1, write: 1, sync: 400 },
      steps: [
        { at: 1_000, do: 'edit', who: 'c0', what: 'line', luck: 1 },
        { at: 1_000, do: 'edit', who: 'c1', what: 'line', luck: 2 },
        { at: 1_500, do: 'edit', who: 'c0', what: 'line', luck: 3 },
        { at: 1_500, do: 'edit', who: 'c1', what: 'line', luck: 4 },
        { at: 1_600, do: 'read', room: 'room-a', node: 0 },
        { at: 1_600, do: 'read', room: 'room-a', node: 1 },
      ],
    }),
  },
]
