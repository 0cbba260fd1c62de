import { readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { wantedPeers } from './servers/peers'

const OURS = ['ws', 'yjs', 'lib0', 'y-protocols', 'better-sqlite3', 'kysely', 'tsx']

/** On what it was measured: without it figures say nothing. */
export function machine() {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
  const processors = cpus()
  const facts = {
    at: new Date().toISOString(),
    cores: processors.length,
    processor: processors[0]?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    packages: Object.fromEntries(OURS.map((name) => [name, manifest.dependencies[name] as string])),
    peers: wantedPeers(),
  }
  const { cores, processor, node, at } = facts
  return { ...facts, summary: `${at.slice(0, 10)}, Node ${node}, ${cores} cores (${processor})` }
}
