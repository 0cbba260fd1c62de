import { keyOf } from '../key'

/* "Questions and answers from the audience": with whom a part of the session was, around a heading that is known. */

const EN =
  'audience|participants?|attendees|floor|room|public|plenary|panel|panellists|panelists|speakers|moderators?|chair|chairperson|facilitator'
const FR =
  'public|salle|participants?|participantes|participantes et participants|participants et participantes|auditoire|assistance|audience|pléniere|panel|intervenants?|intervenantes|modérateur|modératrice|présidente|président'
const ES =
  'público|audiencia|participantes|asistentes|sala|asistencia|plenaria|panel|ponentes|panelistas|moderador|moderadora'
const KO = '청중|참가자|참여자|참석자|객석|플로어|관객|방청객|현장|패널|좌장|사회자'
const AR =
  'الجمهور|الحضور|القاعة|المشاركين|المشاركات|المشاركات والمشاركين|الحاضرين|المتحدثين|مديرة الجلسة|مدير الجلسة'

const AFTER = [
  `(?:from|with|by|of|for|to|and) (?:the )?(?:${EN})`,
  `(?:avec|par|de|du|des|au|aux|d|pour) (?:le |la |les |l )?(?:${FR})`,
  `(?:con|por|de|del|al|para) (?:el |la |los |las )?(?:${ES})`,
  `(?:${KO})`,
  `(?:من|مع|و)? ?(?:${AR})`,
  'session|segment|round|time|세션|시간',
]
const BEFORE = [
  'audience|public|floor|plenary',
  `(?:${KO})(?:과의|와의|과|와|의)?`,
  'session de|sesión de|ronda de|turno de|جلسة|فقرة',
]

const keys = (pattern: string) => pattern.replace(/[^()?:|\s]+/gu, (word) => keyOf(word))
const after = new RegExp(` (?:${AFTER.map(keys).join('|')})$`, 'u')
const before = new RegExp(`^(?:${BEFORE.map(keys).join('|')}) `, 'u')

/** A heading's key without the words for those with whom it was; undefined if there are none. */
export function withoutQualifier(key: string): string | undefined {
  const rest = key.replace(after, '').replace(before, '')
  return rest === key || rest === '' ? undefined : rest
}
