import { expect, test } from 'vitest'
import { joinParts } from './text'

test('parts of a line have the comma of their script, whatever stands in brackets', () => {
  expect(joinParts(['Director', 'Network (RTES)', 'France'])).toBe('Director, Network (RTES), France')
  expect(joinParts(['باحثة', 'مركز الاقتصاد (CSE)', 'لبنان'])).toBe('باحثة، مركز الاقتصاد (CSE)، لبنان')
  expect(joinParts(['14:30 (Europe/Paris)', '90 دقيقة'])).toBe('14:30 (Europe/Paris)، 90 دقيقة')
  expect(joinParts(['14:30 (Asia/Shanghai)', '90分钟'])).toBe('14:30 (Asia/Shanghai)，90分钟')
  expect(joinParts(['주임', '협의회 (SSEGOV)', '대한민국'])).toBe('주임, 협의회 (SSEGOV), 대한민국')
  expect(joinParts(['ليلى', 'Center', 'لبنان'])).toBe('ليلى, Center, لبنان')
})
