import { describe, expect, it } from 'vitest'
import { initials } from './avatar'

describe('initials', () => {
  it('are of the first and the last word', () => {
    expect(initials('Madani Koumaré')).toBe('MK')
    expect(initials('  ana maría  castillo ')).toBe('AC')
  })

  it('are one letter for one word, whatever the script', () => {
    expect(initials('Marieme')).toBe('M')
    expect(initials('김영')).toBe('김')
    expect(initials('')).toBe('')
  })
})
