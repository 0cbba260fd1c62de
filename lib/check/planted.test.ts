import { expect, test } from 'vitest'
import type { Report, Section } from '@/lib/report/report'
import { fromPlain, type Rich } from '@/lib/report/rich'
import { checkReport, type Finding } from '.'
import { detect } from './detector'
import { CLEAN } from './samples'

/*
 * One fault put into a clean report, in each language: the check names it, and nothing else.
 */

type Kind<K extends Section['kind']> = Extract<Section, { kind: K }>

function planted(language: string, edit: (report: Report) => void): Finding[] {
  const report = structuredClone(CLEAN[language]!)
  edit(report)
  return checkReport(report, { detect })
}
const section = <K extends Section['kind']>(report: Report, kind: K) =>
  report.sections.find((one) => one.kind === kind) as Kind<K>
const said = (findings: Finding[]) =>
  findings.map(({ rule, words }) => [
    rule,
    words.text ?? words.written ?? words.acronym ?? words.name ?? words.number ?? '',
  ])
const summary = (report: Report, index: number) => section(report, 'summaries').summaries[index]!

/** Puts a sentence behind the first one of a summary. */
function insert(report: Report, index: number, sentence: string) {
  const voice = summary(report, index)
  const [first] = voice.text as [Rich[number] & { type: 'paragraph' }]
  const text = first.content!.map((inline) => (inline.type === 'text' ? inline.text : '')).join('')
  const at = text.indexOf('. ') + 2
  voice.text = fromPlain(`${text.slice(0, at)}${sentence} ${text.slice(at)}`)
}

test.each([
  [
    'en',
    'Elle a dit : il faut que les communes puissent décider elles-mêmes.',
    'fr',
    'il faut que les communes puissent décider elles-mêmes',
  ],
  [
    'en',
    'She called it « une économie au service des habitants » and smiled.',
    'fr',
    'une économie au service des habitants',
  ],
  ['en', 'Necesitamos que el agua sea de todos.', 'es', 'Necesitamos que el agua sea de todos'],
  ['en', 'Her motto was 함께 사는 마을 and it stayed.', 'ko', '함께 사는 마을'],
  ['en', 'The elders say الأرض لمن يزرعها ويحميها every year.', 'ar', 'الأرض لمن يزرعها ويحميها'],
  [
    'fr',
    'Il a cité le principe « leave no one behind in the mountains » des Nations unies.',
    'en',
    'leave no one behind in the mountains',
  ],
  [
    'es',
    'O povo unido precisa de mais água e de mais escolas.',
    'pt',
    'O povo unido precisa de mais água e de mais escolas',
  ],
  [
    'ko',
    '그는 We need to work together for the future 라고 말했다.',
    'en',
    'We need to work together for the future',
  ],
  [
    'ar',
    'وقالت Il faut agir ensemble pour les habitants في الختام.',
    'fr',
    'Il faut agir ensemble pour les habitants',
  ],
])('in %s, the passage in %s is not marked', (language, sentence, other, passage) => {
  const findings = planted(language, (report) => insert(report, 0, sentence))
  expect(findings.map(({ rule }) => rule)).toEqual(['language-unmarked'])
  expect(findings[0]!.fix).toMatchObject({ kind: 'mark', language: other, before: [passage] })
})

test('a run of words within a sentence is found too, but where it ends is no certain thing', () => {
  const sentence = 'They call it la politique de la ville et des quartiers populaires in the ministry.'
  const [finding, ...more] = planted('en', (report) => insert(report, 0, sentence))
  expect(finding).toMatchObject({ rule: 'language-unmarked', words: { language: { language: 'fr' } } })
  expect(finding!.fix).toBeUndefined()
  expect(more).toEqual([])
})

test.each([
  ['en', 'He thanked “Médecins Sans Frontières” and the Agence Française de Développement.'],
  ['en', 'The Gwangju (광주) team and Kim Dae-jung (김대중) were named.'],
  ['en', 'The G20 and the EU met at COP26 in Glasgow, said the CEO; see https://www.ICC.org and #ABC2025.'],
  ['en', 'It was NOT her idea, she said, and it was ALL paid for. Part II follows.'],
  [
    'en',
    'Mr DUPONT and OKAFOR Adaeze held a Q&A at 5 PM GMT on R&D, COVID-19, IPv6 and the U.S. economy; the US agreed.',
  ],
  [
    'en',
    'The World Health Organization (WHO) and the WHO office in Lagos agreed. So did the United Nations Development Programme (UNDP) and the United Nations Environment Programme (UNEP).',
  ],
  ['fr', 'Le projet Smart Rural Areas in the 21st Century, financé par Interreg Alpine Space, a pris fin.'],
  ['fr', 'L’établissement public de coopération intercommunale (EPCI) a suivi, et chaque EPCI a voté.'],
  ['es', 'El programa Water for People y la World Health Organization participaron.'],
  ['ko', 'ESG 경영(환경·사회·지배구조)을 강조했고, OECD(경제협력개발기구)가 ESG 자료를 냈다.'],
  ['ko', 'United Cities and Local Governments(UCLG)와 협력했고, UCLG가 자료를 냈다.'],
  ['ar', 'تعمل الشبكة مع منظمة العمل الدولية (ILO) وقد دعمت ILO هذا المشروع.'],
])('in %s, names and what is spelled out are left alone: %s', (language, sentence) => {
  expect(planted(language, (report) => insert(report, 0, sentence))).toEqual([])
})

const PLANTED: [string, string, (report: Report) => void, [rule: string, what: unknown][]][] = [
  [
    'en',
    'an acronym with a letter of its own twice',
    (r) => insert(r, 0, 'The IIC agreed.'),
    [['acronym-variant', 'IIC']],
  ],
  [
    'fr',
    'acronyms that nobody spells out',
    (r) => insert(r, 0, 'La DRAC et les EPCI ont aidé.'),
    [
      ['acronym-unspelled', 'DRAC'],
      ['acronym-unspelled', 'EPCI'],
    ],
  ],
  [
    'ko',
    'an acronym with its letters changed, before an ending',
    (r) => insert(r, 0, 'SEE가 참여했다.'),
    [['acronym-variant', 'SEE']],
  ],
  [
    'en',
    'a surname without a letter',
    (r) => insert(r, 1, 'Mr Mercer added a word.'),
    [['name-variant', 'Mercer']],
  ],
  [
    'fr',
    'an organisation a word off',
    (r) => insert(r, 1, 'La directrice de l’Agence de services de proximité est venue.'),
    [['name-differs', 'Agence de services de proximité']],
  ],
  [
    'fr',
    'another role in a caption',
    (r) => {
      summary(r, 1).label = 'Présidente de l’Agence des services de proximité (ASP), Maroc'
    },
    [['role-differs', 'Aïcha Benali']],
  ],
  [
    'fr',
    'another name under the same acronym',
    (r) => {
      summary(r, 1).label = 'Directrice, Agence des services publics (ASP)'
    },
    [['organisation-differs', 'Aïcha Benali']],
  ],
  [
    'ko',
    'another role behind the organisation',
    (r) => {
      summary(r, 0).label = '전주시 통합돌봄지원센터 사무국장, 대한민국'
    },
    [['role-differs', '박민수']],
  ],
  [
    'ar',
    'another organisation in a caption',
    (r) => {
      summary(r, 0).label = 'رئيسة، تعاونية النور'
    },
    [['organisation-differs', 'فاطمة العلوي']],
  ],
  [
    'es',
    'a country in one place only',
    (r) => {
      summary(r, 2).label = 'Coordinadora, Red de Acueductos Comunitarios (RAC)'
    },
    [['affiliation-omits', 'Senegal']],
  ],
  [
    'fr',
    'a date outside of the event',
    (r) => {
      r.details.date = '2024-11-09'
    },
    [['date-outside-event', '']],
  ],
  [
    'fr',
    'other days for the event',
    (r) => {
      r.details.theme = 'Vivre en altitude, du 5 au 8 novembre 2024'
    },
    [['event-dates-in-text', '5 au 8 novembre 2024']],
  ],
  [
    'es',
    'other days for the event',
    (r) => {
      section(r, 'picture').pictures[0]!.caption = 'Foro de Ciudades, 18-21 de septiembre de 2023'
    },
    [['event-dates-in-text', '18-21 de septiembre de 2023']],
  ],
  [
    'ko',
    'other days for the event',
    (r) => {
      section(r, 'picture').pictures[0]!.caption = '정책포럼, 2024년 6월 10일~13일'
    },
    [['event-dates-in-text', '2024년 6월 10일~13일']],
  ],
  [
    'ar',
    'other days for the event',
    (r) => {
      section(r, 'picture').pictures[0]!.caption = 'الملتقى ١٤-١٧ أكتوبر ٢٠٢٤'
    },
    [['event-dates-in-text', '١٤-١٧ أكتوبر ٢٠٢٤']],
  ],
  [
    'en',
    'a day just outside of the event',
    (r) => insert(r, 0, 'The panel met on May 16, 2025.'),
    [['event-dates-in-text', 'May 16, 2025']],
  ],
  [
    'en',
    'a day without a year',
    (r) => {
      section(r, 'picture').pictures[0]!.caption = 'The panel on the 13th of May'
    },
    [['date-without-year', '13th of May']],
  ],
  [
    'fr',
    'a hint',
    (r) => {
      section(r, 'conclusion').text = fromPlain(
        'Ajoutez la synthèse ou la conclusion du modérateur ou de la modératrice à la fin de la séance si les intervenants n’ont pas fait de remarques finales',
      )
    },
    [['template-text', expect.stringContaining('Ajoutez la synthèse')]],
  ],
  [
    'es',
    'what was to be filled in',
    (r) => insert(r, 0, 'Lo dijo [insertar nombre] ayer.'),
    [['placeholder', '[insertar nombre]']],
  ],
  [
    'en',
    'a Word template’s placeholder',
    (r) => insert(r, 0, 'By {{title}} and {{summaries}}.'),
    [
      ['placeholder', '{{title}}'],
      ['placeholder', '{{summaries}}'],
    ],
  ],
  [
    'es',
    'a question without an answer',
    (r) => {
      section(r, 'questions').questions[0]!.answers = []
    },
    [['question-unanswered', 1]],
  ],
  [
    'es',
    'a question without a state',
    (r) => {
      section(r, 'questions').questions[1]!.state = 'open'
    },
    [['question-state', 2]],
  ],
  [
    'en',
    'a question that names whom it is for',
    (r) => {
      section(r, 'questions').questions[1]!.text = fromPlain(
        'Mr Jean-Luc Mercier, how do you keep prices low?',
      )
    },
    [['question-to-all', 'Jean-Luc Mercier']],
  ],
  [
    'ko',
    'a speaker without a summary',
    (r) => {
      summary(r, 1).text = []
    },
    [['no-summary', '이하은']],
  ],
  [
    'ko',
    'a speaker without an answer',
    (r) => {
      section(r, 'prompt').prompts[0]!.answers.pop()
    },
    [['no-answer', '사토 유키']],
  ],
  [
    'ko',
    'a remark by nobody in particular',
    (r) => {
      Object.assign(r.people.at(-1)!, { role: '', organisation: '' })
    },
    [['no-affiliation', '최은지']],
  ],
  [
    'en',
    'a remark that was begun',
    (r) => {
      section(r, 'remarks').remarks[0]!.text = []
    },
    [['empty-voice', 'Fatima Al-Sayed']],
  ],
  [
    'en',
    'a picture without a description',
    (r) => {
      section(r, 'picture').pictures[0]!.description = ''
    },
    [['no-description', 1]],
  ],
  [
    'en',
    'a section without pictures',
    (r) => {
      section(r, 'picture').pictures = []
    },
    [['no-pictures', '']],
  ],
  [
    'en',
    'a start without a zone',
    (r) => {
      r.details.timeZone = null
    },
    [['no-start', '']],
  ],
  [
    'ar',
    'no word on how they were counted',
    (r) => {
      r.details.counted = ''
    },
    [['participants-counted', '']],
  ],
  [
    'en',
    'a text over its limit',
    (r) => {
      r.template = {
        ...r.template,
        sections: r.template.sections.map((one) => (one.kind === 'conclusion' ? { ...one, limit: 20 } : one)),
      }
    },
    [['over-limit', 'none']],
  ],
  [
    'es',
    'a short summary',
    (r) => {
      summary(r, 2).text = fromPlain('La señora Diallo presentó la Red de Acueductos Comunitarios (RAC).')
    },
    [['much-shorter', 'Amina Diallo']],
  ],
  [
    'en',
    'one person twice',
    (r) => {
      r.people.push({ ...r.people[1]!, id: 'x', kind: 'other', name: 'Adaeze Okafar' })
    },
    [['person-twice', 'Adaeze Okafar']],
  ],
  [
    'ko',
    'another language than it says',
    (r) => {
      r.language = 'en'
    },
    [['report-language', { language: 'ko' }]],
  ],
  [
    'fr',
    'no title',
    (r) => {
      r.title = ''
    },
    [['no-title', '']],
  ],
]

test.each(PLANTED)('in %s, it finds %s', (language, _, edit, expected) => {
  expect(said(planted(language, edit))).toEqual(expected)
})

test('a caption that repeats the name is taken apart all the same, and nobody offers to mend half of it', () => {
  const findings = planted('es', (report) => {
    summary(report, 2).label = 'Amina Diallo, Coordinadora Red de Acueductos Comunitarios (RAC)'
  })
  expect(findings.map(({ rule, fix }) => [rule, fix])).toEqual([['affiliation-omits', undefined]])
})

test('what stands a thousand times in one text is said twenty times, and what else is wrong there too', () => {
  const findings = planted('en', (report) => {
    insert(report, 0, 'Lorem ipsum. '.repeat(1000))
    insert(report, 1, 'By TBC.')
  })
  const fields = findings.filter(({ rule }) => rule === 'placeholder').map(({ place }) => place.field)
  expect(fields).toHaveLength(21)
  expect(new Set(fields).size).toBe(2)
})
