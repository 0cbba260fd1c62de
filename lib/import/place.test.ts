import { expect, test } from 'vitest'
import { parseReport } from '@/lib/report/parse'
import type { Report } from '@/lib/report/report'
import { fromPlain, toPlain } from '@/lib/report/rich'
import { everyKind } from '@/lib/report/samples'
import { type Passage, type Place, placed, TAKES } from './place'
import { saidIn } from './testing'

const passage: Passage = {
  heading: 'Next steps',
  text: fromPlain('Meet again in May.'),
  pictures: [{ id: 'found', file: null, caption: 'A logo', description: '' }],
}

const put = (place: Place): Report => placed(everyKind, passage, place)

test.each(everyKind.sections.filter(({ kind }) => TAKES[kind]).map(({ id, kind }) => [id, kind] as const))(
  'a passage goes into the section %s, after what is there, and the report stays a report',
  (section, kind) => {
    const report = put({ to: 'section', section, person: 'kim' })
    const said = saidIn(report)[section]!
    expect(said.join('\n')).toContain(kind === 'picture' ? 'A logo' : 'Meet again in May.')
    expect(said.length).toBeGreaterThan(saidIn(everyKind)[section]!.length)
    expect(parseReport(report, everyKind.template)).toEqual({ ok: true, value: report })
    const others = { ...saidIn(report), [section]: [] }
    expect(others).toEqual({ ...saidIn(everyKind), [section]: [] })
  },
)

test('its heading comes along in bold', () => {
  const section = put({ to: 'section', section: 'recommendations' }).sections.find(
    ({ id }) => id === 'recommendations',
  )
  expect(section?.kind === 'text' && section.text[0]).toEqual({
    type: 'paragraph',
    content: [{ type: 'text', text: 'Next steps', marks: [{ type: 'bold' }] }],
  })
})

test('it can be the title, or stay out', () => {
  expect(put({ to: 'title' }).title).toBe('Meet again in May.')
  expect(put({ to: 'nowhere' })).toEqual(everyKind)
  expect(toPlain(passage.text)).toBe('Meet again in May.')
})
