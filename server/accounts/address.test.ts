import { expect, test } from 'vitest'
import { addressOf, networkOf } from './address'

test('the nearest hop says where a request comes from, not what the client claims before it', () => {
  const headers = new Headers({ 'x-forwarded-for': '1.2.3.4, 198.51.100.7' })
  expect(addressOf(headers)).toBe('198.51.100.7')
  expect(addressOf(new Headers())).toBe('unknown')
})

test('the addresses of one IPv6 network count as one guesser, and IPv4 addresses each as one', () => {
  const one = [
    '2001:db8:0:12::1',
    '2001:DB8:0:12:ffff:1:2:3',
    '2001:0db8:0000:0012::',
    '2001:db8::12:0:0:0:9',
  ]
  expect(new Set(one.map(networkOf))).toEqual(new Set(['2001:db8:0:12']))
  expect(networkOf('2001:db8:0:13::1')).toBe('2001:db8:0:13')
  expect(networkOf('::1')).toBe('0:0:0:0')
  for (const address of ['198.51.100.7', '::ffff:198.51.100.7', 'unknown'])
    expect(networkOf(address)).toBe(address)
})
