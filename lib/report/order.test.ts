import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byOrder, firstOrders, type Ordered, orderAt, orderAtEnd } from './order'

const sorted = (list: Ordered[]) => [...list].sort(byOrder).map(({ id }) => id)
const place = (list: Ordered[], id: string, index: number) => {
  const keys = orderAt(list, id, index)
  return [...list, ...(list.some((entry) => entry.id === id) ? [] : [{ id, order: '' }])].map((entry) => ({
    id: entry.id,
    order: keys.get(entry.id) ?? entry.order,
  }))
}

/** Lists with ties, as two people make them who insert at one place at once, and with keys that are none. */
const anyList = fc
  .tuple(fc.array(fc.constantFrom(...firstOrders(4), 'a0V'), { maxLength: 8 }), fc.boolean())
  .map(([orders, broken]) =>
    orders.map((order, index) => ({ id: `r${index}`, order: broken && index % 2 ? 'no key!' : order })),
  )

test('a record that is moved stands where it was put, and nobody else changes places', () => {
  fc.assert(
    fc.property(anyList, fc.nat(8), fc.boolean(), (list, index, isNew) => {
      const id = isNew || list.length === 0 ? 'new' : list[index % list.length]!.id
      const others = sorted(list).filter((entry) => entry !== id)
      const wanted = [...others]
      wanted.splice(Math.min(index, others.length), 0, id)
      expect(sorted(place(list, id, index))).toEqual(wanted)
    }),
    { numRuns: 500 },
  )
})

test('a record that is added at the end stands at the end', () => {
  fc.assert(
    fc.property(anyList, (list) => {
      const last = { id: 'zz', order: orderAtEnd(list) }
      expect(sorted([...list, last]).at(-1)).toBe('zz')
    }),
  )
})

test('moving beside records with different keys changes only the one that moves', () => {
  const list = firstOrders(5).map((order, index) => ({ id: `r${index}`, order }))
  expect([...orderAt(list, 'r4', 1).keys()]).toEqual(['r4'])
})
