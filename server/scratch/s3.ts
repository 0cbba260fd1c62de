import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Bucket, s3Client } from '../files/s3-client'
import { freePort } from '../testing'
import { makeFolder, removeFolder } from './folder'
import { ServerMissing } from './missing'
import { ServerProcess } from './process'
import { serverUser } from './programs'

/** An S3-compatible storage of our own on 127.0.0.1: OpenStack Swift, with its S3 interface. */
export type S3 = {
  /** http://127.0.0.1:… */
  endpoint: string
  /** Makes an empty bucket. */
  newBucket(): Promise<Bucket>
  stop(): Promise<void>
  /** Starts it again, on the same port and with what it held. */
  start(): Promise<void>
  /** SIGKILL. */
  kill(): Promise<void>
  /** Freezes it, until `resume`. */
  pause(): void
  resume(): void
  /** Ends it and removes its folder. */
  remove(): Promise<void>
}

/** What Debian calls what is needed, and the system's own Python, for which it is installed. */
export const S3_PACKAGES = ['swift-proxy', 'swift-account', 'swift-container', 'swift-object']
const PYTHON = '/usr/bin/python3'
const PROGRAMS = ['proxy', 'account', 'container', 'object'].map((name) => `/usr/bin/swift-${name}-server`)
const ACCESS_KEY = { account: 'rapporteur', user: 'tester', secret: 'no-secret' }

export function hasS3(): boolean {
  return [PYTHON, ...PROGRAMS].every((path) => existsSync(path))
}

/**
 * Starts a storage; resolves once it answers. It never outlives this process. Throws ServerMissing if Swift is not
 * installed.
 */
export async function startS3(): Promise<S3> {
  if (!hasS3())
    throw new ServerMissing(
      `OpenStack Swift is not installed: on Debian, apt-get install ${S3_PACKAGES.join(' ')}.`,
    )
  const user = serverUser()
  const folder = makeFolder('s3', undefined, user)
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  const { account, user: name, secret } = ACCESS_KEY
  const process_ = new ServerProcess({
    name: 'Swift',
    command: PYTHON,
    args: [join(import.meta.dirname, 's3-server.py'), folder.path, String(port), account, name, secret],
    folder,
    user,
    answers: async () => (await fetch(endpoint)).status < 500,
    end: 'KILL',
  })
  await process_.start()

  return {
    endpoint,
    async newBucket() {
      const bucket: Bucket = {
        endpoint,
        name: `bucket-${randomUUID()}`,
        region: 'us-east-1',
        accessKeyId: `${account}:${name}`,
        secretAccessKey: secret,
      }
      await s3Client(bucket).ask({ method: 'PUT' }, (answer) => answer.arrayBuffer())
      return bucket
    },
    stop: () => process_.stop('SIGTERM'),
    start: () => process_.start(),
    kill: () => process_.kill(),
    pause: () => process_.pause(),
    resume: () => process_.resume(),
    async remove() {
      await process_.stop('SIGTERM')
      removeFolder(folder)
    },
  }
}
