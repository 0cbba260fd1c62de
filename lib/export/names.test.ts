import { describe, expect, test } from 'vitest'
import { everyKind } from '@/lib/report/samples'
import { headings, made, section, show } from './testing-outline'
import { lettersOf } from './text'

describe('people', () => {
  test('are named by label, else by role, organisation, acronym and country', () => {
    const outline = show(everyKind)
    const [node] = section(outline, 'speakers')!.nodes
    expect(node?.kind === 'people' && node.people.map(lettersOf)).toEqual([
      '김영수, 대표, 전국사회연대경제지방정부협의회 (SSEGOV), 대한민국',
      'ليلى حداد، باحثة، مركز الاقتصاد التضامني، لبنان',
      'Zoë Ångström-Łukasiewicz, Director of the Søns Cooperative (O&S), Sweden',
    ])
  })

  test('are named in full over summaries, shortly over answers, by name over remarks', () => {
    const outline = show(everyKind)
    expect(headings(section(outline, 'summaries')?.nodes)).toEqual([
      '2 1. 김영수, 대표, 전국사회연대경제지방정부협의회 (SSEGOV), 대한민국',
      '2 2. ليلى حداد, Center for Solidarity Economy',
      '2 3. Zoë Ångström-Łukasiewicz, Director, O’Neill & Søns <Cooperative> (O&S), Sweden',
      '2 Mei 👩🏽‍🌾, from the floor',
    ])
    expect(headings(section(outline, 'prompts')?.nodes)).toEqual([
      '2 What now?',
      '3 김영수, SSEGOV',
      '3 Zoë Ångström-Łukasiewicz, O&S',
      '3 Amélie Nguyễn, for the city',
      '2 And then?',
    ])
    expect(headings(section(outline, 'remarks')?.nodes)).toEqual([
      '2 Mei 👩🏽‍🌾',
      '2 Amélie Nguyễn, moderator',
      '2 김영수',
    ])
  })

  test('without a name are named by what else is known of them, wherever they stand', () => {
    const voice = { person: 'a', text: 'Yes.' }
    const outline = show(
      made({
        people: [{ id: 'a', kind: 'speaker', role: 'Mayor', organisation: 'City of X' }],
        sections: [
          {
            id: 'questions',
            kind: 'questions',
            questions: [{ id: 'q', to: ['a'], text: 'Why?', answers: [voice] }],
          },
          { id: 'remarks', kind: 'remarks', remarks: [voice] },
        ],
      }),
    )
    expect(headings(section(outline, 'questions')?.nodes)).toEqual([
      '2 Question 1: to Mayor, City of X',
      '3 Answer: Mayor, City of X',
    ])
    expect(headings(section(outline, 'remarks')?.nodes)).toEqual(['2 Mayor, City of X'])
  })

  test('have the same number in the list and over their summaries, whoever is still to be named', () => {
    const outline = show(
      made({
        people: [
          { id: 'a', kind: 'speaker' },
          { id: 'b', kind: 'speaker', name: 'Bo' },
        ],
        sections: [{ id: 'summaries', kind: 'summaries', summaries: [{ person: 'b', text: 'Yes.' }] }],
      }),
    )
    expect(section(outline, 'speakers')?.nodes).toMatchObject([{ people: [[{ text: 'Bo' }]] }])
    expect(headings(section(outline, 'summaries')?.nodes)).toEqual(['2 1. Bo'])
  })

  test('are parted by the comma of their script', () => {
    const line = (lines: object) => {
      const outline = show(made({ people: [{ id: 'a', kind: 'speaker', ...lines }] }))
      const [node] = section(outline, 'speakers')!.nodes
      return node?.kind === 'people' && node.people.map(lettersOf)
    }
    expect(line({ name: '王小明', role: '主任', organisation: '北京大学' })).toEqual([
      '王小明，主任，北京大学',
    ])
    expect(line({ name: 'فاطمة', role: 'رئيسة', organisation: 'UCFA' })).toEqual(['فاطمة، رئيسة, UCFA'])
  })

  test('without a name leave no empty heading, and their text does not run on under another name', () => {
    const outline = show(
      made({
        people: [
          { id: 'a', kind: 'speaker', name: 'Ana' },
          { id: 'b', kind: 'speaker' },
          { id: 'c', kind: 'speaker' },
        ],
        sections: [
          {
            id: 'summaries',
            kind: 'summaries',
            summaries: [
              { person: 'a', text: 'One' },
              { person: 'b', text: 'Two' },
            ],
          },
          {
            id: 'questions',
            kind: 'questions',
            questions: [{ id: 'q', text: 'Why?', to: ['b'], answers: [{ person: 'b', text: 'So.' }] }],
          },
        ],
      }),
    )
    expect(headings(section(outline, 'summaries')?.nodes)).toEqual(['2 1. Ana', '2 Name not given'])
    expect(headings(section(outline, 'questions')?.nodes)).toEqual(['2 Question 1', '3 Answer'])
    const [people] = section(outline, 'speakers')!.nodes
    expect(people?.kind === 'people' && people.people.map(lettersOf)).toEqual(['Ana'])
  })
})
