import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { type Bucket, s3Client } from '../files/s3-client'
import { freePort } from '../testing'
import { makeFolder, removeFolder } from './folder'
import { ServerMissing } from './missing'
import { ServerProcess } from './process'
import { hasSwift, SWIFT_PACKAGES, SWIFT_PYTHON } from './programs'

/** An S3-compatible storage for tests. */
export type S3 = {
  /** http://127.0.0.1:… */
  endpoint: string
  /** Makes an empty bucket. */
  newBucket(): Promise<Bucket>
  /** Ends it and removes its folder. */
  remove(): Promise<void>
}

type Key = { accessKeyId: string; secretAccessKey: string }

const ACCOUNT = 'rapporteur'
const USER = 'tester'
const SECRET = 'no-secret'

/**
 * Starts OpenStack Swift with its S3 interface on 127.0.0.1, or takes the storage that TEST_S3_URL
 * (http://KEY:SECRET@HOST:PORT) names; resolves once it answers. It never outlives this process. Throws ServerMissing
 * if neither is there.
 */
export async function startS3(): Promise<S3> {
  const { TEST_S3_URL } = process.env
  if (TEST_S3_URL) return named(new URL(TEST_S3_URL))
  if (!hasSwift())
    throw new ServerMissing(
      `OpenStack Swift is not installed: on Debian, apt-get install ${SWIFT_PACKAGES.join(' ')}; or name another S3-compatible storage in TEST_S3_URL.`,
    )
  // As who we are, who can read the script wherever the repository is: unlike PostgreSQL it does not mind root.
  const folder = makeFolder('s3', undefined, undefined)
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  const process_ = new ServerProcess({
    name: 'Swift',
    command: SWIFT_PYTHON,
    args: [join(import.meta.dirname, 's3-server.py'), folder.path, String(port), ACCOUNT, USER, SECRET],
    folder,
    answers: async () => (await fetch(endpoint)).status < 500,
    end: 'KILL',
  })
  await process_.start()
  return {
    endpoint,
    newBucket: () => newBucket(endpoint, { accessKeyId: `${ACCOUNT}:${USER}`, secretAccessKey: SECRET }),
    async remove() {
      await process_.stop('SIGTERM')
      removeFolder(folder)
    },
  }
}

function named({ origin, username, password }: URL): S3 {
  const key = {
    accessKeyId: decodeURIComponent(username),
    secretAccessKey: decodeURIComponent(password),
  }
  return { endpoint: origin, newBucket: () => newBucket(origin, key), remove: async () => {} }
}

async function newBucket(endpoint: string, key: Key): Promise<Bucket> {
  const bucket: Bucket = { endpoint, name: `bucket-${randomUUID()}`, region: 'us-east-1', ...key }
  await s3Client(bucket).ask({ method: 'PUT' }, (answer) => answer.arrayBuffer())
  return bucket
}
