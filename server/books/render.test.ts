import { expect, test } from 'vitest'
import { reported } from '@/lib/book/testing'
import { renderBook, type Told } from './render'

const told: Told = { note: () => {}, tick: () => {} }
const input = (...ids: string[]) => ({
  language: 'en',
  event: { name: 'Forum', theme: '', startDate: null, endDate: null },
  banner: undefined,
  at: 0,
  entries: ids.map((id) => reported(id)),
})

test('a report with which the renderer fails is left out with its reason, and the others are rendered', async () => {
  const { bytes, entries } = await renderBook('pdf', input('a', 'bad', 'c'), told, async ({ chapters }) => {
    if (chapters.some(({ session }) => session === 'bad')) throw new Error('too deep')
    return new Uint8Array(chapters.length)
  })
  expect(bytes).toHaveLength(2)
  expect(entries.map((entry) => (entry.kind === 'failed' ? entry.reason : entry.kind))).toEqual([
    'report',
    'too deep',
    'report',
  ])
})

test('a fault that is in no report is not blamed on one', async () => {
  const render = async ({ chapters }: { chapters: unknown[] }) => {
    if (chapters.length > 1) throw new Error('too long')
    return new Uint8Array(1)
  }
  await expect(renderBook('pdf', input('a', 'b'), told, render)).rejects.toThrow('too long')
})
