import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256OfReport } from '@/lib/report/canonical'
import { parseReport } from '@/lib/report/parse'
import type { Report } from '@/lib/report/report'
import { everyKind, gsef2020 } from '@/lib/report/samples'
import { anyReport } from '@/lib/report/samples/arbitrary'
import { withHintsOf, withoutHints } from '@/lib/report/template'
import { BUILT_IN } from '@/lib/report/templates'
import { fromBase64, reportJsonSchema, toJson } from './json'
import { CLEANED, filledWith, HOSTILE, STAMP, typedEverywhere } from './testing'

const read = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes))

test.each([gsef2020, everyKind])('what is exported comes in again as the same report', async (report) => {
  const json = read(await toJson(report, STAMP, async () => undefined))
  expect(json.stamp).toEqual(STAMP)
  const parsed = parseReport(
    { ...json, template: withHintsOf(json.template, report.template) },
    json.template,
  )
  expect(parsed).toEqual({ ok: true, value: report })
})

const exported = (report: Report) => toJson(report, STAMP, async () => undefined)

function imported(bytes: Uint8Array): Report {
  const parsed = parseReport(read(bytes), BUILT_IN['short-minutes'])
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.value
}

test('any report is exported, imported and exported again to the same bytes', async () => {
  const isLossless = async (report: Report) => {
    const first = await exported(report)
    expect(new TextDecoder().decode(await exported(imported(first)))).toBe(new TextDecoder().decode(first))
  }
  await isLossless(gsef2020)
  await isLossless(everyKind)
  await fc.assert(fc.asyncProperty(anyReport, isLossless), { numRuns: 100 })
})

test.each(HOSTILE)('and so is a report with %j in every place', async (text) => {
  const report = filledWith(text)
  expect(imported(await exported(report))).toEqual({ ...report, template: withoutHints(report.template) })
})

test('what stands alone of a surrogate pair becomes a sign for it, once and for all', async () => {
  const [, typed] = CLEANED.find(([what]) => what === 'a lone high surrogate')!
  const first = imported(await exported(typedEverywhere(typed)))
  expect(first.title).toBe('before\ufffdafter')
  expect(imported(await exported(first))).toEqual(first)
})

test('no hint is exported, and the stamp is of what is', async () => {
  const sha256 = await sha256OfReport(everyKind)
  const { stamp, ...json } = read(await toJson(everyKind, { ...STAMP, sha256 }, async () => undefined))
  expect(JSON.stringify(json)).not.toContain('HINT')
  expect(await sha256OfReport(json)).toBe(stamp.sha256)
})

test('pictures are fetched and put into the file', async () => {
  const sections = everyKind.sections.map((section) =>
    section.kind === 'picture'
      ? {
          ...section,
          pictures: section.pictures.map((one) => ({
            ...one,
            file: one.file && { ...one.file, data: undefined },
          })),
        }
      : section,
  )
  const bytes = new Uint8Array(100_000).map((_, index) => index % 251)
  const json = read(await toJson({ ...everyKind, sections }, STAMP, async () => bytes))
  const [picture] = json.sections.find(({ kind }: { kind: string }) => kind === 'picture').pictures
  expect(fromBase64(picture.file.data)).toEqual(bytes)
})

test('the published schema names what a report consists of', () => {
  const schema = reportJsonSchema() as { $schema: string; properties: Record<string, unknown> }
  expect(schema.$schema).toContain('2020-12')
  expect(Object.keys(schema.properties)).toEqual(
    expect.arrayContaining(['language', 'template', 'title', 'details', 'people', 'sections']),
  )
})
