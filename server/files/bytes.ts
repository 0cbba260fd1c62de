import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Bucket } from './s3-client'

/** Where the bytes of files lie: told so that another process can open the same place (openBytes). */
export type Home =
  | { kind: 'disk'; dataDir: string }
  /** A PostgreSQL database */
  | { kind: 'database'; url: string }
  /** What is not in the bucket may have been stored before there was one. */
  | { kind: 's3'; bucket: Bucket; before: Home }

/** The bytes of files, named by the SHA-256 of what they are. Every home passes one contract (contract.ts). */
export interface Bytes {
  /** Resolves once they are durable, all of them; until then none can be read. Writing them again does no harm. */
  write(sha256: string, bytes: Uint8Array): Promise<void>
  /** Undefined if they are not there. Rejects if the home cannot be asked; most homes, also if they are damaged. */
  read(sha256: string): Promise<Uint8Array | undefined>
  /** The same as a stream, for what is too long to be held whole. */
  open(sha256: string): Promise<Readable | undefined>
  /**
   * Removes them, unless `isNamed` says that a row names them. It is asked when nobody can be writing them, as far as
   * the home can see to that.
   */
  remove(sha256: string, isNamed?: () => Promise<boolean>): Promise<void>
  /** The names of all that lie there, in any order; also what is no file of ours, or half of one. */
  names(): AsyncIterable<string>
  /** Where that is, for whoever looks after the data: a path in the data folder, in the bucket, … */
  placeOf(name: string): string
  /** Tries whether it can be written and read; throws HomeUnusable, with a sentence. */
  check(): Promise<void>
  close(): Promise<void>
}

/** The home cannot be written or read as it is set up: why, in a sentence. */
export class HomeUnusable extends Error {
  override name = 'HomeUnusable'
}

/** What lies under a name is not what was written under it. */
export class BytesDamaged extends Error {
  override name = 'BytesDamaged'
  constructor(sha256: string) {
    super(`The stored file ${sha256} is damaged: it is not what was stored.`)
  }
}

/** What can be shown: damaged bytes are as good as missing to whoever can do without them, and are told to `note`. */
export async function readSound(
  bytes: Bytes,
  sha256: string,
  note: (line: string) => void,
): Promise<Uint8Array | undefined> {
  try {
    return await bytes.read(sha256)
  } catch (error) {
    if (!(error instanceof BytesDamaged)) throw error
    note(error.message)
    return undefined
  }
}

/** The parts as a stream, which fails at its end if they are not what has this SHA-256. */
export function checkedStream(sha256: string, parts: AsyncIterable<Uint8Array>): Readable {
  return Readable.from(checkedParts(sha256, parts), { objectMode: false })
}

async function* checkedParts(
  sha256: string,
  parts: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  const hash = createHash('sha256')
  for await (const part of parts) {
    hash.update(part)
    yield part
  }
  if (hash.digest('hex') !== sha256) throw new BytesDamaged(sha256)
}
