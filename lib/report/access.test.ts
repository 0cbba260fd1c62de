import { describe, expect, test } from 'vitest'
import { type Action, may, mayWriteRoot, type Role, type SessionState, type WriteVerdict } from './access'
import { parseRoot } from './roots'
import { everyKind } from './samples'

const ROLES: (Role | undefined)[] = ['organiser', 'moderator', 'rapporteur', 'reader', undefined]
const who = (action: Action, state: SessionState) =>
  ROLES.filter((role) => may(role, action, state)).join(' ')

test('who may do what while a report is written', () => {
  for (const state of ['draft', 'review'] as const) {
    expect(who('read', state)).toBe('organiser moderator rapporteur reader')
    expect(who('write', state)).toBe('organiser moderator rapporteur')
    expect(who('submit', state)).toBe('organiser moderator rapporteur')
    expect(who('moderate', state)).toBe('organiser moderator')
    expect(who('approve', state)).toBe('organiser moderator')
    expect(who('restore', state)).toBe('organiser moderator')
    expect(who('invite', state)).toBe('organiser moderator')
    expect(who('organise', state)).toBe('organiser')
    expect(who('reopen', state)).toBe('')
  }
})

test('nobody writes into an approved report, approves it again, submits it or brings an earlier one back; moderators may reopen it', () => {
  for (const action of ['write', 'moderate', 'approve', 'submit', 'restore'] as const)
    expect(who(action, 'approved')).toBe('')
  expect(who('reopen', 'approved')).toBe('organiser moderator')
  expect(who('read', 'approved')).toBe('organiser moderator rapporteur reader')
})

describe('roots of the shared document', () => {
  const verdicts = (name: string, key: string | null = null) =>
    (['organiser', 'moderator', 'rapporteur', 'reader'] as const).map((role) =>
      mayWriteRoot(role, everyKind.template, name, key),
    )
  const all: WriteVerdict[] = ['allowed', 'allowed', 'allowed', 'forbidden']
  const moderators: WriteVerdict[] = ['allowed', 'allowed', 'forbidden', 'forbidden']
  const nobody: WriteVerdict[] = ['forbidden', 'forbidden', 'forbidden', 'forbidden']
  const unknownKey: WriteVerdict[] = ['unknown', 'unknown', 'unknown', 'forbidden']
  const unknown: WriteVerdict[] = ['unknown', 'unknown', 'unknown', 'unknown']

  test.each([
    ['title', null, all],
    ['person/kim/name', null, all],
    ['takeaways/text', null, all],
    ['questions/q1/kim', null, all],
    ['label/remarks/kim', null, all],
    ['line/picture/pic1/caption', null, all],
    ['meta', 'minutes', all],
    ['people', 'kim', all],
    ['items', 'questions/q1', all],
    ['links', 'questions/q1/kim/asked', all],
    ['conclusion/text', null, moderators],
    ['conclusion/anything', null, moderators],
    ['recommendations/text', null, moderators],
    ['label/conclusion/kim', null, moderators],
    ['line/conclusion/x/caption', null, moderators],
    ['items', 'conclusion/x', moderators],
    ['links', 'recommendations/kim', moderators],
    ['meta', 'schema', nobody],
    ['items', 'nowhere/q1', unknownKey],
    ['links', 'conclusions/kim', unknownKey],
    ['nowhere/text', null, unknown],
    ['conclusion', null, unknown],
    ['', null, unknown],
  ] as const)('who may write %s %s', (name, key, expected) => {
    expect(verdicts(name, key)).toEqual(expected)
  })
})

test('the type of a root can be told from its name', () => {
  const type = (name: string) => parseRoot(name, (id) => id === 'remarks')?.type
  for (const name of ['meta', 'people', 'items', 'links']) expect(type(name)).toBe('map')
  for (const name of [
    'title',
    'event',
    'theme',
    'type',
    'counted',
    'person/a/name',
    'label/remarks/a',
    'label/remarks/a/b',
    'line/remarks/a/asker',
  ])
    expect(type(name)).toBe('text')
  for (const name of ['remarks/text', 'remarks/a', 'remarks/a/b']) expect(type(name)).toBe('rich')
  for (const name of [
    '',
    'x',
    'remarks',
    'remarks/',
    'remarks//b',
    'remarks/a/b/c',
    'remarks/a b',
    'others/a',
    'person/a',
    'person/a/shoe',
    'person/a/name/b',
    'label/others/a',
    'label/remarks',
    'line/remarks/a',
    'line/remarks/a/shoe',
    'constructor',
    '__proto__',
  ])
    expect(type(name), name).toBeUndefined()
})
