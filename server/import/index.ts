import type { Imported } from '@/lib/import'
import { createTries } from '../accounts/tries'
import { createLane } from '../lane'
import type { ImportJob, ImportResult } from './jobs'
import { ImportRefused } from './refused'

export type ImportInput = Omit<ImportJob, 'id'>

export type Importer = {
  /**
   * A file as a report, for the account `by`. Rejects with ImportRefused, which says why in a sentence for people;
   * whatever happens, the process goes on.
   */
  read(input: ImportInput, by: string): Promise<Imported>
  /** Ends the thread; what is not finished fails. */
  close(): Promise<void>
}

/** How many files of one account are read or wait at once. */
const AT_ONCE = 3
/** How many files in a row are read without a pause, and the seconds between two of those that follow. */
const FREE = 30
const PACE = 2

const FAILED =
  'This file could not be read: it may be damaged, or there is too much in it. Save it anew, or as plain text, and try again.'

const WORKER = new URL('./worker.ts', import.meta.url)

/**
 * Reads files in a thread of its own, one after the other. `timeout` is in milliseconds for one file; `worker` is the
 * thread's file, `now` the time in milliseconds (another one only in tests).
 */
export function createImporter(
  options: { timeout?: number; worker?: URL; log?: (line: string) => void; now?: () => number } = {},
): Importer {
  const lane = createLane<ImportJob, ImportResult>(options.worker ?? WORKER, {
    timeout: options.timeout ?? 30_000,
    log: options.log ?? ((line) => console.warn(`import: ${line}`)),
    work: 'import',
    nameOf: ({ bytes }) => `a file of ${bytes.length} bytes`,
    failure: () => new ImportRefused('import-failed', FAILED),
    memory: 1024,
  })
  // A steady pace, no longer and longer wait: a whole event's reports come in one after the other.
  const tries = createTries({ free: FREE, longest: PACE, ...(options.now && { now: options.now }) })
  const underWay = new Map<string, number>()
  let lastId = 0

  function begin(by: string): void {
    const wait = (underWay.get(by) ?? 0) >= AT_ONCE ? 5 : tries.begin(by)
    if (wait > 0)
      throw new ImportRefused(
        'import-wait',
        `These are many files at once. Try again in ${wait} seconds.`,
        wait,
      )
    underWay.set(by, (underWay.get(by) ?? 0) + 1)
  }

  function end(by: string): void {
    const left = underWay.get(by)! - 1
    if (left > 0) underWay.set(by, left)
    else underWay.delete(by)
  }

  return {
    async read(input, by) {
      begin(by)
      try {
        const result = await lane.run({ id: ++lastId, ...input })
        if (result.kind === 'refused') throw new ImportRefused(result.code, result.sentence)
        const { kind: _, ...imported } = result
        return imported
      } finally {
        end(by)
      }
    },
    close: () => lane.close(),
  }
}
