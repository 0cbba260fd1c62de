export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Asks again and again until it is so; says in how many milliseconds, or undefined if it never was in this time. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  atMostMs: number,
  everyMs = 50,
): Promise<number | undefined> {
  const start = performance.now()
  for (;;) {
    if (await isSo()) return performance.now() - start
    if (performance.now() - start > atMostMs) return undefined
    await sleep(everyMs)
  }
}

export const seconds = (ms: number | undefined) =>
  ms === undefined ? 'never' : `${(ms / 1000).toFixed(1)} s`
