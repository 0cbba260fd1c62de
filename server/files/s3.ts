import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import { sha256Of } from '../sha256'
import { type Bytes, BytesDamaged, checkedStream, HomeUnusable } from './bytes'
import { type Bucket, type S3Client, S3Refused, S3Unreachable, s3Client } from './s3-client'

const FOLDER = 'files/'
const keyOf = (sha256: string) => FOLDER + sha256

type Options = {
  /** Milliseconds between the tries */
  waits?: readonly number[]
  /** How many names are asked for at once; S3 gives no more than 1000 */
  page?: number
}

/** Files in a bucket that is this instance's own. */
export function s3Bytes(bucket: Bucket, { waits, page = 1000 }: Options = {}): Bytes {
  const client = s3Client(bucket, waits)
  const read = async (sha256: string): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    const bytes = await ifThere(client.ask({ method: 'GET', key: keyOf(sha256) }, bytesOf))
    if (bytes && sha256Of(bytes) !== sha256) throw new BytesDamaged(sha256)
    return bytes
  }
  return {
    // The storage compares what arrived with the SHA-256, which is signed, and shows an object only when it is whole.
    write: (sha256, bytes) => put(client, keyOf(sha256), new Uint8Array(bytes), sha256),
    read,
    async open(sha256): Promise<Readable | undefined> {
      const answer = await ifThere(client.ask({ method: 'GET', key: keyOf(sha256) }, async (one) => one))
      return answer && checkedStream(sha256, answer.body ?? nothing())
    },
    async remove(sha256, isNamed) {
      if (await isNamed?.()) return
      // S3 has no lock that a writer on another node would wait for: if one was in between, it gets its bytes back.
      const bytes = isNamed && (await read(sha256))
      await remove(client, keyOf(sha256))
      if (bytes && (await isNamed())) await put(client, keyOf(sha256), bytes, sha256)
    },
    names: () => namesIn(client, page),
    placeOf: keyOf,
    async check() {
      try {
        await tryOut(client)
      } catch (cause) {
        const { name, endpoint } = bucket
        throw new HomeUnusable(`The bucket ${name} at ${endpoint} cannot be used: ${sentence(cause)}`, {
          cause,
        })
      }
    },
    close: async () => {},
  }
}

const put = (client: S3Client, key: string, body: Uint8Array<ArrayBuffer>, sha256: string) =>
  client.ask({ method: 'PUT', key, body, sha256 }, drain)

const remove = async (client: S3Client, key: string): Promise<void> => {
  await ifThere(client.ask({ method: 'DELETE', key }, drain))
}

const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer())

/** Its connection is free for the next request only when the answer was read. */
const drain = async (answer: Response): Promise<void> => void (await answer.arrayBuffer())

async function* nothing(): AsyncGenerator<Uint8Array, void> {}

/** Undefined if there is no such object. That there is no such bucket, or that we may not look, is something else. */
async function ifThere<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof S3Refused && error.code === 'NoSuchKey') return undefined
    throw error
  }
}

async function* namesIn(client: S3Client, atOnce: number): AsyncGenerator<string, void> {
  for (let token = ''; ; ) {
    const after = token && `&continuation-token=${encodeURIComponent(token)}`
    const query = `list-type=2&max-keys=${atOnce}&prefix=${FOLDER}${after}`
    const page = await client.ask({ method: 'GET', query }, (answer) => answer.text())
    for (const [, key] of page.matchAll(/<Key>([^<]*)<\/Key>/g)) yield key!.slice(FOLDER.length)
    const [, next = ''] = /<NextContinuationToken>([^<]*)<\/NextContinuationToken>/.exec(page) ?? []
    if (next === '') return
    token = unescaped(next)
  }
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name]!)
}

/** All that is ever asked of the bucket, on an object that nobody reads. */
async function tryOut(client: S3Client): Promise<void> {
  const key = `check/${randomUUID()}`
  const body = new TextEncoder().encode(key)
  await put(client, key, body, sha256Of(body))
  const back = await client.ask({ method: 'GET', key }, (answer) => answer.text())
  if (back !== key) throw new HomeUnusable('what was written to it was read back otherwise.')
  await client.ask({ method: 'GET', query: `list-type=2&max-keys=1&prefix=${FOLDER}` }, drain)
  await remove(client, key)
  const gone = await ifThere(client.ask({ method: 'GET', key }, drain).then(() => 'there'))
  if (gone) throw new HomeUnusable('what was removed from it can still be read.')
}

const SENTENCES: Record<string, string> = {
  NoSuchBucket: 'there is no such bucket. Make it first, or correct S3_BUCKET.',
  InvalidAccessKeyId: 'it does not know the key S3_ACCESS_KEY_ID.',
  SignatureDoesNotMatch: 'S3_SECRET_ACCESS_KEY does not belong to S3_ACCESS_KEY_ID.',
  AccessDenied: 'the key may not do all that is needed: write, read, delete and list objects.',
  AuthorizationHeaderMalformed: 'S3_REGION is not its region.',
  PermanentRedirect: 'it is at another address: correct S3_ENDPOINT and S3_REGION.',
}

function sentence(error: unknown): string {
  if (error instanceof HomeUnusable) return error.message
  if (error instanceof S3Refused) return SENTENCES[error.code] ?? `${error.message}.`
  if (error instanceof S3Unreachable) return `${error.message}. Is S3_ENDPOINT right?`
  return String(error)
}
