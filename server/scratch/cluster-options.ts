import { parseArgs } from 'node:util'

export type ClusterOptions = {
  nodes: number
  /** The address people open has it, the nodes the ones after it; undefined: whatever is free. */
  port: number | undefined
  /** Where everything is kept; undefined: in scratch folders that go at the end. */
  folder: string | undefined
  /** Whether a Redis of our own is the bus, if one is installed. */
  redis: 'if installed' | 'no'
  /** What happens when a node ends by itself. */
  ended: 'start again' | 'leave'
}

/** What is wrong with the arguments, as one sentence. */
export class WrongArguments extends Error {}

export const HELP = `npm run cluster -- [options]

Starts several nodes on this machine, against one database. With DATABASE_URL (and REDIS_URL) set, against those; else
against a PostgreSQL, and a Redis or Valkey, that it finds installed and starts for itself on free ports.

  --nodes N      how many nodes (2)
  --port P       the address to open gets P, the nodes P+1, P+2, … (free ports)
  --folder DIR   keeps the database and the nodes' data there, and uses what is there (scratch folders, removed at the end)
  --no-redis     no Redis: PostgreSQL carries the messages between the nodes
  --no-restart   a node that ends stays ended (it is started again)
  --help         this

ADMIN_EMAIL and ADMIN_PASSWORD make the first account, as with npm start. HOST says where the address to open listens
(127.0.0.1). Ctrl-C stops all of it.
`

const MOST_NODES = 16

/** Reads the command line. `help` if that is what was asked for. Throws WrongArguments. */
export function readClusterOptions(args: string[]): ClusterOptions | 'help' {
  const values = parse(args)
  if (values.help) return 'help'
  const nodes = number('--nodes', values.nodes, 1, MOST_NODES) ?? 2
  return {
    nodes,
    port: number('--port', values.port, 1, 65535 - nodes),
    folder: values.folder,
    redis: values['no-redis'] ? 'no' : 'if installed',
    ended: values['no-restart'] ? 'leave' : 'start again',
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        nodes: { type: 'string' },
        port: { type: 'string' },
        folder: { type: 'string' },
        'no-redis': { type: 'boolean' },
        'no-restart': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    throw new WrongArguments(`${(error as Error).message} npm run cluster -- --help lists them.`)
  }
}

function number(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  throw new WrongArguments(`${name} is a whole number from ${least} to ${most}, not “${text}”.`)
}
