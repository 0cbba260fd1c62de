import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { toPlain } from '@/lib/report/rich'
import { BUILT_IN } from '@/lib/report/templates'
import { type Imported, importReport } from '.'
import { keepAny, saidIn } from './testing'

/* Word documents as people make them: bold lines for headings, tables for layout, and worse. */

const line = (text: string, options = {}) => new Paragraph({ ...options, children: [new TextRun(text)] })
const bold = (text: string, rest = '') =>
  new Paragraph({ children: [new TextRun({ text, bold: true }), new TextRun(rest)] })

async function documentOf(...children: (Paragraph | Table)[]): Promise<Uint8Array> {
  return new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children }] })))
}

const read = (bytes: Uint8Array, template = BUILT_IN['forum-session']): Promise<Imported> =>
  importReport(bytes, { name: 'report.docx', template, keepPicture: keepAny })

/** The document with its parts changed, as no program of ours would write it. */
function changed(bytes: Uint8Array, change: (parts: Record<string, Uint8Array>) => void): Uint8Array {
  const parts = unzipSync(bytes)
  change(parts)
  return zipSync(parts)
}

const replaced = (parts: Record<string, Uint8Array>, name: string, from: string, to: string) => {
  parts[name] = strToU8(strFromU8(parts[name]!).replace(from, to))
}

test('bold lines are headings and labels', async () => {
  const { report, unplaced } = await read(
    await documentOf(
      bold('GSEF 2023 Dakar'),
      line('1 – 6 May 2023'),
      bold('Title of the session: ', 'Youth and the SSE'),
      bold('Participants: ', '55 (in person)'),
      bold('Speakers:'),
      line('1. Ana Lima, President, Unicopas, Brazil'),
      line('2. John Smith, Co-operatives UK'),
      bold('Summary of presentations'),
      bold('Ana Lima'),
      line('She told the story of Unicopas.'),
      bold('John Smith (Co-operatives UK)'),
      line('- He spoke of England.'),
      line('- And of Wales.'),
      bold('Questions & Answers'),
      bold('Question from Mary:'),
      line('Who pays?'),
      bold('Answer by John Smith:'),
      line('Everybody.'),
      bold('Next steps'),
      line('Meet in 2025.'),
    ),
  )
  expect(saidIn(report)).toMatchObject({
    title: ['Youth and the SSE'],
    people: [
      'speaker | Ana Lima | President | Unicopas |  | Brazil',
      'speaker | John Smith |  | Co-operatives UK |  | ',
    ],
    summaries: [
      'Ana Lima | ',
      'She told the story of Unicopas.',
      'John Smith | ',
      'He spoke of England.',
      'And of Wales.',
    ],
    questions: ['Mary →  (live)', 'Who pays?', 'John Smith | ', 'Everybody.'],
  })
  expect(JSON.stringify(report.sections)).toContain('"type":"bulletList"')
  expect(unplaced.map(({ heading }) => heading)).toEqual(['Next steps'])
})

test('a document laid out in one table is read row by row', async () => {
  const row = (label: string, ...cells: Paragraph[]) =>
    new TableRow({
      children: [new TableCell({ children: [line(label)] }), new TableCell({ children: cells })],
    })
  const rows = [
    row('Session title', line('Care and cooperatives')),
    row('Time', line('9.30 am to 11.00 am')),
    row('Speakers', line('Ana Lima, President, Unicopas, Brazil'), line('John Smith, Co-operatives UK')),
    row(
      'Summary of presentations',
      line('Ana Lima'),
      line('She told the story of Unicopas and its members.'),
    ),
    row('Conclusion', line('All agreed.')),
  ]
  const { report } = await read(await documentOf(new Table({ rows })))
  expect(saidIn(report)).toMatchObject({
    title: ['Care and cooperatives'],
    summaries: ['Ana Lima | ', 'She told the story of Unicopas and its members.'],
    conclusion: ['All agreed.'],
  })
  expect(report.details).toMatchObject({ start: '09:30', minutes: 90 })
})

test('headings of another template lead into its sections, and unknown ones are put aside', async () => {
  const head = (text: string) => line(text, { heading: HeadingLevel.HEADING_1 })
  const { report, unplaced } = await read(
    await documentOf(
      line('Digital commons', { heading: HeadingLevel.TITLE }),
      head('Organizers'),
      line('Wikimedia'),
      head('Key Issues raised'),
      line('Funding.'),
      head('Discussion'),
      line('Lively.'),
      head('The way forward'),
      line('Together.'),
      head('Gender'),
      line('Balanced.'),
    ),
    BUILT_IN['igf-workshop'],
  )
  expect(saidIn(report)).toMatchObject({
    title: ['Digital commons'],
    'key-issues': ['Funding.'],
    discussion: ['Lively.'],
    'way-forward': ['Together.'],
  })
  expect(unplaced.map(({ heading, text }) => `${heading}: ${toPlain(text)}`)).toEqual([
    'Organizers: Wikimedia',
    'Gender: Balanced.',
  ])
})

test('the languages of runs are kept where they are another than the document’s', async () => {
  const run = (text: string, value: string) => new TextRun({ text, language: { value } })
  const { report } = await read(
    await documentOf(
      bold('Conclusion'),
      new Paragraph({
        children: [
          run('It was called ', 'en-US'),
          run('l’économie du bien commun', 'fr-FR'),
          run(' by all who spoke.', 'en-GB'),
        ],
      }),
    ),
  )
  expect(report.language).toBe('en')
  expect(report.sections.find(({ kind }) => kind === 'conclusion')).toMatchObject({
    text: [
      {
        content: [
          { text: 'It was called ' },
          { text: 'l’économie du bien commun', marks: [{ type: 'language', attrs: { lang: 'fr' } }] },
          { text: ' by all who spoke.' },
        ],
      },
    ],
  })
})

test('macros, and pictures that lie elsewhere, are ignored', async () => {
  const document = changed(await documentOf(bold('Conclusion'), line('All agreed.')), (parts) => {
    parts['word/vbaProject.bin'] = new Uint8Array([1, 2, 3])
    replaced(
      parts,
      'word/_rels/document.xml.rels',
      '</Relationships>',
      '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="http://127.0.0.1:9/x.png" TargetMode="External"/></Relationships>',
    )
    replaced(
      parts,
      'word/document.xml',
      'All agreed.</w:t></w:r>',
      'All agreed.</w:t></w:r><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:link="rIdX"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>',
    )
  })
  const { report } = await read(document)
  expect(saidIn(report)).toMatchObject({ conclusion: ['All agreed.'], picture: [] })
})

test('what defines words of its own in its XML is refused', async () => {
  const document = changed(await documentOf(line('x')), (parts) =>
    replaced(parts, 'word/document.xml', '<w:document', '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document'),
  )
  await expect(read(document)).rejects.toMatchObject({ name: 'Unreadable', code: 'import-broken' })
})

test('a document that is no Word document, or half of one, is refused', async () => {
  const whole = await documentOf(line('x'))
  await expect(read(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({ code: 'import-broken' })
  await expect(read(zipSync({ 'xl/workbook.xml': strToU8('<x/>') }))).rejects.toMatchObject({
    code: 'import-not-docx',
  })
})
