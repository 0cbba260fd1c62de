import type { RoomPlan } from '../../sync/scenarios/rooms'
import { isOurs } from '../servers/deployment'
import type { Turns } from './crowd'
import { mostOf } from './most'
import type { Context, Figures, Scenario } from './scenario'
import { watched } from './watched'

const ALL = () => true
/** Of each of the 300 who write on a forum day. */
const RATES = [2, 4, 8, 12, 16, 24, 32]

export const SCENARIOS: Scenario[] = [
  traffic('across', '300 people in 20 rooms write 2 edits a second each', 20, writing(15, 2), 'people', ALL),
  traffic('slow', '300 people in 20 rooms write an edit in 5 s each', 20, writing(15, 0.2), 'people', isOurs),
  traffic('fast', '300 people in 20 rooms write 6 edits a second each', 20, writing(15, 6), 'people', isOurs),
  traffic(
    'plenary',
    'One room: 10 write 6 edits a second, 190 read',
    1,
    { kind: 'written', writers: 10, readers: 190, editsASecond: 6 },
    'people',
    ALL,
  ),
  traffic('forum day', '60 rooms, in each 5 write 1 edit a second', 60, writing(5, 1), 'people', ALL),
  traffic('two forum days', '120 rooms, in each 5 write 1 edit a second', 120, writing(5, 1), 'people', ALL),
  traffic('forum day by rooms', 'The same, each room whole on a node', 60, writing(5, 1), 'rooms', ALL),
  {
    name: 'most',
    about: '60 rooms, in each 5 write: as fast as all of it is delivered, 99 of 100 within half a second',
    suits: ALL,
    run: (context) => most(context, 'people'),
  },
  {
    name: 'most by rooms',
    about: 'The same, each room whole on a node',
    suits: ALL,
    run: (context) => most(context, 'rooms'),
  },
]

function writing(writers: number, editsASecond: number): RoomPlan {
  return { kind: 'written', writers, readers: 0, editsASecond }
}

function traffic(
  name: string,
  about: string,
  rooms: number,
  plan: RoomPlan,
  turns: Turns,
  suits: Scenario['suits'],
): Scenario {
  return { name, about, suits, run: (context) => watched(context, rooms, plan, turns) }
}

async function most(context: Context, turns: Turns): Promise<Figures> {
  const rates = context.length.kind === 'quick' ? RATES.slice(1, 3) : RATES
  const found = await mostOf(rates, async (rate) => {
    const figures = await watched(
      { ...context, name: `${context.name}-${rate}` },
      60,
      writing(5, rate),
      turns,
    )
    await context.deployment.calmsDown(context.length.calmMs)
    return figures
  })
  if (!found) throw new Error('It did not keep up with the lowest rate.')
  return found
}
