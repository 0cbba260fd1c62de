import { describe, expect, test } from 'vitest'
import { gsef2020 } from '@/lib/report/samples'
import { facts, made, section, show } from './testing-outline'
import { lettersOf } from './text'

describe('the header', () => {
  test('has its fixed labels and its values in words', () => {
    const outline = show(gsef2020)
    expect(lettersOf(outline.titleLabel)).toBe('Title of the session')
    expect(lettersOf(outline.event)).toBe('GSEF Global Virtual Forum, 19 – 23 October 2020')
    expect(facts(outline)).toEqual([
      ['Type of session', 'Workshop session'],
      ['Language', 'English, French, Korean'],
      ['Date', '22 October 2020'],
      ['Time', '90 minutes'],
      ['Participants', 'Zoom participation: 71'],
      [
        'Name of moderator',
        'Amanda Flety, Coordinator of the Committee on Social Inclusion, Participatory Democracy and Human Rights, United Cities and Local Governments (UCLG)',
      ],
    ])
  })

  test('is in the language of the report', () => {
    const outline = show({ ...gsef2020, language: 'fr' })
    expect(lettersOf(outline.event)).toBe('GSEF Global Virtual Forum, 19 – 23 octobre 2020')
    expect(facts(outline).slice(0, 4)).toEqual([
      ['Type de séance', 'Workshop session'],
      ['Langue', 'Anglais, français, coréen'],
      ['Date', '22 octobre 2020'],
      ['Horaire', '90 minutes'],
    ])
    expect(facts(show({ ...gsef2020, language: 'ko' }))[3]).toEqual(['시간', '90분'])
    expect(facts(show({ ...gsef2020, language: 'es' }))[2]).toEqual(['Fecha', '22 de octubre de 2020'])
  })

  test('is in English, and marked so, in a language without fixed words', () => {
    const outline = show({ ...gsef2020, language: 'de' })
    expect(outline.titleLabel).toEqual([
      { type: 'text', text: 'Title of the session', marks: [{ type: 'language', attrs: { lang: 'en' } }] },
    ])
    expect(facts(outline)).toContainEqual(['Date', '22. Oktober 2020'])
  })

  test('gives start and zone with the duration, and several moderators their plural', () => {
    const outline = show(
      made({
        details: { start: '14:30', timeZone: 'Europe/Paris', minutes: 90, participants: 1200 },
        people: [
          { id: 'a', kind: 'moderator', name: 'Ana' },
          { id: 'b', kind: 'moderator', name: 'Bo', acronym: 'UCLG' },
        ],
      }),
    )
    expect(facts(outline)).toEqual([
      ['Time', '14:30 (Europe/Paris), 90 minutes'],
      ['Participants', '1,200'],
      ['Names of moderators', 'Ana', 'Bo, UCLG'],
    ])
  })

  test('writes the months of a range in words, whatever the language', () => {
    const days = (language: string) =>
      lettersOf(show(made({ language, details: { eventStart: '2024-01-30', eventEnd: '2024-02-02' } })).event)
    expect(days('zh')).toBe('2024年1月30日 – 2024年2月2日')
    expect(days('ar')).toBe('30 يناير – 2 فبراير 2024')
    expect(days('es')).toBe('30 de enero – 2 de febrero de 2024')
  })

  test('marks no heading as foreign that is spelled alike in another language', () => {
    const conclusion = [{ id: 'conclusion', kind: 'conclusion', text: 'Fin.' }]
    const outline = show(made({ language: 'fr-CA', sections: conclusion }))
    expect(section(outline, 'conclusion')?.heading).toEqual([{ type: 'text', text: 'Conclusion' }])
  })

  test.each([
    ['ar', 'عنوان الجلسة', 'الجلسة'],
    ['zh', '会议标题', '会议'],
    ['ru', 'Название сессии', 'Сессия'],
    ['pt-BR', 'Título da sessão', 'Sessão'],
  ])('has the fixed words and headings of %s', (language, label, heading) => {
    const outline = show({ ...gsef2020, language })
    expect(outline.titleLabel).toEqual([{ type: 'text', text: label }])
    expect(outline.sections[0]?.heading).toEqual([{ type: 'text', text: heading }])
  })

  test('shows dates that were typed the wrong way round as they were typed', () => {
    const details = { event: 'E', eventStart: '2020-10-23', eventEnd: '2020-10-19' }
    expect(lettersOf(show(made({ details })).event)).toBe('E, 23 October 2020 – 19 October 2020')
  })
})
