import fc from 'fast-check'
import JSZip from 'jszip'
import mammoth from 'mammoth'
import { describe, expect, test, vi } from 'vitest'
import { outlineOf } from '@/lib/export/content'
import { faultsOf } from '@/lib/export/docx/testing'
import { loadImages } from '@/lib/export/images'
import {
  CLEANED,
  filledWith,
  HOSTILE,
  lines,
  MEGABYTE,
  missingFrom,
  STAMP,
  squeeze,
  typedEverywhere,
  writtenIn,
} from '@/lib/export/testing'
import type { Report } from '@/lib/report/report'
import { everyKind, gsef2020 } from '@/lib/report/samples'
import { fillTemplate } from '.'
import {
  ENGLISH_WORD,
  FRENCH_WORD,
  KOREAN_WORD,
  LIBREOFFICE,
  p,
  type TemplateParts,
  table,
  templateOf,
} from './testing'

// The validator is a whole program of its own.
vi.setConfig({ testTimeout: 60_000 })

async function filled(template: TemplateParts | Uint8Array, report: Report = everyKind): Promise<Buffer> {
  const outline = outlineOf(report, STAMP, await loadImages(report, async () => undefined))
  const bytes = template instanceof Uint8Array ? template : templateOf(template)
  return Buffer.from(await fillTemplate(bytes, { report, outline, stamp: STAMP }))
}
const partOf = async (docx: Buffer, name: string) =>
  (await (await JSZip.loadAsync(docx)).file(name)?.async('text')) ?? ''
const textOf = async (docx: Buffer) => (await mammoth.extractRawText({ buffer: docx })).value

/** The paragraphs of a part: style, list and letters. */
async function paragraphs(docx: Buffer, part = 'word/document.xml') {
  const xml = await partOf(docx, part)
  return [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([one]) => ({
    style: /<w:pStyle w:val="([^"]+)"/.exec(one)?.[1] ?? '',
    list: /<w:numId w:val="(\d+)"/.exec(one)?.[1],
    text: [...one.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map((match) => decoded(match[1]!)).join(''),
    xml: one,
  }))
}
const decoded = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
const written = async (template: TemplateParts, report?: Report) =>
  (await paragraphs(await filled(template, report))).map(({ text }) => text)

describe('a placeholder', () => {
  test('is found where Word cut it into runs, marked it, and corrected it', async () => {
    const mark = '<w:proofErr w:type="spellStart"/>'
    const bookmark = '<w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/>'
    const body =
      p(['On {', mark, '{ Da', bookmark, 'te', '}', '} at ｛｛TIME｝｝.']) +
      p(['“{{“Title”}}”']) +
      p([
        '{{event',
        '<w:r><w:noBreakHyphen/></w:r>',
        'dates}} {{event–dates}} {{Event Dates}} {{ev\u200bent_dates}}',
      ])
    expect(await written({ body })).toEqual([
      'On 5 May 2026 at 14:30 (Asia/Seoul), 75 minutes.',
      `“${everyKind.title}”`,
      Array(4).fill('4 – 6 May 2026').join(' '),
    ])
  })

  test('is found however its line is cut', async () => {
    const line = 'On {{date}}, {{ event }}: {{#speakers}}{{name}} ({{country}}), {{/speakers}}{{version}}.'
    const between = [
      '',
      '<w:proofErr w:type="spellEnd"/>',
      '<w:r><w:softHyphen/></w:r>',
      '<w:r><w:lastRenderedPageBreak/></w:r>',
    ]
    const [whole] = await written({ body: p(line) })
    expect(whole).toMatch(/^On 5 May 2026, Forum of Every Kind 2026: .+, 118\.$/)
    const cut = fc.array(fc.tuple(fc.nat(line.length), fc.constantFrom(...between)), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(cut, async (cuts) => {
        const at = [...new Set(cuts.map(([one]) => one))].sort((a, b) => a - b)
        const runs = [...at, line.length].flatMap((end, index) => [
          line.slice(at[index - 1] ?? 0, end),
          cuts[index]?.[1] ?? '',
        ])
        expect(await written({ body: p(runs.filter(Boolean)) })).toEqual([whole])
      }),
      { numRuns: 25 },
    )
  })

  test('that stands for more than a document can hold fails, and takes nobody with it', async () => {
    const report = filledWith(MEGABYTE)
    await expect(filled({ body: p('{{conclusion}}').repeat(60) }, report)).rejects.toThrow(/too large/)
  })

  test('within a line takes text, with its own looks and the language of the report', async () => {
    const body = p(['Moderated by ', '{{moderators}}', ', of {{event}}'], {
      looks: '<w:b/><w:sz w:val="40"/>',
    })
    const [line] = await paragraphs(await filled({ body }))
    expect(line?.text).toMatch(/^Moderated by Amélie Nguyễn, .+, of Forum of Every Kind 2026$/)
    expect(line?.xml).toMatch(
      /<w:rPr><w:b\/><w:sz w:val="40"\/><w:lang w:val="en-GB"\/><\/w:rPr><w:t[^>]*>Forum of/,
    )
  })

  test.each([
    ['en', 'By Ana, ILO; Bo, Peru.'],
    ['ar', 'By Ana, ILO؛ Bo, Peru.'],
  ])('for people stands in a sentence as one (%s)', async (language, sentence) => {
    const rapporteur = { kind: 'rapporteur', role: '', organisation: '', acronym: '', country: '' } as const
    const people: Report['people'] = [
      { ...rapporteur, id: 'a', name: 'Ana', acronym: 'ILO' },
      { ...rapporteur, id: 'b', name: 'Bo', country: 'Peru' },
    ]
    const body = p('By {{rapporteurs}}.')
    const [line] = await paragraphs(await filled({ body }, { ...everyKind, language, people, sections: [] }))
    expect(line?.text).toBe(sentence)
  })

  test('stands in headers, footers, notes, text boxes, content controls and cells', async () => {
    const box = (content: string) =>
      `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="2000000" cy="900000"/><wp:docPr id="4" name="Box"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx><w:txbxContent>${content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>${content}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`
    const control = `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${p('In a control: {{title}}')}</w:sdtContent></w:sdt>`
    const title = 'A plain title'
    const docx = await filled(
      {
        body:
          p(['Beside a box ', box(p('{{title}}') + p('{{conclusion}}')), '{{version}}']) +
          control +
          table([p('{{body}}'), '{{date}}']),
        header: p('{{title}}'),
        footer: p('{{stamp}}') + p('{{takeaways}}'),
        footnotes: `<w:footnote w:id="2">${p('{{event}}')}</w:footnote>`,
      },
      { ...everyKind, title },
    )
    const text = await partOf(docx, 'word/document.xml')
    expect(text.split(title)).toHaveLength(4)
    expect(text).toContain('118')
    expect(text).not.toContain('showingPlcHdr')
    expect(await partOf(docx, 'word/header.xml')).toContain(title)
    expect(await partOf(docx, 'word/footer.xml')).toContain('Version 118.')
    expect(await partOf(docx, 'word/footnotes.xml')).toContain('Forum of Every Kind 2026')
    expect(text).not.toMatch(/\{\{/)
    // A cell ends with a paragraph, whatever was put into it.
    expect(text).not.toMatch(/<\/w:tbl><\/w:tc>/)
  })

  test('that nobody knows, or without its other half, stays as it is; one with nothing to say goes with its line', async () => {
    const body = p('{{unknown}} {{/speakers}} {{title') + p('{{theme}}') + p('{{name}}') + p('End')
    const report = { ...everyKind, details: { ...everyKind.details, theme: '' } }
    expect(await written({ body }, report)).toEqual(['{{unknown}} {{/speakers}} {{title', '{{name}}', 'End'])
  })

  test('leaves the ends of a bookmark where they were, and no control bound to other data', async () => {
    const body =
      p(['<w:bookmarkStart w:id="1" w:name="x"/>', '{{#conclusion}}']) +
      p('{{conclusion}}') +
      p(['{{/conclusion}}', '<w:bookmarkEnd w:id="1"/>']) +
      `<w:sdt><w:sdtPr><w:dataBinding w:xpath="/x" w:storeItemID="{1}"/><w:text/></w:sdtPr><w:sdtContent>${p('{{body}}')}</w:sdtContent></w:sdt>`
    const docx = await filled({ body })
    const xml = await partOf(docx, 'word/document.xml')
    expect(xml.indexOf('<w:bookmarkStart')).toBeLessThan(xml.indexOf('Every kind of section has been'))
    expect(xml.indexOf('<w:bookmarkEnd')).toBeGreaterThan(xml.indexOf('Every kind of section has been'))
    expect(xml).toContain('<w:sdtPr/>')
    expect(await faultsOf(docx)).toEqual([])
  })

  test('keeps the picture, the page’s end and the section’s end of its line', async () => {
    const sectPr =
      '<w:p><w:pPr><w:sectPr><w:pgSz w:w="9000" w:h="9000"/></w:sectPr></w:pPr><w:r><w:t>{{conclusion}}</w:t></w:r></w:p>'
    const body = p(['<w:r><w:br w:type="page"/></w:r>', '{{takeaways}}']) + sectPr + p('{{title}}')
    const xml = await partOf(await filled({ body }), 'word/document.xml')
    expect(xml.indexOf('w:type="page"')).toBeLessThan(xml.indexOf('Plain, '))
    expect(xml.indexOf('한 사람의 꿈은')).toBeLessThan(xml.indexOf('w:w="9000"'))
  })
})

describe('people', () => {
  const names = everyKind.people.filter(({ kind }) => kind === 'speaker').map(({ name }) => name)

  test.each([
    [
      'between marks in its first and last cell',
      table(['Name', 'About'], ['{{#speakers}}{{name}}', '{{organisation}}{{/speakers}}']),
    ],
    [
      'with a person’s name in it',
      table(['Name', 'About'], ['{{speaker.name}}', '{{Speaker.Organisation}}']),
    ],
    [
      'between rows for the marks',
      table(
        ['Name', 'About'],
        ['{{#speakers}}', ''],
        ['{{name}}', '{{organisation}}'],
        ['', '{{/speakers}}'],
      ),
    ],
  ])('repeat a row %s', async (_, body) => {
    const docx = await filled({ body: body + p('After') })
    const cells = (await paragraphs(docx)).map(({ text }) => text)
    const expected = everyKind.people
      .filter(({ kind }) => kind === 'speaker')
      .flatMap(({ name, organisation }) => [name, organisation])
    expect(cells.filter(Boolean)).toEqual(['Name', 'About', ...expected.filter(Boolean), 'After'])
    expect((await partOf(docx, 'word/document.xml')).match(/<w:tr[ >]/g)).toHaveLength(names.length + 1)
  })

  test('repeat lines, and words within a line; nobody leaves nothing behind', async () => {
    const body =
      p('{{#speakers}}') +
      p('{{number}}. {{name}}') +
      p('{{summary}}') +
      p('{{/speakers}}') +
      p('{{#speakers}}{{name}}; {{/speakers}}') +
      p(['Speakers: ', '{{#speakers}}', '{{name}}', '; ', '{{/speakers}}', 'all']) +
      p('{{speaker.name}}!')
    const texts = await written({ body })
    for (const [index, name] of names.entries()) expect(texts).toContain(`${index + 1}. ${name}`)
    expect(texts.filter((text) => names.includes(text.replace(/; $/, '')))).toHaveLength(3)
    expect(texts).toContain(`Speakers: ${names.map((name) => `${name}; `).join('')}all`)
    expect(texts).toContain(`${names[2]}!`)
    const nobody = { ...everyKind, people: everyKind.people.filter(({ kind }) => kind !== 'speaker') }
    expect(await written({ body: body + p('End') }, nobody)).toEqual(['Speakers: all', 'End'])
  })

  test('listed by a placeholder are not listed by the rest, even where the report has no section for them', async () => {
    const sections = (kinds: string[]) => ({
      template: {
        ...everyKind.template,
        sections: everyKind.template.sections.filter(({ kind }) => kinds.includes(kind)),
      },
      sections: everyKind.sections.filter(({ kind }) => kinds.includes(kind)),
    })
    const texts = await written(
      { body: p('{{speaker.name}}') + p('{{rest}}') },
      { ...everyKind, ...sections(['conclusion']) },
    )
    expect(texts.filter((text) => text.includes(names[0]!))).toHaveLength(1)
    expect(texts).toContain('Conclusion')
  })

  test('what depends on a section is left out where nothing of it was written', async () => {
    const body = p('{{#conclusion}}') + p('A heading') + p('{{conclusion}}') + p('{{/conclusion}}') + p('End')
    expect(await written({ body })).toContain('A heading')
    const empty = everyKind.sections.map((one) => (one.kind === 'conclusion' ? { ...one, text: [] } : one))
    expect(await written({ body }, { ...everyKind, sections: empty })).toEqual(['End'])
  })
})

const MAKERS = { ENGLISH_WORD, FRENCH_WORD, KOREAN_WORD, LIBREOFFICE }
describe.each(Object.entries(MAKERS))('a template of %s', (_, maker) => {
  const body = p('{{title}}', { style: maker.ids.Title! }) + p('{{body}}') + p('{{picture}}')

  test.each([
    ['the real report', gsef2020],
    ['every kind of section', everyKind],
  ])('holds everything that was written of %s, in its order, and no hint', async (_, report) => {
    const text = await textOf(await filled({ body: p('{{event}}') + p('{{theme}}') + body, maker }, report))
    expect(missingFrom(text, writtenIn(report))).toEqual([])
    expect(text).not.toContain('HINT')
  })

  test('is valid, and in its own styles, found by their names', async () => {
    const docx = await filled({ body, maker })
    expect(await faultsOf(docx)).toEqual([])
    const all = await paragraphs(docx)
    const styleOf = (text: string) => all.find((one) => one.text === text)?.style
    expect(styleOf(everyKind.title)).toBe(maker.ids.Title)
    expect(styleOf('Speakers')).toBe(maker.ids['heading 1'])
    expect(styleOf('한 사람의 꿈은 꿈이지만 모두의 꿈은 현실이다.')).toBe(maker.ids.Quote ?? 'Quote')
    expect(styleOf('Step one')).toBe(maker.ids['List Number'] ?? 'ListNumber')
    expect(await partOf(docx, 'word/document.xml')).not.toContain('w:rFonts')
    // Every style that is used is there.
    const styles = await partOf(docx, 'word/styles.xml')
    for (const { style } of all) if (style) expect(styles).toContain(`w:styleId="${style}"`)
  })
})

test('each list starts anew, in the template’s own numbering where it has one', async () => {
  const docx = await filled({ body: p('{{body}}') + p('{{body}}') })
  const all = await paragraphs(docx)
  const numbering = await partOf(docx, 'word/numbering.xml')
  const steps = all.filter(({ text }) => text === 'Step one').map(({ list }) => list)
  expect(new Set([...steps, all.find(({ text }) => text === 'Measure')?.list]).size).toBe(3)
  for (const list of steps) {
    const instance = new RegExp(`<w:num w:numId="${list}".*?</w:num>`, 's').exec(numbering)?.[0]
    expect(instance).toContain('<w:abstractNumId w:val="7"/>')
    expect(instance).toContain('<w:startOverride w:val="1"/>')
  }
})

test('pictures, their descriptions, links and languages come along, under ids that are free', async () => {
  const docx = await filled({
    body: p('{{picture}}') + p('{{picture}}') + p('{{body}}'),
    header: p('{{picture}}'),
  })
  const xml = await partOf(docx, 'word/document.xml')
  const ids = [...xml.matchAll(/<wp:docPr id="(\d+)"/g)].map(([, id]) => id)
  expect(ids).toHaveLength(3)
  expect(new Set(ids).size).toBe(3)
  expect(xml.match(/descr="A green wall with a yellow sign. Two rows of chairs."/g)).toHaveLength(3)
  expect(xml).toMatch(/<w:lang w:val="ko-KR" w:eastAsia="ko-KR"\/>/)
  expect(xml).toMatch(/<w:rtl\/><w:lang w:val="ar-SA" w:bidi="ar-SA"\/>/)
  const { files } = await JSZip.loadAsync(docx)
  expect(Object.keys(files).filter((name) => name.includes('media/'))).toHaveLength(1)
  const used = [...xml.matchAll(/r:(?:id|embed)="([^"]+)"/g)].map(([, id]) => id)
  for (const id of used) expect(await partOf(docx, 'word/_rels/document.xml.rels')).toContain(`Id="${id}"`)
  expect(await partOf(docx, 'word/_rels/header.xml.rels')).toContain('media/report1.png')
  expect(await faultsOf(docx)).toEqual([])
})

test('the event’s banner is put where the template asks for it, as wide as its place at most', async () => {
  const [image] = (await loadImages(everyKind, async () => undefined)).values()
  const outline = outlineOf(everyKind, STAMP, new Map(), image)
  const template = templateOf({ body: p('{{title}}') + table([p('{{banner}}'), 'x']) })
  const docx = Buffer.from(await fillTemplate(template, { report: everyKind, outline, stamp: STAMP }))
  const [, width] = /<wp:extent cx="(\d+)"/.exec(await partOf(docx, 'word/document.xml')) ?? []
  expect(Number(width)).toBeGreaterThan(2_000_000)
  expect(Number(width)).toBeLessThanOrEqual((4000 - 216) * 635)
  expect(await written({ body: p('{{banner}}') + p('End') })).toEqual(['End'])
})

test('the file says of itself what the report is, and no more what the template was', async () => {
  const docx = await filled(
    {
      body: p('{{title}}'),
      main: 'application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml',
      files: { 'left/over.exe': 'x' },
    },
    gsef2020,
  )
  const core = await partOf(docx, 'docProps/core.xml')
  expect(core).toContain(`<dc:title>${gsef2020.title}</dc:title>`)
  expect(core).toContain('<dc:language>en</dc:language>')
  expect(core).not.toContain('An office')
  expect(await partOf(docx, 'docProps/custom1.xml')).toContain(STAMP.sha256)
  expect(await partOf(docx, '[Content_Types].xml')).toContain('wordprocessingml.document.main+xml')
  expect(Object.keys((await JSZip.loadAsync(docx)).files)).not.toContain('left/over.exe')
})

const EVERYTHING =
  p('{{title}}') +
  p('{{event}} {{theme}}') +
  table(['{{speaker.name}}', '{{speaker.summary}}']) +
  p('In a line: {{conclusion}}') +
  p('{{body}}')

test.each(HOSTILE)('nothing that was typed acts: %s', async (text) => {
  const report = filledWith(text)
  const docx = await filled({ body: EVERYTHING }, report)
  const found = squeeze(await textOf(docx))
  const conclusion = report.sections.find(({ kind }) => kind === 'conclusion')
  for (const line of conclusion?.kind === 'conclusion' ? lines(conclusion.text) : [])
    expect(found).toContain(squeeze(line))
  // What was typed as a placeholder is there as it was typed, as often as in a document without a template.
  if (text.includes('{{title}}')) expect(found).toContain(squeeze('{{title}} {{#speakers}} {{/speakers}}'))
})

test('a paragraph of 1 MB comes through whole', async () => {
  const docx = await filled({ body: p('{{conclusion}}') }, filledWith(MEGABYTE))
  expect(squeeze(await textOf(docx))).toContain(squeeze(MEGABYTE))
})

test.each(CLEANED)('%s are cleaned', async (_, typed, shown) => {
  const docx = await filled({ body: EVERYTHING }, typedEverywhere(typed))
  expect(squeeze(await textOf(docx))).toContain(squeeze(shown))
  expect(await faultsOf(docx)).toEqual([])
})
