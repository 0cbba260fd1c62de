import { resolve } from 'node:path'
import { z } from 'zod'
import type { Bucket } from './files/s3-client'

/** How the server runs, read once at the start. `.env.example` explains each variable. */
export type Config = {
  mode: 'production' | 'development'
  port: number
  /** The address to listen on; undefined: all of them. */
  host: string | undefined
  /** Absolute path of the folder that holds all data, unless a database does. */
  dataDir: string
  /** The PostgreSQL database that the nodes share. */
  databaseUrl: string | undefined
  /** The Redis or Valkey by which they hear of each other; undefined: by PostgreSQL. */
  redisUrl: string | undefined
  /** Where people reach it, without a trailing slash: https://reports.example.org */
  baseUrl: string
  /** Signs cookies. */
  secret: string
  /** The first organiser of an unattended install. */
  admin: { email: string; password: string } | undefined
  smtp: { url: string; from: string } | undefined
  /** Where pictures and books are kept, if neither in the data folder nor in the database. */
  s3: Bucket | undefined
  oidc:
    | {
        name: string
        issuer: string
        clientId: string
        clientSecret: string
        /** Whether people whom nobody invited get an account. */
        signUp: boolean
      }
    | undefined
  /** Whether X-Forwarded-For and -Proto come from a proxy of ours. */
  trustProxy: boolean
}

/** What the environment says. Without a secret there, one is kept with the data. */
export type Settings = Omit<Config, 'secret'> & { secret: string | undefined }

/** One sentence for each wrong value. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  constructor(readonly faults: string[]) {
    super(faults.join('\n'))
  }
}

const url = (protocols: RegExp, message: string) =>
  z.url({ protocol: protocols, error: message }).transform((value) => value.replace(/\/+$/, ''))
const email = (message: string) => z.email(message)

const Env = z.object({
  NODE_ENV: z.string().optional(),
  PORT: z
    .string()
    .regex(/^\d+$/, 'is not a port number')
    .transform(Number)
    .refine((port) => port <= 65535, 'is not a port number (0 to 65535)')
    .default(3000),
  HOST: z.string().optional(),
  DATA_DIR: z.string().default('data'),
  DATABASE_URL: url(
    /^postgres(ql)?$/,
    'is not an address such as postgres://user:password@db.example.org/rapporteur',
  ).optional(),
  REDIS_URL: url(/^rediss?$/, 'is not an address such as redis://cache.example.org:6379').optional(),
  PUBLIC_URL: url(/^https?$/, 'is not an address such as https://reports.example.org').optional(),
  NEXTAUTH_SECRET: z.string().min(32, 'is shorter than 32 characters').optional(),
  ADMIN_EMAIL: email('is not an e-mail address').optional(),
  ADMIN_PASSWORD: z.string().min(10, 'is shorter than 10 characters').optional(),
  SMTP_URL: url(/^smtps?$/, 'is not an address such as smtp://user:password@mail.example.org:587').optional(),
  MAIL_FROM: z.string().includes('@', 'is not a sender such as reports@example.org').optional(),
  OIDC_NAME: z.string().default('OpenID Connect'),
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: 'is not an address such as https://id.example.org' })
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_SIGNUP: z.enum(['0', '1'], 'is neither 0 nor 1').default('0'),
  S3_ENDPOINT: url(/^https?$/, 'is not an address such as https://s3.eu-central-1.amazonaws.com').optional(),
  S3_REGION: z
    .string()
    .regex(/^[\w-]+$/, 'is not a region such as eu-central-1')
    .default('us-east-1'),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'is not the name of a bucket')
    .optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  TRUST_PROXY: z.enum(['0', '1'], 'is neither 0 nor 1').default('0'),
})

/** Variables that only make sense together. */
const GROUPS = [
  ['ADMIN_EMAIL', 'ADMIN_PASSWORD'],
  ['SMTP_URL', 'MAIL_FROM'],
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
  ['S3_BUCKET', 'S3_ENDPOINT', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
] as const

/**
 * Reads the environment. An empty value counts as unset. Throws ConfigError.
 */
export function readConfig(env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = Env.safeParse(given)
  const faults = (parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}.`)
  for (const group of GROUPS) {
    const missing = group.filter((name) => given[name] === undefined)
    if (missing.length === 0 || missing.length === group.length) continue
    const set = group.filter((name) => !missing.includes(name))
    faults.push(
      `${missing.join(' and ')} must be set too, because ${set.join(' and ')} ${set.length > 1 ? 'are' : 'is'}.`,
    )
  }
  if (given.REDIS_URL && !given.DATABASE_URL)
    faults.push(
      'DATABASE_URL must be set too, because REDIS_URL is: only nodes that share a database have a bus.',
    )
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults)

  const value = parsed.data
  const dataDir = resolve(value.DATA_DIR)
  return {
    mode: value.NODE_ENV === 'development' ? 'development' : 'production',
    port: value.PORT,
    host: value.HOST,
    dataDir,
    baseUrl: value.PUBLIC_URL ?? `http://localhost:${value.PORT}`,
    databaseUrl: value.DATABASE_URL,
    redisUrl: value.REDIS_URL,
    secret: value.NEXTAUTH_SECRET,
    admin: value.ADMIN_EMAIL ? { email: value.ADMIN_EMAIL, password: value.ADMIN_PASSWORD! } : undefined,
    smtp: value.SMTP_URL ? { url: value.SMTP_URL, from: value.MAIL_FROM! } : undefined,
    s3: value.S3_BUCKET
      ? {
          endpoint: value.S3_ENDPOINT!,
          name: value.S3_BUCKET,
          region: value.S3_REGION,
          accessKeyId: value.S3_ACCESS_KEY_ID!,
          secretAccessKey: value.S3_SECRET_ACCESS_KEY!,
        }
      : undefined,
    oidc: value.OIDC_ISSUER
      ? {
          name: value.OIDC_NAME,
          issuer: value.OIDC_ISSUER,
          clientId: value.OIDC_CLIENT_ID!,
          clientSecret: value.OIDC_CLIENT_SECRET!,
          signUp: value.OIDC_SIGNUP === '1',
        }
      : undefined,
    trustProxy: value.TRUST_PROXY === '1',
  }
}
