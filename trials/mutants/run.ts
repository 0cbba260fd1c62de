import { type ChildProcess, fork } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Found, Result, Servers, Task } from '../sim/pool'
import { MUTANTS, type Mutant } from './list'

const ROOT = join(import.meta.dirname, '../..')
/** What the simulation needs of the product. */
const PARTS = ['lib', 'server', 'components/rich', 'trials/sim', 'tsconfig.json', 'package.json']
/** The same ones for every fault, so that what was caught once is caught again. */
const FROM = 1
const SEEDS = 1500
/** A fault that keeps a run from ending is caught, too. */
const PATIENCE_MS = 240_000

export type Caught = { mutant: Mutant; by: Found | 'nothing' | 'it does not end' }

/** Plants each fault, or those that are named, and prints which rule caught it. False if one was not caught. */
export async function runMutants(names: readonly string[], jobs: number): Promise<boolean> {
  const wanted = MUTANTS.filter(({ name }) => names.length === 0 || names.includes(name))
  for (const servers of new Set(wanted.map(serversOf))) {
    const healthy = makeCopy()
    const already = await firstFailure(healthy, servers).finally(() => rmSync(healthy, { recursive: true }))
    if (already === 'nothing') continue
    console.log(`Without any fault the simulation fails: ${sentenceOf(already)}. Mend that first.`)
    return false
  }
  const waiting = [...wanted]
  const results: Caught[] = []
  const width = Math.max(...wanted.map(({ name }) => name.length))
  await Promise.all(
    Array.from({ length: Math.min(jobs, waiting.length) }, async () => {
      const copy = makeCopy()
      try {
        for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
          const result = { mutant, by: await tryMutant(copy, mutant) }
          results.push(result)
          const more = isOther(result) ? ` (${mutant.rule} was expected)` : ''
          console.log(`${mutant.name.padEnd(width)}  ${sentenceOf(result.by)}${more}`)
        }
      } finally {
        rmSync(copy, { recursive: true })
      }
    }),
  )
  const survivors = results.filter(({ by }) => by === 'nothing')
  console.log(
    survivors.length === 0
      ? `\nEach of the ${results.length} faults was caught.`
      : `\n${survivors.length} of ${results.length} were not caught: ${survivors.map(({ mutant }) => mutant.name).join(', ')}`,
  )
  return survivors.length === 0
}

/** Plants one fault in a copy of the product, runs seeds until one fails, and takes it out again. */
export async function tryMutant(copy: string, mutant: Mutant): Promise<Caught['by']> {
  const { file, find, replace } = mutant
  const path = join(copy, file)
  const source = readFileSync(path, 'utf8')
  writeFileSync(
    path,
    source.replace(find, () => replace),
  )
  try {
    return await firstFailure(copy, serversOf(mutant))
  } finally {
    writeFileSync(path, source)
  }
}

/** The product in a folder of its own. */
export function makeCopy(): string {
  const copy = mkdtempSync(join(tmpdir(), 'rapporteur-mutant-'))
  for (const part of PARTS) {
    mkdirSync(dirname(join(copy, part)), { recursive: true })
    cpSync(join(ROOT, part), join(copy, part), { recursive: true })
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

function firstFailure(copy: string, servers: Servers): Promise<Caught['by']> {
  const worker = join(copy, 'trials/sim/worker.ts')
  const child: ChildProcess = fork(worker, { cwd: copy, execArgv: ['--import', 'tsx'], silent: true })
  let words = ''
  child.stderr?.on('data', (data) => {
    words += data
  })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end('it does not end'), PATIENCE_MS)
    const end = (by: Caught['by']) => {
      clearTimeout(timer)
      child.removeAllListeners()
      child.kill('SIGKILL')
      resolve(by)
    }
    child.on('message', ({ found: [first] }: Result) => end(first ?? 'nothing'))
    child.on('exit', (code) => reject(new Error(`The simulation ended with ${code}: ${words}`)))
    child.send({ from: FROM, count: SEEDS, until: 'first failure', servers } satisfies Task)
  })
}

function serversOf({ servers = 'one' }: Mutant): Servers {
  return servers
}

function sentenceOf(by: Caught['by']): string {
  if (by === 'nothing') return 'SURVIVED'
  return by === 'it does not end' ? 'caught: it does not end' : `caught by rule ${by.rule}, seed ${by.seed}`
}

/** Whether another rule caught it than the one that it breaks first of all. */
function isOther({ mutant, by }: Caught): boolean {
  return typeof by !== 'string' && by.rule !== `${mutant.rule}`
}
