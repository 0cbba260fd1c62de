import { coldJoin, warmJoin } from './joins'
import { memory } from './memory'
import type { Scenario } from './scenario'
import { storm } from './storm'
import { traffic } from './traffic'

export const SCENARIOS: Scenario[] = [
  traffic('session', '5 write 6 edits a second, 20 read', 1, {
    kind: 'written',
    writers: 5,
    readers: 20,
    editsASecond: 6,
  }),
  traffic('plenary', '10 write 6 edits a second, 190 read', 1, {
    kind: 'written',
    writers: 10,
    readers: 190,
    editsASecond: 6,
  }),
  traffic('forum day', '60 rooms, in each 5 write 1 edit a second', 60, {
    kind: 'written',
    writers: 5,
    readers: 0,
    editsASecond: 1,
  }),
  traffic('saturation', '50 write 50 edits a second in one room', 1, {
    kind: 'written',
    writers: 50,
    readers: 0,
    editsASecond: 50,
  }),
  traffic(
    'confirmation',
    '20 rooms, in each 15 write 2 edits a second',
    20,
    { kind: 'written', writers: 15, readers: 0, editsASecond: 2 },
    (server) => server === 'ours',
  ),
  storm,
  warmJoin,
  coldJoin,
  memory,
]
