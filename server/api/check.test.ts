import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CheckResult } from '@/lib/api/check'
import { gsef2020 } from '@/lib/report/samples'
import { type Client, guest, organiser, startWorld, type World } from './testing'

let world: World
let olga: Client
let session: string
beforeEach(async () => {
  world = await startWorld()
  olga = await organiser(world)
  const dates = { startDate: '2020-10-19', endDate: '2020-10-21' }
  const event = await olga.ask<{ id: string }>('POST', '/events', { name: 'Forum', ...dates })
  const made = await olga.ask<{ id: string }>('POST', `/events/${event.id}/sessions`, gsef2020)
  session = made.id
})
afterEach(() => world.end())

const check = async (by: Client, query = '', headers: Record<string, string> = {}) => {
  const response = await by.call('GET', `/sessions/${session}/check${query}`, { headers })
  expect(response.status).toBe(200)
  return { response, result: (await response.json()) as CheckResult }
}

test('the check answers its findings in sentences, with their places and what would mend them', async () => {
  const { response, result } = await check(olga)
  expect(response.headers.get('content-language')).toBe('en')
  expect(result.findings.length).toBe(result.faults + result.notes)
  expect(result.findings).toContainEqual({
    rule: 'no-answer',
    severity: 'fault',
    sentence: 'Emmanuelle Rousset is a speaker and has no answer to the guiding question.',
    place: {
      section: 'guiding-question',
      item: 'guiding-question',
      person: 'emmanuelle-rousset',
      field: 'guiding-question/guiding-question',
    },
  })
  const slip = result.findings.find(({ rule }) => rule === 'acronym-variant')
  expect(slip).toMatchObject({
    sentence: '“SEE” is written “SSE” elsewhere.',
    fix: { label: 'Write “SSE”', edit: { kind: 'replace', before: 'SEE', after: 'SSE' } },
  })
})

test('it holds the report against the event’s own dates', async () => {
  const { result } = await check(olga)
  expect(result.findings.find(({ rule }) => rule === 'event-dates-differ')).toMatchObject({
    sentence: 'The event’s dates here are 19 – 23 October 2020; the event itself has 19 – 21 October 2020.',
  })
})

test('the sentences are in the language that was asked for, else that of Accept-Language', async () => {
  const french = 'Emmanuelle Rousset intervient et n’a pas de réponse à la question directrice.'
  const sentences = ({ result }: Awaited<ReturnType<typeof check>>) =>
    result.findings.map(({ sentence }) => sentence)
  expect(sentences(await check(olga, '?language=fr'))).toContain(french)
  expect(sentences(await check(olga, '', { 'accept-language': 'ko, fr-CA;q=0.8' }))).toContain(french)
  expect(sentences(await check(olga, '?language=en', { 'accept-language': 'fr' }))).not.toContain(french)
  const refused = await olga.call('GET', `/sessions/${session}/check?language=xx`)
  expect(refused.status).toBe(422)
})

test('who may read the session may ask, nobody else; an approved report is checked as it was approved', async () => {
  const rita = await guest(olga, session, 'reader', 'Rita')
  const before = (await check(rita.client)).result
  expect((await olga.call('POST', `/sessions/${session}/approve`)).status).toBe(200)
  expect((await check(olga)).result.findings).toEqual(before.findings)
  const stranger = await olga.call('GET', `/sessions/00000000-0000-7000-8000-000000000000/check`)
  expect(stranger.status).toBe(404)
})
