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
  {
    was: 'What built on an entry that the log had refused got into the log once the room had thawed',
    plan: {
      seed: 22084,
      nodes: {
        skews: [12, 0],
        database: [10, 1000],
        notifies: true,
        bus: { latency: [0.3, 1], lost: 0, doubled: 0 },
      },
      clients: [
        {
          name: 'c0',
          kind: 'page',
          user: 'u0',
          role: 'rapporteur',
          room: 'room-a',
          skew: 0,
          latency: [40, 2000],
        },
        {
          name: 'c1',
          kind: 'page',
          user: 'u1',
          role: 'rapporteur',
          room: 'room-a',
          skew: 1473586,
          latency: [40, 2000],
        },
        {
          name: 'c2',
          kind: 'page',
          user: 'u2',
          role: 'organiser',
          room: 'room-a',
          skew: 0,
          latency: [5, 20],
        },
      ],
      rooms: ['room-a'],
      server: { skew: 56773, idleMs: 2000 },
      disk: { read: 1, write: 20, sync: 4 },
      steps: [
        { at: 2258, do: 'approve', room: 'room-a', for: 1651, node: 0, reopenedAt: 1 },
        { at: 3805, do: 'approve', room: 'room-a', for: 3806, node: 1, reopenedAt: 1 },
        { at: 4318, do: 'edit', who: 'c1', what: 'rich', luck: 4095053161 },
        { at: 4318, do: 'edit', who: 'c0', what: 'rich', luck: 862515788 },
        { at: 4540, do: 'approve', room: 'room-a', for: 3965, node: 0, reopenedAt: 0 },
        { at: 4545, do: 'edit', who: 'c1', what: 'erase', luck: 578156144 },
        { at: 6677, do: 'edit', who: 'c0', what: 'rich', luck: 3124366439 },
        { at: 6817, do: 'edit', who: 'c0', what: 'paragraph', luck: 2835212415 },
      ],
    } as Plan,
  },
  {
    was: 'A node tidied up in its document what others had formatted, and nobody wrote that down',
    plan: {
      seed: 23870,
      nodes: {
        skews: [13, -19, 7],
        database: [0.2, 20],
        notifies: true,
        bus: { latency: [1, 40], lost: 0.5, doubled: 0 },
      },
      clients: [
        {
          name: 'c0',
          kind: 'page',
          user: 'u0',
          role: 'rapporteur',
          room: 'room-a',
          skew: 0,
          latency: [0.5, 2],
        },
        {
          name: 'c1',
          kind: 'page',
          user: 'u1',
          role: 'rapporteur',
          room: 'room-a',
          skew: 0,
          latency: [5, 20],
        },
        {
          name: 'c2',
          kind: 'counting',
          user: 'u1',
          role: 'rapporteur',
          room: 'room-a',
          skew: 0,
          latency: [5, 2000],
        },
        {
          name: 'c3',
          kind: 'page',
          user: 'u3',
          role: 'rapporteur',
          room: 'room-a',
          skew: 1520781,
          latency: [5, 20],
        },
      ],
      rooms: ['room-a'],
      server: { skew: 0, idleMs: 500 },
      disk: { read: 1, write: 0.3, sync: 400 },
      steps: [
        { at: 475, do: 'edit', who: 'c1', what: 'line', luck: 3323984358 },
        { at: 744, do: 'edit', who: 'c0', what: 'rich', luck: 1323105413 },
        { at: 2158, do: 'edit', who: 'c2', what: 'rich', luck: 249184989 },
        { at: 4973, do: 'edit', who: 'c0', what: 'erase', luck: 1027811077 },
        { at: 5077, do: 'edit', who: 'c3', what: 'bold', luck: 18618747 },
      ],
    } as Plan,
  },
  {
    was: 'Who was about to get in while their node stood still wrote on by what they had been allowed before',
    plan: {
      seed: 91601,
      nodes: {
        skews: [9, -18, -19],
        database: [10, 200],
        notifies: true,
        bus: { latency: [2, 400], lost: 0, doubled: 0 },
      },
      clients: [
        {
          name: 'c0',
          kind: 'page',
          user: 'u0',
          role: 'organiser',
          room: 'room-a',
          skew: 0,
          latency: [5, 20],
        },
        {
          name: 'c1',
          kind: 'page',
          user: 'u1',
          role: 'rapporteur',
          room: 'room-a',
          skew: 3340481,
          latency: [0.5, 2000],
        },
        {
          name: 'c2',
          kind: 'page',
          user: 'u2',
          role: 'rapporteur',
          room: 'room-a',
          skew: -2307387,
          latency: [5, 20],
        },
        {
          name: 'c3',
          kind: 'page',
          user: 'u3',
          role: 'organiser',
          room: 'room-a',
          skew: 0,
          latency: [40, 160],
        },
      ],
      rooms: ['room-a'],
      server: { skew: 0, idleMs: 2000 },
      disk: { read: 0.2, write: 0.3, sync: 400 },
      steps: [
        { at: 660, do: 'edit', who: 'c0', what: 'line', luck: 1582126123 },
        { at: 725, do: 'move', who: 'c0' },
        { at: 1796, do: 'edit', who: 'c0', what: 'line', luck: 3221305467 },
        { at: 1884, do: 'move', who: 'c0' },
        { at: 1988, do: 'cut', who: 'c0', way: 'both', for: 1057, node: 0 },
        { at: 2222, do: 'edit', who: 'c2', what: 'question', luck: 3486311398 },
        { at: 2950, do: 'edit', who: 'c0', what: 'rich', luck: 1745459880 },
        { at: 3392, do: 'freeze server', node: 2, for: 4996 },
        { at: 6404, do: 'revoke', who: 'c0' },
        { at: 8255, do: 'cut', who: 'c2', way: 'both', for: 11537, node: 1 },
      ],
    } as Plan,
  },
]
