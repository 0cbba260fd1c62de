import sharp from 'sharp'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { FORMATS } from '@/lib/export'
import { MEGABYTE, STAMP } from '@/lib/export/testing'
import { conclusionOf } from '@/lib/export/testing-outline'
import type { Report } from '@/lib/report/report'
import { gsef2020 } from '@/lib/report/samples'
import { createExporter, ExportFailed } from '.'

const exporter = createExporter({ log: () => {} })
afterAll(() => exporter.close())
// The machine may be busy, and the threads start with the first export.
vi.setConfig({ testTimeout: 60_000 })

const render = (format: (typeof FORMATS)[number], report: Report) =>
  exporter.render(format, { report, stamp: STAMP, pictures: async () => undefined })

describe.each(FORMATS)('%s', (format) => {
  test('takes a paragraph of 1 MB', async () => {
    expect((await render(format, conclusionOf(gsef2020, MEGABYTE))).length).toBeGreaterThan(10_000)
  })

  test('takes what no font has and no document can hold', async () => {
    const odd = `\u0000\u0007 \u202eoverride\u202c ${String.fromCharCode(0xdc00)} 𒀀 🫨 ﷽ \ue000 \u{10ffff} end`
    const text = [{ type: 'paragraph' as const, content: [{ type: 'text' as const, text: odd }] }]
    const sections = gsef2020.sections.map((one) => (one.kind === 'conclusion' ? { ...one, text } : one))
    expect((await render(format, { ...gsef2020, title: odd, sections })).length).toBeGreaterThan(1000)
  })

  test('leaves out a picture that is none, and takes WebP', async () => {
    const bytes = new Uint8Array(
      await sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } })
        .webp()
        .toBuffer(),
    )
    const broken = bytes.slice(0, 30)
    const file = (letter: string) => ({
      sha256: letter.repeat(64),
      type: 'image/webp' as const,
      width: 40,
      height: 30,
    })
    const pictures = ['a', 'b', 'c'].map((letter) => ({
      id: letter,
      file: file(letter),
      caption: letter,
      description: '',
    }))
    const sections = gsef2020.sections.map((one) => (one.kind === 'picture' ? { ...one, pictures } : one))
    const stored = new Map([
      [file('a').sha256, bytes],
      [file('b').sha256, broken],
      [file('c').sha256, new TextEncoder().encode('<svg onload="alert(1)"/>')],
    ])
    const rendered = await exporter.render(format, {
      report: { ...gsef2020, sections },
      stamp: STAMP,
      pictures: async (sha256) => stored.get(sha256),
    })
    expect(rendered.length).toBeGreaterThan(1000)
  })
})

describe('a worker that fails', () => {
  const input = { report: gsef2020, stamp: STAMP, pictures: async () => undefined }

  test('by taking too long is ended, and the next export has a new one', async () => {
    const worker = new URL('./testing-worker.ts', import.meta.url)
    const slow = createExporter({ worker, timeout: 2000, threads: 1, log: () => {} })
    await expect(slow.render('pdf', input)).rejects.toThrow(ExportFailed)
    await expect(slow.render('json', input)).resolves.toEqual(new Uint8Array([1]))
    await slow.close()
  })

  test('by crashing or throwing fails its export alone; those that wait are done', async () => {
    const worker = new URL('./testing-worker.ts', import.meta.url)
    const one = createExporter({ worker, threads: 1, log: () => {} })
    const results = await Promise.allSettled([
      one.render('docx', input),
      one.render('json', input),
      one.render('html', input),
      one.render('md', input),
      one.render('json', input),
    ])
    expect(results.map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ])
    await one.close()
    await expect(one.render('json', input)).rejects.toThrow(ExportFailed)
  })
})
