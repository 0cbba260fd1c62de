import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { npm } from '@/scripts/process.mjs'
import { serverUser } from '@/server/scratch/programs'
import { freePort } from '@/server/testing'
import { readContext, readLastStage } from './dockerfile'

/*
 * The image, where no images can be made: what the Dockerfile's stages do is done by hand in a scratch folder, and what
 * comes out runs as somebody who may write nothing there.
 */

const ROOT = join(import.meta.dirname, '..')
const BUILD_MS = 300_000
const stage = readLastStage()
const user = serverUser()
const ADMIN = { ADMIN_EMAIL: 'olga@example.org', ADMIN_PASSWORD: 'long enough for her' }

let scratch: string
let image: string

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'rapporteur-image-'))
  chmodSync(scratch, 0o755)
  const build = join(scratch, 'build')
  image = join(scratch, 'app')
  for (const folder of [build, image]) mkdirSync(folder)
  if (!existsSync(join(ROOT, '.next', 'BUILD_ID')))
    execFileSync(process.execPath, [join(ROOT, 'node_modules/next/dist/bin/next'), 'build'], {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    })

  // The build stage: what .dockerignore lets through, the packages, and the pages as they are built here.
  const ignored = ['.next/cache', '.next/dev'].map((path) => join(ROOT, path))
  for (const path of [...readContext(), '.next'])
    cpSync(join(ROOT, path), join(build, path), {
      recursive: true,
      filter: (one) => !ignored.includes(one) && !/\.test\.tsx?$/.test(one),
    })
  execFileSync('cp', ['-R', join(ROOT, 'node_modules'), build])
  const prune = ['prune', '--prefix', build, '--omit=dev', '--offline', '--no-audit', '--no-fund']
  expect(await npm(prune, { quiet: true })).toMatchObject({ code: 0 })
  execFileSync(process.execPath, [join(build, 'docker', 'slim.mjs'), build], { stdio: 'pipe' })

  // The last stage. What is copied is moved here, which costs nothing.
  for (const { from, to } of stage.copies)
    for (const path of from) {
      const into = to.endsWith('/') ? join(image, to, basename(path)) : join(image, to)
      mkdirSync(join(into, '..'), { recursive: true })
      execFileSync('mv', [join(build, path), into])
    }
  execFileSync('chmod', ['-R', 'a-w,a+rX', image])
  for (const folder of ['data', 'tmp']) {
    mkdirSync(join(scratch, folder))
    if (user) chownSync(join(scratch, folder), user.uid, user.gid)
  }
}, BUILD_MS)

afterAll(() => {
  execFileSync('chmod', ['-R', 'u+w', image])
  rmSync(scratch, { recursive: true })
})

function environment(port: number): NodeJS.ProcessEnv {
  return {
    PATH: `${join(process.execPath, '..')}:/usr/bin:/bin`,
    HOME: '/nonexistent',
    TMPDIR: join(scratch, 'tmp'),
    NODE_ENV: 'production',
    ...stage.env,
    ...ADMIN,
    DATA_DIR: join(scratch, 'data'),
    HOST: '127.0.0.1',
    PORT: String(port),
  }
}

const healthy = (env: NodeJS.ProcessEnv) =>
  spawnSync(stage.health[0]!, stage.health.slice(1), { cwd: image, env, ...user }).status === 0

test('as a user who may write nothing but data, it gets healthy, makes a PDF, and stops when it is told to', async () => {
  const port = await freePort()
  const env = environment(port)
  expect(healthy(env)).toBe(false)
  const [command, ...args] = stage.command
  const server: ChildProcess = spawn(command!, args, {
    cwd: image,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...user,
  })
  let output = ''
  for (const stream of [server.stdout!, server.stderr!]) stream.on('data', (bytes) => (output += bytes))
  const ended = once(server, 'exit')
  try {
    while (!healthy(env)) {
      if (server.exitCode !== null) throw new Error(output)
      await wait(100)
    }
    const url = `http://127.0.0.1:${port}`
    expect((await fetch(`${url}/signin`)).status).toBe(200)

    const basic = Buffer.from(`${ADMIN.ADMIN_EMAIL}:${ADMIN.ADMIN_PASSWORD}`).toString('base64')
    const { token } = await api(`${url}/api/v1/tokens`, `Basic ${basic}`, {})
    const event = await api(`${url}/api/v1/events`, `Bearer ${token}`, {
      name: 'Event',
      template: 'forum-session',
    })
    const session = await api(`${url}/api/v1/events/${event.id}/sessions`, `Bearer ${token}`, {
      title: '세션',
    })
    const pdf = await fetch(`${url}/api/v1/sessions/${session.id}/report.pdf`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
  } finally {
    server.kill(stage.stopSignal as NodeJS.Signals)
  }
  expect(await ended).toEqual([0, null])
  expect(output).not.toMatch(/EACCES|EROFS|EPERM|Unexpected/)
})

async function api(url: string, authorization: string, body: object) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text}`)
  return JSON.parse(text)
}

test('it is nobody in particular, and holds nothing that only builds or tests need', () => {
  expect(stage.user).toBe('node')
  const unwanted = ['typescript', 'vitest', '@playwright/test', 'lucide-react', 'lightningcss', 'tailwindcss']
  expect(unwanted.filter((name) => existsSync(join(image, 'node_modules', name)))).toEqual([])
  expect(readdirSync(join(image, 'node_modules', '@next')).filter((name) => name.startsWith('swc'))).toEqual(
    [],
  )
  expect(existsSync(join(image, '.next', 'cache'))).toBe(false)
  expect(statSync(join(image, 'server', 'main.ts')).isFile()).toBe(true)
})
