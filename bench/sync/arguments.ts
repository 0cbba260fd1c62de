import { parseArgs } from 'node:util'
import { SCENARIOS } from './scenarios'
import type { Length, Scenario } from './scenarios/scenario'
import { SERVERS, type ServerName } from './servers/under-test'

export type Options = {
  length: Length
  scenarios: Scenario[]
  servers: ServerName[]
  /** Where all figures go, as JSON. */
  json: string | undefined
  /** The folder for CPU profiles of ours; they cost time, so such a run says nothing about speed. */
  profile: string | undefined
  /** Processes of load clients. */
  loaders: number | undefined
}

const FULL: Length = {
  kind: 'full',
  heatMs: 10_000,
  warmUpMs: 1500,
  windowMs: 6000,
  calmMs: 10_000,
  rounds: 5,
  coldRooms: 5,
  idleMs: undefined,
}
const QUICK: Length = {
  kind: 'quick',
  heatMs: 500,
  warmUpMs: 150,
  windowMs: 700,
  calmMs: 500,
  rounds: 1,
  coldRooms: 2,
  idleMs: 1500,
}
const QUICK_SERVERS: ServerName[] = ['ours', 'hocuspocus-sqlite', 'relay']

const HELP = `npm run bench:sync -- [options]

  --quick              less than a minute: short windows, one round, not all servers
  --rounds N           how often each server is measured in each scenario
  --only A,B           of the scenarios: ${SCENARIOS.map(({ name }) => name).join(', ')}
  --servers A,B        of the servers: ${SERVERS.join(', ')}
  --json FILE          write all figures there
  --profile FOLDER     write CPU profiles of ours there
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
      profile: { type: 'string' },
      loaders: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(HELP)
    return undefined
  }
  const length = values.quick ? QUICK : FULL
  return {
    length: { ...length, rounds: values.rounds === undefined ? length.rounds : whole(values.rounds) },
    scenarios: chosen(
      values.only,
      SCENARIOS.map(({ name }) => name),
      SCENARIOS.map(({ name }) => name),
    ).map((name) => SCENARIOS.find((scenario) => scenario.name === name)!),
    servers: chosen(values.servers, SERVERS, values.quick ? QUICK_SERVERS : SERVERS),
    json: values.json,
    profile: values.profile,
    loaders: values.loaders === undefined ? undefined : whole(values.loaders),
  }
}

/** A number of 1 or more; throws a sentence. */
export function whole(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`“${text}” is not a number of 1 or more.`)
  return Number(text)
}

/** What a list separated by commas names of `all`; `without` if there is no list. Throws a sentence. */
export function chosen<T extends string>(
  list: string | undefined,
  all: readonly T[],
  without: readonly T[],
): T[] {
  if (list === undefined) return [...without]
  return list.split(',').map((name) => {
    const found = all.find((one) => one === name.trim())
    if (found === undefined) throw new Error(`There is no “${name}”. There are: ${all.join(', ')}.`)
    return found
  })
}
