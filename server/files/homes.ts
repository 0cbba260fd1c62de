import { kyselyOnPostgres, openPool } from '../store/postgres'
import type { Bytes, Home } from './bytes'
import { databaseBytes } from './database'
import { diskBytes } from './disk'
import { s3Bytes } from './s3'
import type { Bucket } from './s3-client'
import { inSuccession } from './succession'

/** Files are few beside edits, whose connections they leave alone. */
const CONNECTIONS = 3

/** S3 if it is set up; else where the rest of the data is. Nodes that share a database share no disk. */
export function homeOf(config: {
  dataDir: string
  databaseUrl?: string | undefined
  s3: Bucket | undefined
}): Home {
  const own: Home = config.databaseUrl
    ? { kind: 'database', url: config.databaseUrl }
    : { kind: 'disk', dataDir: config.dataDir }
  return config.s3 ? { kind: 's3', bucket: config.s3, before: own } : own
}

/** Opens a home; nothing is asked of it before it is used. */
export function openBytes(home: Home): Bytes {
  switch (home.kind) {
    case 'disk':
      return diskBytes(home.dataDir)
    case 'database':
      return databaseBytes(kyselyOnPostgres(openPool(home.url, CONNECTIONS)))
    case 's3':
      return inSuccession(s3Bytes(home.bucket), openBytes(home.before))
  }
}
