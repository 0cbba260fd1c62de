import { parseArgs } from 'node:util'

export type Options = {
  kind: 'full' | 'quick'
  rounds: number
  /** How many reports the book has. */
  reports: number
  /** How many exports follow each other before memory is looked at again. */
  exports: number
  /** Where all figures go, as JSON. */
  json: string | undefined
}

const FULL = { kind: 'full', rounds: 5, reports: 100, exports: 1000 } as const
const QUICK = { kind: 'quick', rounds: 1, reports: 20, exports: 100 } as const

const HELP = `npm run bench:export -- [options]

  --quick        about a minute: one round, a book of 20 reports, 100 exports in a row
  --rounds N     how often each is measured
  --json FILE    write all figures there`

/** Reads the command line; undefined if it asks for help, which is printed. Throws a sentence that says what is wrong. */
export function readArguments(argv: string[]): Options | undefined {
  const { values } = parseArgs({
    args: argv,
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) {
    console.log(HELP)
    return undefined
  }
  const length = values.quick ? QUICK : FULL
  const rounds = Number(values.rounds ?? length.rounds)
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds is a whole number of at least 1.')
  return { ...length, rounds, json: values.json }
}
