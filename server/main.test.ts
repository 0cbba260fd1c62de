import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { type Connection, connect } from '@/lib/collab/connection'
import { freePort } from './testing'

/*
 * The real process, from its environment to its exit code. It serves the built pages; what they show is tested in a
 * browser (e2e/), so whichever build is there will do.
 */

const ROOT = join(import.meta.dirname, '..')
const BUILD_MS = 300_000
const START_MS = 120_000

beforeAll(() => {
  if (existsSync(join(ROOT, '.next', 'BUILD_ID'))) return
  execFileSync(process.execPath, [join(ROOT, 'node_modules/next/dist/bin/next'), 'build'], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
}, BUILD_MS)

test(
  'It starts, offers the first account, answers, refuses a second process, and stops cleanly',
  async () => {
    const dataDir = await newFolder()
    const port = await freePort()
    const first = run({ PORT: `${port}`, DATA_DIR: dataDir })
    await first.says(`Rapporteur is ready at http://localhost:${port}`)
    expect(first.output()).toMatch(new RegExp(`http://localhost:${port}/setup#\\S{20,}`))

    const get = (path: string) => fetch(`http://localhost:${port}${path}`)
    expect((await get('/healthz')).status).toBe(200)
    expect((await get('/readyz')).status).toBe(200)
    expect(await (await get('/metrics')).text()).toContain('rapporteur_sockets 0')
    const page = await get('/signin')
    expect(page.status).toBe(200)
    const nonce = /'nonce-([^']+)'/.exec(page.headers.get('content-security-policy')!)?.[1]
    const scripts = (await page.text()).match(/<script\b[^>]*>/g)!
    expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([])

    const second = run({ PORT: `${await freePort()}`, DATA_DIR: dataDir })
    expect(await second.exit).toBe(1)
    expect(second.output().trim()).toBe(
      `The data folder ${dataDir} is in use by another Rapporteur process: stop that one first, or set DATA_DIR to another folder.`,
    )

    // as a terminal and the launcher do it
    first.process.kill('SIGINT')
    first.process.kill('SIGTERM')
    expect(await first.exit).toBe(0)
    await expect(get('/healthz')).rejects.toThrow()
  },
  START_MS,
)

test(
  'What a page called saved is there after kill -9 and a new start',
  async () => {
    const settings = {
      PORT: `${await freePort()}`,
      DATA_DIR: await newFolder(),
      ADMIN_EMAIL: 'ana@example.org',
      ADMIN_PASSWORD: 'correct horse battery',
    }
    const api = `http://localhost:${settings.PORT}/api/v1`
    const first = run(settings)
    await first.says('Rapporteur is ready')
    expect(first.output()).not.toContain('/setup#')

    const { token } = await call(
      `${api}/tokens`,
      `Basic ${btoa('ana@example.org:correct horse battery')}`,
      {},
    )
    const event = await call(`${api}/events`, `Bearer ${token}`, { name: 'Forum' })
    const session = await call(`${api}/events/${event.id}/sessions`, `Bearer ${token}`, { title: '' })
    const { url } = await call(`${api}/sessions/${session.id}/ticket`, `Bearer ${token}`, {})
    const doc = new Y.Doc()
    const connection = connect({ doc, url })
    onTestFinished(() => connection.destroy())
    await saved(connection)
    const sentence = 'Care work holds the economy together.'
    for (const [index, letter] of [...sentence].entries()) doc.getText('title').insert(index, letter)
    await saved(connection)
    first.process.kill('SIGKILL')
    await first.exit

    const second = run(settings)
    await second.says('Rapporteur is ready')
    const report = await fetch(`${api}/sessions/${session.id}/report`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(await report.json()).toMatchObject({ title: sentence })
    second.process.kill('SIGTERM')
    expect(await second.exit).toBe(0)
  },
  START_MS,
)

test(
  'Wrong settings are named, and nothing is started or made',
  async () => {
    const dataDir = join(await newFolder(), 'new')
    const server = run({ PORT: 'http', PUBLIC_URL: 'here', DATA_DIR: dataDir })
    expect(await server.exit).toBe(1)
    expect(server.output().trim().split('\n')).toEqual([
      'Wrong settings (.env.example explains them all):',
      'PORT is not a port number.',
      'PUBLIC_URL is not an address such as https://reports.example.org.',
    ])
    expect(existsSync(dataDir)).toBe(false)
  },
  START_MS,
)

test(
  'A port that is taken and a data folder that cannot be made are said in one sentence',
  async () => {
    const other = await listening()
    const port = (other.address() as AddressInfo).port
    const taken = run({ PORT: `${port}`, DATA_DIR: await newFolder() })
    expect(await taken.exit).toBe(1)
    expect(taken.output().trim()).toBe(
      `Port ${port} is in use: stop the program that has it, or set PORT to another one.`,
    )
    const impossible = join(import.meta.filename, 'data')
    const homeless = run({ PORT: `${await freePort()}`, DATA_DIR: impossible })
    expect(await homeless.exit).toBe(1)
    expect(homeless.output().trim()).toBe(
      `The data folder ${impossible} cannot be written (ENOTDIR): allow it, or set DATA_DIR to another folder.`,
    )
  },
  START_MS,
)

/** Posts JSON; the answer must be good. */
async function call(url: string, authorization: string, body: object) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.ok).toBe(true)
  return response.json()
}

/** Resolves when the indicator of this connection would say "Saved". */
function saved(connection: Connection): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (connection.state().kind === 'saved') resolve()
    }
    onTestFinished(connection.subscribe(look))
    look()
  })
}

/** A server process with these settings and no others. */
function run(settings: Record<string, string>) {
  const script = join(ROOT, 'server', 'main.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  let heard = () => {}
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      output += data
      heard()
    })
  const exit = once(child, 'close').then(([code]) => code as number | null)
  return {
    process: child,
    exit,
    output: () => output,
    /** Resolves when it printed these words; rejects with all it printed if it ends before. */
    says: (words: string) =>
      new Promise<void>((resolve, reject) => {
        heard = () => output.includes(words) && resolve()
        heard()
        void exit.then(() => reject(new Error(output)))
      }),
  }
}

async function newFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'rapporteur-main-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  return dir
}

async function listening(): Promise<Server> {
  const server = createServer().listen(0)
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return server
}
