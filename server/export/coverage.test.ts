import { expect, test } from 'vitest'
import { createDrawable, readCoverage } from './coverage'
import { readFonts } from './fonts'

const families = readFonts()
const lacking: string[] = []
const drawable = createDrawable(families, (letter) => lacking.push(letter))

const has = (bits: Uint8Array, letter: string) => {
  const point = letter.codePointAt(0)!
  return (bits[point >> 3]! & (1 << (point & 7))) !== 0
}

test('the tables of a font say which letters it has', () => {
  const [serif] = families[0]!
  const bits = readCoverage(serif!)
  expect([...'Aé€жω'].every((letter) => has(bits, letter))).toBe(true)
  expect([...'한中ع🤝'].some((letter) => has(bits, letter))).toBe(false)
})

test('what can be drawn stays as it is, letter by letter and with all that is not drawn', () => {
  const text = 'Zoë e\u0301 한국어 연대 社会 می\u200cخواهم שָׁלוֹם हिन्दी 👩🏽‍🌾 1️⃣ \u2067x\u2069 a\u0323\u0301'
  expect(drawable(text)).toBe(text)
  expect(lacking).toEqual([])
})

test('what cannot is □, a letter keeps the accents that its font has, and each is told', () => {
  expect(drawable('a𒀀b \ue000 q\u0591')).toBe('a□b □ q')
  expect(lacking).toEqual(['𒀀', '\ue000', 'q\u0591'])
})
