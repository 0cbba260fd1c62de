import { parseArgs } from 'node:util'
import { whole } from '../chaos/options'
import { FULL, SHORT, type Size } from './size'

export type Options = { size: Size; seed: number; only: string | undefined }

export const HELP = `npm run faults -- [options]

  --clients N            who writes in each fault (50)
  --nodes N              2 or more (2)
  --bus redis|postgres   what carries messages between the nodes (redis)
  --seconds N            how long what is gone or cut off stays so (60)
  --only NAME            one fault: trials/cluster/README.md names them
  --seed N               what is typed where, and when something happens
  --quick                a dozen clients and seconds, as in npm test
`

/** Reads the command line; `help` if that is what was asked for. Throws on anything else. */
export function readOptions(args: string[]): Options | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      clients: { type: 'string' },
      nodes: { type: 'string' },
      bus: { type: 'string', default: FULL.bus },
      seconds: { type: 'string' },
      seed: { type: 'string' },
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return 'help'
  const { bus } = values
  if (bus !== 'redis' && bus !== 'postgres') throw new Error('--bus is redis or postgres.')
  const base = values.quick ? SHORT : FULL
  const seconds = whole(values.seconds, '--seconds')
  const nodes = whole(values.nodes, '--nodes') ?? base.nodes
  if (nodes < 2) throw new Error('--nodes is 2 or more.')
  return {
    size: {
      ...base,
      bus,
      nodes,
      clients: whole(values.clients, '--clients') ?? base.clients,
      ...(seconds !== undefined && { goneMs: seconds * 1_000 }),
    },
    seed: whole(values.seed, '--seed') ?? Math.floor(Math.random() * 2 ** 32),
    only: values.only,
  }
}
