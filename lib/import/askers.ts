import type { Inline } from '@/lib/report/rich'
import type { Draft } from './draft'
import { looksLikeName, splitName } from './person-line'
import { slice, textOf, trimmed } from './piece'

/* Who put a question, and to whom. */

export type Asking = { asker: string; to: string[] }

const ARROW = /\s*(?:→|⇒|➔|->|=>|>)\s*/gu
const TO =
  /(?:^|\s+)(?:à l['’]attention de|à l['’]intention de|adressée? à|dirigida a|addressed to|à|au|aux|pour|to|for|al?|para|إلى|الى)\s+(?:(?:the|la|le|les|el|los|las)\s+)?|(?<=[가-힣])(?:이|가|님이|님)?\s+(?=\S+(?:에게|께)$)/giu

const TO_ALL = /^\s*(?:to|à|a|para|pour|إلى)\s*(?:all|everyone|tous|toutes|todas|todos|الجميع)(?:\s.*)?$/iu

/** "Paul (NGO) to Young Kim", "이민수 → 김영": the asker as written, and whom of those known was asked. */
export function askingOf(draft: Draft, words: string): Asking {
  if (TO_ALL.test(words)) return { asker: '', to: [] }
  for (const sign of [ARROW, TO])
    for (const { index, 0: found } of [...words.matchAll(sign)].reverse()) {
      const to = peopleIn(draft, words.slice(index + found.length).replace(/(?:님)?(?:에게|께)$/u, ''))
      if (to) return { asker: words.slice(0, index).replace(/[\s,،]+$/u, ''), to }
    }
  return { asker: words.trim(), to: [] }
}

/** Everybody named in a list; undefined if somebody in it is not known. */
export function peopleIn(draft: Draft, list: string): string[] | undefined {
  const find = (name: string) => draft.registry.find(name) ?? draft.registry.find(splitName(name).name)
  const whole = find(list.trim())
  if (whole) return [whole.id]
  const people = list
    .split(/\s*[,،，、;&]\s*|\s+(?:and|et|y|e|и)\s+|\s*(?:\s و\s?|와|과|및|和)\s*/u)
    .filter(Boolean)
    .map(find)
  return people.length > 0 && people.every((person) => person !== undefined)
    ? people.map((person) => person!.id)
    : undefined
}

/** Who asked, where that stands behind the question: "… ? (María, Chile)", "… ? – María, Chile". */
export function askerBehind(draft: Draft, line: Inline[]): (Asking & { text: Inline[] }) | undefined {
  const text = textOf(line)
  const found = /([?？؟]["”»’]?)\s*(?:[(（]([^()（）]{2,80})[)）]|[–—]\s*([^?？؟.]{2,80}))\s*$/u.exec(text)
  const words = (found?.[2] ?? found?.[3])?.trim()
  if (!found || !words) return undefined
  const asking = askingOf(draft, words)
  const name = splitName(asking.asker).name
  if (name !== '' && !looksLikeName(name.replace(/(?<=\s\p{Lu})\.$/u, ''))) return undefined
  return { ...asking, text: trimmed(slice(line, 0, found.index + found[1]!.length)) }
}

/** "For Mr. Young Kim, what…", "Ms Lee, what…", "김영 총장님께 …": whom a question is put to, where its text says it. */
export function addressee(draft: Draft, text: string): string[] {
  const found =
    /^\s*(?:(?:question\s+)?(?:for|to|pour|à|para|a)\s+|إلى\s+)?([^,،:?¿]{2,60})[,،:]/iu.exec(text) ??
    /^\s*(\S[^,،?]{1,30}?)\s?님?(?:께|에게)\s/u.exec(text)
  const person = found && draft.registry.find(found[1]!.trim())
  return person ? [person.id] : []
}

/** Whoever asked without giving a name: "A participant:", "Le public :", "청중:". */
const NOBODY =
  /^(?:an? |one |the |une? |le |la |une? |un |una |el |persona )?(?:(?:audience|participant|member of the audience|attendee|listener|public|salle|participante?|auditeur|auditrice|asistente|audiencia|público|sala|floor|chat)(?: member| en ligne| online| en línea)?|청중|참가자|참석자|관객|온라인 참가자|방청객|(?:أحد |إحدى )?(?:الحضور|المشاركين|المشاركات|الجمهور)|مشاركة?|سائلة?)(?:\s*[\p{Nd}]+)?$/iu

/** Whether these words before a colon can be whoever asks. */
export const canAsk = (words: string): boolean =>
  NOBODY.test(words.replace(/\s*[(（].*$/u, '').trim()) || looksLikeName(splitName(words).name)
