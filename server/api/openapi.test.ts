import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { gsef2020 } from '@/lib/report/samples'
import { table } from '.'
import { Client, startWorld, type World } from './testing'

type Json = Record<string, unknown>
type Operation = {
  security: Json[]
  requestBody?: Json
  responses: Json
  parameters?: { name: string; in: string }[]
}
type Document = {
  openapi: string
  paths: Record<string, Record<string, Operation> & { servers?: Json[] }>
  components: { schemas: Json }
}

let world: World
let document: Document
beforeAll(async () => {
  world = await startWorld()
  document = await new Client(world.config.baseUrl).ask<Document>('GET', '/openapi.json')
})
afterAll(() => world.end())

test('openapi.json is a valid OpenAPI 3.1 document', async () => {
  const validator = new Validator()
  expect(await validator.validate(structuredClone(document))).toMatchObject({ valid: true })
  expect(document.openapi).toBe('3.1.0')
})

test('it describes every endpoint, its parameters and who may call it', () => {
  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations)
      .filter((key) => key !== 'servers')
      .map((method) => `${method.toUpperCase()} ${path}`),
  )
  const health = ['GET /healthz', 'GET /metrics', 'GET /readyz']
  expect(described.sort()).toEqual(
    [...table.map(({ method, path }) => `${method} ${path}`), ...health].sort(),
  )
  for (const one of health) expect(document.paths[one.slice(4)]!.servers).toEqual([{ url: '/' }])
  for (const [path, { servers: _, ...operations }] of Object.entries(document.paths))
    for (const operation of Object.values(operations))
      expect(
        (operation.parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => `{${name}}`),
      ).toEqual(path.match(/\{\w+\}/g) ?? [])
  expect(document.paths['/events']!.post!.security).toContainEqual({ bearer: [] })
  expect(document.paths['/links/join']!.post!.security).toEqual([])
})

test('every reference in it leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]!)
  const known = new Set(Object.keys(document.components.schemas).map((id) => `#/components/schemas/${id}`))
  expect(references.length).toBeGreaterThan(20)
  expect(references.filter((reference) => !known.has(reference))).toEqual([])
})

test('it says what a report is, down to the text', () => {
  const { schemas } = document.components as { schemas: Record<string, { properties?: Json }> }
  expect(Object.keys(schemas.Report!.properties!)).toEqual(
    expect.arrayContaining(['title', 'details', 'people', 'sections', 'template']),
  )
  expect(JSON.stringify(schemas.Block)).toContain('blockquote')
})

test('an export is described with the version that it was made from', () => {
  for (const format of ['json', 'pdf', 'docx', 'html', 'md']) {
    const { responses } = document.paths[`/sessions/{session}/report.${format}`]!.get!
    const { headers } = responses[200] as { headers: Json }
    expect(Object.keys(headers)).toEqual(['X-Report-Seq', 'X-Report-Sha256', 'ETag'])
  }
})

test('an export is described with the time it may be asked for', () => {
  const { parameters } = document.paths['/sessions/{session}/report.pdf']!.get!
  expect(parameters).toContainEqual({
    name: 'at',
    in: 'query',
    schema: expect.objectContaining({ type: 'string', format: 'date-time' }),
  })
})

test('the JSON Schema of a report is published, and takes what is exported', async () => {
  const schema = await new Client(world.config.baseUrl).ask<z.core.JSONSchema.JSONSchema>(
    'GET',
    '/report.schema.json',
  )
  const published = z.fromJSONSchema(schema)
  expect(published.safeParse(gsef2020).success).toBe(true)
  expect(published.safeParse({ ...gsef2020, title: 5 }).success).toBe(false)
})
