import { parentPort } from 'node:worker_threads'
import type { Outcome } from '../lane'
import type { Job } from './jobs'

/** For tests: a worker that fails in each way there is, one for each format. */
parentPort?.on('message', ({ id, format }: Job) => {
  const answer = (outcome: Outcome<Uint8Array>) => parentPort!.postMessage(outcome)
  if (format === 'docx') process.exit(3)
  if (format === 'html') throw new Error('thrown outside of any promise')
  if (format === 'md') answer({ id, kind: 'failed', reason: 'as asked' })
  if (format === 'json') answer({ id, kind: 'done', value: new Uint8Array([1]), notes: [] })
  if (format === 'pdf') for (;;);
})
