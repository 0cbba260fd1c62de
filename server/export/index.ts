import { availableParallelism } from 'node:os'
import { setImmediate } from 'node:timers/promises'
import type { Format, Pictures, Stamp } from '@/lib/export'
import type { Report } from '@/lib/report/report'
import { createLane } from '../lane'
import { ExportFailed, type ExportOptions, type Job } from './jobs'

export { ExportFailed, type ExportOptions } from './jobs'

export type ExportInput = { report: Report; stamp: Stamp; pictures: Pictures; options?: ExportOptions }

export type Exporter = {
  /** The report as a file. Rejects with ExportFailed; whatever happens, the process goes on. */
  render(format: Format, input: ExportInput): Promise<Uint8Array>
  /** Ends the threads; what is not finished fails. */
  close(): Promise<void>
}

const WORKER = new URL('./worker.ts', import.meta.url)

/**
 * Renders reports in worker threads, so that the thread with the sockets never waits for one. `timeout` is in
 * milliseconds for one export; `worker` is the thread's file (another one only in tests).
 */
export function createExporter(
  options: { timeout?: number; threads?: number; worker?: URL; log?: (line: string) => void } = {},
): Exporter {
  const {
    timeout = 60_000,
    threads = availableParallelism() > 2 ? 2 : 1,
    worker = WORKER,
    log = (line) => console.warn(`export: ${line}`),
  } = options
  const lanes = Array.from({ length: threads }, () => ({
    lane: createLane<Job, Uint8Array>(worker, {
      timeout,
      log,
      work: 'export',
      nameOf: ({ format, stamp }) => `${format} of ${stamp.session}`,
      failure: (reason) => new ExportFailed(reason),
      handsOver: ({ pictures }) => [...pictures.values()].map(({ buffer }) => buffer),
    }),
    load: 0,
  }))
  let lastId = 0

  return {
    async render(format, { report, stamp, pictures, options = {} }) {
      const bytes = await fetchPictures(report, options, pictures)
      const least = lanes.reduce((a, b) => (b.load < a.load ? b : a))
      least.load++
      try {
        return await least.lane.run({ id: ++lastId, format, report, stamp, pictures: bytes, options })
      } finally {
        least.load--
      }
    },
    async close() {
      await Promise.all(lanes.map(({ lane }) => lane.close()))
    },
  }
}

/** The bytes of every picture in the report, and of the banner; one that cannot be read is left out. */
async function fetchPictures(
  report: Report,
  { banner }: ExportOptions,
  pictures: Pictures,
): Promise<Job['pictures']> {
  const shown = report.sections
    .flatMap((section) => (section.kind === 'picture' ? section.pictures : []))
    .flatMap(({ file }) => (file ? [file.sha256] : []))
  const bytes: Job['pictures'] = new Map()
  for (const sha256 of new Set(banner ? [banner, ...shown] : shown)) {
    const found = await pictures(sha256).catch(() => undefined)
    if (found) bytes.set(sha256, await copied(found))
  }
  return bytes
}

const STEP = 1024 * 1024

/** A copy that can be handed over; made in steps, for a large one would stop the thread with the sockets. */
async function copied(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const copy = new Uint8Array(bytes.length)
  for (let at = 0; at < bytes.length; at += STEP) {
    if (at > 0) await setImmediate()
    copy.set(bytes.subarray(at, at + STEP), at)
  }
  return copy
}
