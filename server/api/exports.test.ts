import sharp from 'sharp'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openPdf, tagsOf } from '../export/testing'
import { type Client, session, startWorld, type World } from './testing'

let world: World
let olga: Client
let id: string
let event: string
beforeEach(async () => {
  world = await startWorld()
  ;({ olga, session: id, event } = await session(world, { title: 'Water' }))
})
afterEach(() => world.end())
// The machine may be busy, and the export's thread starts with the first one.
vi.setConfig({ testTimeout: 60_000 })

const pdf = async (query = '') => {
  const response = await olga.call('GET', `/sessions/${id}/report.pdf${query}`)
  return openPdf(new Uint8Array(await response.arrayBuffer()))
}
const markOf = async (query?: string) => (await (await pdf(query)).getMetadata()).metadata?.getRaw()

test('a PDF is PDF/UA-1, or PDF/A-2a where that is asked for', async () => {
  expect(await markOf()).toContain('<pdfuaid:part>1</pdfuaid:part>')
  expect(await markOf('?standard=ua-1')).toContain('<pdfuaid:part>1</pdfuaid:part>')
  expect(await markOf('?standard=a-2a')).toContain('<pdfaid:part>2</pdfaid:part>')
})

test('a standard that there is not is refused in a sentence', async () => {
  const response = await olga.call('GET', `/sessions/${id}/report.pdf?standard=x-1`)
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({
    code: 'unknown-standard',
    detail: 'There is no PDF standard “x-1” here. There are ua-1 and a-2a.',
  })
})

test("an event's banner stands in its reports, as soon as it is there", async () => {
  const figures = async () => (await tagsOf(await pdf())).filter(({ role }) => role === 'Figure')
  const page = async () => (await olga.call('GET', `/sessions/${id}/report.html`)).text()
  expect(await figures()).toEqual([])
  expect(await page()).not.toContain('<img')
  const banner = await sharp({ create: { width: 400, height: 100, channels: 3, background: '#346' } })
    .jpeg()
    .toBuffer()
  await olga.call('POST', `/events/${event}/banner`, { body: new Uint8Array(banner) })
  const { name } = await olga.ask<{ name: string }>('GET', `/events/${event}`)
  expect((await figures()).map(({ alt }) => alt)).toEqual([name])
  expect(await page()).toContain('<img class="banner" src="data:image/jpeg;base64,')
})
