import type { Imported } from '@/lib/import'
import type { UnreadableCode } from '@/lib/import/unreadable'
import { createLane } from '../lane'
import { ImportFailed, type ImportJob, type ImportResult } from './jobs'

export { ImportFailed } from './jobs'

export type ImportInput = Omit<ImportJob, 'id'>

export type Importer = {
  /**
   * A file as a report. Rejects with ImportRefused, which says why in a sentence for people, or with ImportFailed;
   * whatever happens, the process goes on.
   */
  read(input: ImportInput): Promise<Imported>
  /** Ends the thread; what is not finished fails. */
  close(): Promise<void>
}

/** A file that no report can be made of: why, as a code for programs and a sentence for people. */
export class ImportRefused extends Error {
  override name = 'ImportRefused'
  constructor(
    readonly code: UnreadableCode,
    sentence: string,
  ) {
    super(sentence)
  }
}

const WORKER = new URL('./worker.ts', import.meta.url)

/**
 * Reads files in a thread of its own, one after the other. `timeout` is in milliseconds for one file; `worker` is the
 * thread's file (another one only in tests).
 */
export function createImporter(
  options: { timeout?: number; worker?: URL; log?: (line: string) => void } = {},
): Importer {
  const lane = createLane<ImportJob, ImportResult>(options.worker ?? WORKER, {
    timeout: options.timeout ?? 30_000,
    log: options.log ?? ((line) => console.warn(`import: ${line}`)),
    work: 'import',
    nameOf: ({ bytes }) => `a file of ${bytes.length} bytes`,
    failure: (reason) => new ImportFailed(reason),
    memory: 1024,
  })
  let lastId = 0
  return {
    async read(input) {
      const result = await lane.run({ id: ++lastId, ...input })
      if (result.kind === 'refused') throw new ImportRefused(result.code, result.sentence)
      const { kind: _, ...imported } = result
      return imported
    },
    close: () => lane.close(),
  }
}
