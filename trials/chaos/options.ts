import { parseArgs } from 'node:util'

export type Options = { kills: number; seed: number; quick: boolean; only: string | undefined }

/** Reads `--kills 50 --seed N --quick --only kills`. Throws on anything else. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      kills: { type: 'string' },
      seed: { type: 'string' },
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
    },
  })
  return {
    kills: whole(values.kills, '--kills') ?? (values.quick ? 5 : 50),
    seed: whole(values.seed, '--seed') ?? Math.floor(Math.random() * 2 ** 32),
    quick: values.quick,
    only: values.only,
  }
}

/** A whole number that was given, or undefined if none was. Throws on what is none. */
export function whole(value: string | undefined, name: string): number | undefined {
  if (value === undefined) return undefined
  if (!/^\d+$/.test(value)) throw new Error(`${name} is not a whole number: ${value}`)
  return Number(value)
}
