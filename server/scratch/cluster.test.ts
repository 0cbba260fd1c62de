import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { startCluster } from './cluster'
import type { ClusterOptions } from './cluster-options'

const ROOT = join(import.meta.dirname, '..', '..')
const BUILD_MS = 300_000
const ADMIN = { ADMIN_EMAIL: 'olga@example.org', ADMIN_PASSWORD: 'long enough for her' }
const OPTIONS: ClusterOptions = {
  nodes: 2,
  port: undefined,
  folder: undefined,
  redis: 'no',
  ended: 'start again',
}

// Whichever build is there will do.
beforeAll(() => {
  if (existsSync(join(ROOT, '.next', 'BUILD_ID'))) return
  execFileSync(process.execPath, [join(ROOT, 'node_modules/next/dist/bin/next'), 'build'], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
}, BUILD_MS)

/** Collects what is said, and waits for what shall be. */
function listener() {
  const lines: string[] = []
  let look = () => {}
  return {
    say(line: string) {
      lines.push(line)
      look()
    },
    heard: (text: string) =>
      new Promise<void>((resolve) => {
        look = () => lines.some((line) => line.includes(text)) && resolve()
        look()
      }),
    lines,
  }
}

test('what one node is told the other knows, one that is killed starts again, and all of it ends', async () => {
  const { say, heard, lines } = listener()
  const cluster = await startCluster(
    OPTIONS,
    { ...process.env, ...ADMIN, DATABASE_URL: '', REDIS_URL: '' },
    say,
  )
  const [one, two] = cluster.nodes
  try {
    expect(lines).toContain('node 1 │ Made the account of olga@example.org.')
    expect(lines).not.toContain('node 2 │ Made the account of olga@example.org.')
    expect(cluster.setup).toBeUndefined()
    expect(cluster.bus).toBe('PostgreSQL (NOTIFY)')

    const basic = Buffer.from(`${ADMIN.ADMIN_EMAIL}:${ADMIN.ADMIN_PASSWORD}`).toString('base64')
    const made = await fetch(`${one!.url}/api/v1/tokens`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
    })
    const { token } = (await made.json()) as { token: string }
    const listed = async (url: string) =>
      (await fetch(`${url}/api/v1/events`, { headers: { authorization: `Bearer ${token}` } })).status
    expect(await listed(two!.url)).toBe(200)

    process.kill(one!.pid!, 'SIGKILL')
    await heard('node 1 ended by SIGKILL')
    expect(await listed(cluster.url)).toBe(200)
    lines.length = 0
    await heard('node 1 is ready')
    expect(await listed(one!.url)).toBe(200)
  } finally {
    await cluster.stop()
  }
  for (const url of [cluster.url, one!.url, two!.url]) await expect(fetch(url)).rejects.toThrow()
  expect(one!.pid ?? two!.pid).toBeUndefined()
})

test('a database that cannot be reached is said, and nothing is left running', async () => {
  const { say, lines } = listener()
  const env = { ...process.env, DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none', REDIS_URL: '' }
  await expect(startCluster(OPTIONS, env, say)).rejects.toThrow('node 1 did not start.')
  expect(lines.join('\n')).toMatch(/ECONNREFUSED|reach|database/)
})
