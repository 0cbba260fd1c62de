import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { nodesPlanOf } from './nodes-plan'
import { planOf } from './plan'

/** Whose plans are run: those of one server, or those of several nodes. */
export type Servers = 'one' | 'several'

export const PLANS = { one: planOf, several: nodesPlanOf } as const

/** A seed that breaks a rule. */
export type Found = { seed: number; rule: string; words: string }

/** What a worker (worker.ts) is asked, and what it answers. */
export type Task = { from: number; count: number; until: 'end' | 'first failure'; servers: Servers }
export type Result = { found: Found[]; edits: number; durable: number; cpu: number }

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url))
/** Seeds that a worker gets at a time. */
const SHARE = 50

/** Runs seeds in processes beside each other. CPU is in milliseconds. */
export async function runSeeds(
  from: number,
  count: number,
  jobs: number,
  servers: Servers = 'one',
): Promise<Result> {
  const total: Result = { found: [], edits: 0, durable: 0, cpu: 0 }
  let next = from
  const end = from + count
  const take = (): Task | undefined => {
    if (next >= end) return undefined
    const task: Task = { from: next, count: Math.min(SHARE, end - next), until: 'end', servers }
    next += task.count
    return task
  }
  await Promise.all(Array.from({ length: jobs }, () => work(take, total)))
  total.found.sort((a, b) => a.seed - b.seed)
  return total
}

function work(take: () => Task | undefined, total: Result): Promise<void> {
  const child = fork(WORKER, { execArgv: ['--import', 'tsx'] })
  return new Promise((resolve, reject) => {
    const next = () => {
      const task = take()
      if (task) child.send(task)
      else child.disconnect()
    }
    child.on('message', (result: Result) => {
      total.found.push(...result.found)
      total.edits += result.edits
      total.durable += result.durable
      total.cpu += result.cpu
      next()
    })
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`A worker ended with ${code}`))))
    next()
  })
}
