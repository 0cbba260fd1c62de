import { parseArgs } from 'node:util'
import { chosen, whole } from '../sync/arguments'
import type { Length } from '../sync/scenarios/scenario'
import { SCENARIOS } from './scenarios'
import type { Scenario } from './scenarios/scenario'
import { DEPLOYMENTS, type DeploymentName } from './servers/deployment'
import { WALLS } from './walls'
import type { Wall } from './walls/wall'

export type Options = {
  length: Length
  scenarios: Scenario[]
  walls: Wall[]
  deployments: DeploymentName[]
  /** Where all figures go, as JSON. */
  json: string | undefined
  /** Processes of load clients. */
  loaders: number | undefined
}

const FULL: Length = {
  kind: 'full',
  heatMs: 8000,
  warmUpMs: 1500,
  windowMs: 6000,
  calmMs: 10_000,
  rounds: 3,
  coldRooms: 0,
  idleMs: undefined,
}
const QUICK: Length = {
  ...FULL,
  kind: 'quick',
  heatMs: 1000,
  warmUpMs: 300,
  windowMs: 1500,
  calmMs: 2000,
  rounds: 1,
}
const QUICK_DEPLOYMENTS: DeploymentName[] = ['one', 'notify', 'redis', 'hocuspocus']
const QUICK_SCENARIOS = ['across', 'forum day', 'two forum days']

const NAMES = [...SCENARIOS, ...WALLS].map(({ name }) => name)

const HELP = `npm run bench:cluster -- [options]

Starts a PostgreSQL (and a Redis, if one is installed) of its own, and several nodes against one.

  --quick              about a minute: short windows, one round, not all scenarios and servers
  --rounds N           how often each is measured in each scenario
  --only A,B           of the scenarios: ${NAMES.join(', ')}
  --servers A,B        of the servers: ${DEPLOYMENTS.join(', ')}
  --json FILE          write all figures there
  --loaders N          processes of load clients`

/** Reads the command line; undefined if it asks for help. Throws a sentence that says what is wrong. */
export function readArguments(argv: string[]): Options | undefined {
  const { values } = parseArgs({
    args: argv,
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      only: { type: 'string' },
      servers: { type: 'string' },
      json: { type: 'string' },
      loaders: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(HELP)
    return undefined
  }
  const length = values.quick ? QUICK : FULL
  const wanted = chosen(values.only, NAMES, values.quick ? QUICK_SCENARIOS : NAMES)
  return {
    length: { ...length, rounds: values.rounds === undefined ? length.rounds : whole(values.rounds) },
    scenarios: SCENARIOS.filter(({ name }) => wanted.includes(name)),
    walls: WALLS.filter(({ name }) => wanted.includes(name)),
    deployments: chosen(values.servers, DEPLOYMENTS, values.quick ? QUICK_DEPLOYMENTS : DEPLOYMENTS),
    json: values.json,
    loaders: values.loaders === undefined ? undefined : whole(values.loaders),
  }
}
