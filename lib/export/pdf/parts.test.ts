import { expect, test } from 'vitest'
import { partsOf } from './parts'

const together = (text: string, boxed: 'ltr' | 'rtl' | null = 'ltr') =>
  partsOf(text, boxed).flatMap((part) => (part.together ? [part.text] : []))
const shown = (text: string, boxed: 'ltr' | 'rtl' | null) =>
  partsOf(text, boxed)
    .map((part) => part.text)
    .join('')

test('Korean words stay together with their particles and signs; other scripts break where they may', () => {
  expect(together('SSE는 연대경제(連帶經濟)이다, 中国 and 日本')).toEqual([
    'SSE는',
    '연대경제(連帶經濟)이다,',
  ])
  expect(together('我们需要更多机会 と 地域 ไทย')).toEqual([])
})

test('a Korean word longer than a line may be broken', () => {
  expect(together('가나다라마바사아자차카타파하거너더러머버')).toEqual([])
})

test('what has no place to break and is longer than a line is cut, and nothing else', () => {
  const word = 'Donaudampfschifffahrtsgesellschaftskapitänsmützen'
  expect(together(`a ${word} b`).join('')).toBe(word)
  expect(together(`a ${word} b`).length).toBeGreaterThan(5)
  expect(together('https://example.org/a-path/with-places/to-break/all/along')).toEqual([])
})

test('in a line that runs the other way there are no boxes, which would change their places', () => {
  expect(together('우리는 함께', 'rtl')).toEqual([])
  expect(together('우리는 함께', null)).toEqual([])
  expect(together('x'.repeat(60), 'rtl')).toEqual([])
  expect(together('ع'.repeat(60), 'ltr')).toEqual([])
  expect(together('ع'.repeat(60), 'rtl')).not.toEqual([])
})

test('nothing is lost, added or moved', () => {
  for (const text of ['', ' ', 'a  b\u00a0c', ' 연대 와  협력 ', `${'x'.repeat(100)} 끝`, 'é'.repeat(90)])
    for (const boxed of ['ltr', 'rtl', null] as const)
      expect(shown(text, boxed).replaceAll('\u200b', '')).toBe(text)
})
