import { expect, test } from 'vitest'
import { hashPassword, isPassword, needsRehash } from './password'

test('a password fits its own hash and no other one does', async () => {
  const hash = await hashPassword('correct horse')
  expect(await isPassword('correct horse', hash)).toBe(true)
  expect(await isPassword('correct hors', hash)).toBe(false)
  expect(await hashPassword('correct horse')).not.toBe(hash)
})

test('without a hash, or with a broken one, nothing fits', async () => {
  expect(await isPassword('', undefined)).toBe(false)
  expect(await isPassword('x', 'scrypt$16$8$2$AAAA$')).toBe(false)
})

test('the same letters typed on another keyboard are the same password', async () => {
  expect(await isPassword('cafe\u0301 au lait', await hashPassword('café au lait'))).toBe(true)
})

test('a hash of lower cost still fits and asks to be made anew', async () => {
  const old =
    'scrypt$14$8$1$c2FsdHNhbHQ$' +
    (await import('node:crypto'))
      .scryptSync('pw', Buffer.from('saltsalt'), 32, { N: 2 ** 14, r: 8, p: 1 })
      .toString('base64url')
  expect(await isPassword('pw', old)).toBe(true)
  expect(needsRehash(old)).toBe(true)
  expect(needsRehash(await hashPassword('pw'))).toBe(false)
})
