import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ConfigError, readConfig } from './config'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rapporteur-config-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

function faultsOf(env: Record<string, string>): string[] {
  try {
    readConfig({ DATA_DIR: dir, ...env })
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
  return []
}

test('Nothing set gives a server on port 3000 with its address on localhost', () => {
  expect(readConfig({ DATA_DIR: dir, PORT: '' })).toMatchObject({
    mode: 'production',
    port: 3000,
    baseUrl: 'http://localhost:3000',
    admin: undefined,
    trustProxy: false,
  })
})

test('Every wrong value is named in a sentence of its own', () => {
  expect(faultsOf({ PORT: 'high', PUBLIC_URL: 'example', ADMIN_EMAIL: 'me', TRUST_PROXY: 'yes' })).toEqual([
    'PORT is not a port number.',
    'PUBLIC_URL is not an address such as https://reports.example.org.',
    'ADMIN_EMAIL is not an e-mail address.',
    'TRUST_PROXY is neither 0 nor 1.',
    'ADMIN_PASSWORD must be set too, because ADMIN_EMAIL is.',
  ])
})

test('Half of a group is refused with the names that are missing', () => {
  expect(faultsOf({ OIDC_ISSUER: 'https://id.example.org' })).toEqual([
    'OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set too, because OIDC_ISSUER is.',
  ])
})

test('A bus needs a database that the nodes share', () => {
  expect(faultsOf({ REDIS_URL: 'redis://localhost' })).toEqual([
    'DATABASE_URL must be set too, because REDIS_URL is: only nodes that share a database have a bus.',
  ])
  expect(faultsOf({ DATABASE_URL: 'mysql://localhost/reports' })).toEqual([
    'DATABASE_URL is not an address such as postgres://user:password@db.example.org/rapporteur.',
  ])
})

test('A wrong value makes no data folder', () => {
  const fresh = join(dir, 'fresh')
  expect(() => readConfig({ DATA_DIR: fresh, PORT: '99999' })).toThrow(
    'PORT is not a port number (0 to 65535).',
  )
  expect(() => statSync(fresh)).toThrow('ENOENT')
})

test('A bucket needs its key, and has a region if nobody names one', () => {
  expect(faultsOf({ S3_BUCKET: 'Reports!', S3_ENDPOINT: 's3' })).toEqual([
    'S3_ENDPOINT is not an address such as https://s3.eu-central-1.amazonaws.com.',
    'S3_BUCKET is not the name of a bucket.',
    'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY must be set too, because S3_BUCKET and S3_ENDPOINT are.',
  ])
  const set = { S3_BUCKET: 'reports', S3_ENDPOINT: 'https://s3.example.org/', S3_ACCESS_KEY_ID: 'key' }
  expect(readConfig({ DATA_DIR: dir, ...set, S3_SECRET_ACCESS_KEY: 'secret' }).s3).toEqual({
    endpoint: 'https://s3.example.org',
    name: 'reports',
    region: 'us-east-1',
    accessKeyId: 'key',
    secretAccessKey: 'secret',
  })
})
