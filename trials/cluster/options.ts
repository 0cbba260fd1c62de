import { parseArgs } from 'node:util'
import { whole } from '../chaos/options'
import { FULL, SHORT, type Size } from './size'

export type Options = { size: Size; seed: number; only: string | undefined }

const HELP =
  'npm run faults -- [--clients 50] [--nodes 2] [--bus redis|postgres] [--seconds 60] [--only NAME]'

/** Reads the command line; `--seconds` says how long what is gone stays gone. Throws on anything else. */
export function readOptions(args: string[]): Options {
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
    },
  })
  const { bus } = values
  if (bus !== 'redis' && bus !== 'postgres') throw new Error(`--bus is redis or postgres. ${HELP}`)
  const base = values.quick ? SHORT : FULL
  const seconds = whole(values.seconds, '--seconds')
  const nodes = whole(values.nodes, '--nodes') ?? base.nodes
  if (nodes < 2) throw new Error(`--nodes is 2 or more. ${HELP}`)
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
