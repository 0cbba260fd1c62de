import { describe, expect, it } from 'vitest'
import { nextPath } from './next-path'

describe('where to go after signing in', () => {
  it('is the page of this site that was asked for', () => {
    expect(nextPath('/events/1?tab=links')).toBe('/events/1?tab=links')
  })

  it('is never another site', () => {
    for (const path of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      'x',
      '',
      null,
    ])
      expect(nextPath(path)).toBe('/')
  })

  it('is the start page when the address names several or none', () => {
    expect(nextPath(['/a', '/b'])).toBe('/')
    expect(nextPath(undefined)).toBe('/')
  })
})
