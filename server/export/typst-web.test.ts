import { expect, test, vi } from 'vitest'
import { outlineOf } from '@/lib/export/content'
import { reportData } from '@/lib/export/pdf/data'
import { SOURCE } from '@/lib/export/pdf/source'
import { STAMP } from '@/lib/export/testing'
import { everyKind } from '@/lib/report/samples'
import { readFonts } from './fonts'
import { openPdf, tagsOf, textOfPdf } from './testing'
import { openTypst } from './typst'

// The web compiler is slow to start.
vi.setConfig({ testTimeout: 120_000 })

const { data, files } = reportData(outlineOf(everyKind, STAMP), STAMP, (text) => text)
const sources = {
  main: SOURCE,
  files: files.set('/data.json', new TextEncoder().encode(JSON.stringify(data))),
  made: STAMP.at,
}
const fonts = readFonts().flat()

test('where the native compiler has no build, the web compiler makes the same PDF, without the mark, and says so', async () => {
  const notes: string[] = []
  const note = (line: string) => notes.push(line)
  const web = await openTypst(fonts, note, () => Promise.reject(new Error('Cannot find native binding')))
  expect(notes.join()).toContain('web compiler takes over: Cannot find native binding')
  const native = await openTypst(fonts, note)
  const [made, wanted] = await Promise.all(
    [web, native].map((typst) => openPdf(typst.compile({ ...sources, standard: 'ua-1' }, note))),
  )
  expect(await textOfPdf(made!)).toBe(await textOfPdf(wanted!))
  expect(await tagsOf(made!)).toEqual(await tagsOf(wanted!))
  expect((await made!.getMetadata()).metadata?.getRaw()).not.toContain('pdfuaid')
  expect(notes.slice(1)).toEqual(['tagged, but without the PDF/UA mark, by the web compiler'])
  expect(() => web.compile({ ...sources, main: '#nothing', standard: 'ua-1' }, note)).toThrow(
    'unknown variable',
  )
  expect(() => web.compile({ ...sources, standard: 'a-2a' }, note)).toThrow('This machine has no compiler')
})
