import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '../config'
import type { Bytes } from '../files/bytes'
import { homeOf, openBytes } from '../files/homes'
import { Refused } from './folder'
import { MANIFEST } from './manifest'

/** Where the files of a data folder are, if not in it: in the bucket that is set up. A backup has its own. */
export function bucketFor(dir: string): Bytes | undefined {
  if (existsSync(join(dir, MANIFEST))) return undefined
  const { s3 } = readConfig(process.env)
  return s3 && openBytes(homeOf({ dataDir: dir, s3 }))
}

/** Throws Refused where the data is in a database: it has other tools. */
export function refuseDatabase(): void {
  if (process.env.DATABASE_URL)
    throw new Refused(
      'The data is in PostgreSQL (DATABASE_URL), which has tools of its own for this (pg_dump, pg_restore): see docs/operations.md. To work on a folder, name it.',
    )
}
