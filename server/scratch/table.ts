import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

type Row = { pid: number; parent: number; state: string }

/** The children of a process and theirs, as they are now; those that are dead and not yet buried do not count. */
export function descendants(pid: number): number[] {
  const rows = processes().filter(({ state }) => !state.startsWith('Z'))
  const found: number[] = []
  const add = (parent: number) => {
    for (const row of rows)
      if (row.parent === parent) {
        found.push(row.pid)
        add(row.pid)
      }
  }
  add(pid)
  return found
}

/** Which of these processes still run. */
export function running(pids: number[]): number[] {
  const rows = processes()
  return pids.filter((pid) => rows.some((row) => row.pid === pid && !row.state.startsWith('Z')))
}

/** Sends a signal to those that are there. */
export function signalAll(pids: number[], signal: NodeJS.Signals): void {
  for (const pid of pids)
    try {
      process.kill(pid, signal)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
}

function processes(): Row[] {
  return existsSync('/proc/self/stat') ? fromProc() : fromPs()
}

function fromProc(): Row[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      // The name in parentheses may hold anything; what follows the last one is: state, parent, …
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const [state = '', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return [{ pid: Number(name), parent: Number(parent), state }]
    } catch {
      return [] // ended meanwhile
    }
  })
}

function fromPs(): Row[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map(([pid, parent, state = '']) => ({ pid: Number(pid), parent: Number(parent), state }))
}
