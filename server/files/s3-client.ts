import { setTimeout as wait } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'
import { now } from '../time'

/** A bucket of an S3-compatible storage, and the key that opens it. */
export type Bucket = {
  /** Without a trailing slash: https://s3.eu-central-1.amazonaws.com */
  endpoint: string
  name: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

export type Ask = { method: 'GET' | 'PUT' | 'DELETE'; key?: string; query?: string } & (
  | { body: Uint8Array<ArrayBuffer>; sha256: string }
  | { body?: undefined }
)

/** The storage answered that it does not do what was asked: `code` is S3's name for why, if it gave one. */
export class S3Refused extends Error {
  override name = 'S3Refused'
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(`${message || 'The S3 storage gave no reason'} (${status}${code ? ` ${code}` : ''})`)
  }
}

/** It did not answer, or not to the end. */
export class S3Unreachable extends Error {
  override name = 'S3Unreachable'
  constructor(cause: unknown) {
    super(`The S3 storage does not answer (${reasonOf(cause)})`, { cause })
  }
}

/** Milliseconds between the tries. */
const WAITS = [100, 300, 1000, 3000]
/** How long one try may take: until the storage answers, and for each byte that is sent on a slow line. */
const ANSWER_MS = 15_000
const BYTES_A_MS = 250
/** Somebody waits for the picture: after this long it is not tried again. */
const PATIENCE_MS = 30_000
const SKEWED = 'RequestTimeTooSkewed'
/** What the storage says of its own state, or of what happened on the way; asked again, the answer may be another. */
const PASSING = [SKEWED, 'SlowDown', 'RequestTimeout', 'BadDigest', 'XAmzContentSHA256Mismatch']

// Next replaces it by one of its own, with a cache, when the pages start.
const { fetch } = globalThis

/** Requests to a bucket, signed (AWS Signature Version 4), and tried again while the storage cannot answer them. */
export function s3Client(bucket: Bucket, waits: readonly number[] = WAITS) {
  const { endpoint, name, region, accessKeyId, secretAccessKey } = bucket
  const signingKeys = new Map<string, ArrayBuffer>()
  /** How many milliseconds the storage's clock is ahead: it takes no signature of another time. */
  let ahead = 0

  /**
   * What `take` makes of the answer, its body read within the same try. Rejects with S3Refused or S3Unreachable when
   * the last try was in vain.
   */
  async function ask<T>(request: Ask, take: (answer: Response) => Promise<T>): Promise<T> {
    const began = performance.now()
    for (const pause of waits)
      try {
        return await once(request, take)
      } catch (error) {
        if (!isPassing(error) || performance.now() - began > PATIENCE_MS) throw error
        await wait(pause * (0.5 + Math.random() / 2))
      }
    return once(request, take)
  }

  async function once<T>(request: Ask, take: (answer: Response) => Promise<T>): Promise<T> {
    const { method, url, headers } = await signed(request)
    const late = new AbortController()
    const { body = null } = request
    const limit = ANSWER_MS + (body?.length ?? 0) / BYTES_A_MS
    const timer = setTimeout(() => late.abort(new Error('timeout')), limit)
    try {
      const answer = await fetch(url, { method, headers, body, signal: late.signal })
      // The rest may take as long as it comes.
      clearTimeout(timer)
      if (answer.ok) return await take(answer)
      const refusal = refusalIn(answer.status, await answer.text())
      if (refusal.code === SKEWED) setClock(answer)
      throw refusal
    } catch (error) {
      throw error instanceof S3Refused ? error : new S3Unreachable(error)
    } finally {
      clearTimeout(timer)
    }
  }

  function signed({ method, key = '', query = '', ...content }: Ask) {
    const headers: Record<string, string> =
      content.body === undefined ? {} : { 'x-amz-content-sha256': content.sha256 }
    return new AwsV4Signer({
      method,
      url: `${endpoint}/${name}${key && `/${key}`}${query && `?${query}`}`,
      headers,
      service: 's3',
      region,
      accessKeyId,
      secretAccessKey,
      cache: signingKeys,
      datetime: new Date(now() + ahead).toISOString().replace(/[-:]|\.\d+/g, ''),
    }).sign()
  }

  function setClock(answer: Response): void {
    const told = Date.parse(answer.headers.get('date') ?? '')
    if (!Number.isNaN(told)) ahead = told - now()
  }

  return { ask }
}

export type S3Client = ReturnType<typeof s3Client>

function refusalIn(status: number, body: string): S3Refused {
  const [, code = ''] = /<Code>([^<]*)<\/Code>/.exec(body) ?? []
  const [, message = ''] = /<Message>([^<]*)<\/Message>/.exec(body) ?? []
  return new S3Refused(status, code, message)
}

function isPassing(error: unknown): boolean {
  if (error instanceof S3Unreachable) return true
  if (!(error instanceof S3Refused)) return false
  return error.status >= 500 || error.status === 429 || PASSING.includes(error.code)
}

/** fetch says “fetch failed”, and why only in the error's cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: Error & { code?: string } }
  return cause?.code || cause?.message || message
}
