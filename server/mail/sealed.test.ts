import { expect, test } from 'vitest'
import { seal, unseal } from './sealed'

test('what was closed with one secret opens with no other, and not when it was changed', () => {
  const sealed = seal('Bonjour à toutes', 'a secret')
  expect(unseal(sealed, 'a secret')).toBe('Bonjour à toutes')
  expect(() => unseal(sealed, 'another')).toThrow()
  const bytes = Buffer.from(sealed, 'base64url')
  bytes[bytes.length - 1]! ^= 1
  expect(() => unseal(bytes.toString('base64url'), 'a secret')).toThrow()
})
