import { parentPort, workerData } from 'node:worker_threads'
import { storeClock } from '../time'
import { type LogPlace, openLog } from './log-engine'
import { type Answer, type Commit, failureOf, type Request, type Settled } from './log-wire'

/*
 * A thread of the log: one commits, another one compacts and reads the history. A commit waits for the disk, and
 * compacting a long session keeps a processor busy for a while: neither may delay what people write to each other.
 */

const port = parentPort!
let settled: Settled[] = []
let commits: Commit[] = []
const log = openLog(
  workerData as LogPlace,
  {
    committed: (entries, milliseconds) => commits.push({ entries, milliseconds }),
    failed: (error) => answer({ kind: 'failed', failure: failureOf(error) }),
  },
  storeClock,
)

port.on('message', (request: Request) => {
  if (request.kind === 'append')
    request.entries.forEach((entry, index) => {
      log.append(entry).then(
        (seq) => settle([request.first + index, seq]),
        (error) => settle([request.first + index, failureOf(error)]),
      )
    })
  else
    perform(request).then(
      (value) => answerCall({ kind: 'returned', id: request.id, value }),
      (error) => answerCall({ kind: 'threw', id: request.id, failure: failureOf(error) }),
    )
})

async function perform({ method, args }: Extract<Request, { kind: 'call' }>): Promise<unknown> {
  return (log[method] as (...args: unknown[]) => Promise<unknown>)(...args)
}

/** A commit settles many at once: one message tells of all of them. */
function settle(one: Settled): void {
  if (settled.length === 0) setImmediate(tellSettled)
  settled.push(one)
}

function tellSettled(): void {
  if (settled.length === 0) return
  answer({ kind: 'settled', settled, commits })
  settled = []
  commits = []
}

/** What was settled before is told before: who closes the log ends this thread at the answer. */
function answerCall(message: Answer): void {
  tellSettled()
  answer(message)
}

function answer(message: Answer): void {
  port.postMessage(message)
}
