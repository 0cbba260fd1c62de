/** What is said of a run as soon as it is over. */
export function lineOf(run: {
  scenario: string
  round: number
  server: string
  figures: object
  failed?: string | undefined
}): string {
  const all = Object.entries(run.figures).map(([metric, value]) => `${metric} ${Number(value).toFixed(2)}`)
  return `${run.scenario} ${run.round + 1} ${run.server}: ${run.failed ?? all.join(', ')}`
}

/** Reads the command line, runs a bench by it, and ends the process; without options there was nothing but help to print. */
export async function runBench<O>(
  read: (args: string[]) => O | undefined,
  main: (options: O) => Promise<unknown>,
): Promise<never> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  try {
    const options = read(process.argv.slice(2))
    if (options) await main(options)
    process.exit(0)
  } catch (error) {
    console.error(error)
    process.exit(1)
  }
}
