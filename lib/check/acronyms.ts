import type { Report } from '@/lib/report/report'
import { at, type Passage, wordsOf } from './passages'
import { isJoining, type Token, tokens } from './words'

/*
 * The acronyms of a report: where each is used, and where it is spelled out. Latin letters; in texts of other scripts
 * acronyms are mostly Latin too.
 */

export type Use = { written: string; passage: Passage; from: number; to: number; order: number }
export type Acronym = {
  /** Without dots, hyphens and the s of a plural. */
  letters: string
  uses: Use[]
  /** The first place where it is spelled out, in reading order, and how. Infinity: never. */
  spelledAt: number
  spelled: string
  /** Whether it was put beside its name there; else words that begin like its letters stand there, maybe by chance. */
  introduced: boolean
}

/** So well known that no reader wants them spelled out: words of any dictionary, and what is known by its letters only. */
const KNOWN = new Set(
  `AI AIDS AM ATM BBC BST CD CEO CEST CET CFO CNN COO COVID CTO CV DC DIY DJ DNA DR DVD EDT EE EST EU EUR FAQ FM GDP GMT GPS HE
  HIV HLM HR HTML HTTP IA IBM ID INC ISO IST IT JST KST LED LGBT LGBTQ LGBTQI LLC LTD MC MM MP NASA NATO NB OK OMS ONU OTAN PC
  PDF PHD PIB PIN PM PR PS PST QA QR RD RSVP SA SARL SAS SIDA SIM SL SMS SOS TBC TBD TGV TODO TV TVA UE UK UN UNESCO UNICEF URL
  US USA USB USD UTC UU VAT VIH VIP VS WAT WC WHO WIFI WWW ZIP`.split(/\s+/),
)

/** Small words that are written in capitals to stress them. */
const STRESSED = new Set(
  `ALL AN AND ANY ARE AS AT BE BUT BY CAN DO FOR HAS IF IN IS IT ITS MUST NEW NO NON NOT NOW OF OFF ON ONE ONLY OR OUR OUT
  SO THE TO UP US WE WHY WITH YES YOU AU AUX DE DES DU ET EN LA LE LES NE NON OUI PAR PAS POUR QUE SUR TOUS UN UNE DEL EL LAS
  LOS NI POR SI SIN TODO TODOS Y YA`.split(/\s+/),
)

const ROMAN = /^(?:X{0,3}(?:IX|IV|V?I{0,3}))$/
const ACRONYM = /^\p{Lu}(?:[\p{Lu}\p{N}]|[.&-](?=\p{Lu}))*\p{Lu}[\p{Lu}\p{N}]*s?$/u

/** The acronym in a word without what belongs to writing; undefined if it is none. */
export function acronymIn(word: string): string | undefined {
  if (!/\p{Script=Latin}/u.test(word) || !ACRONYM.test(word)) return undefined
  const letters = word.replace(/s$/, '').replace(/[.&-]/g, '')
  // G20, COP26, WE21: what has a number in it is a name. And longer words are shouted.
  if (letters.length < 2 || letters.length > 8 || /\p{N}/u.test(letters)) return undefined
  return ROMAN.test(letters) || STRESSED.has(letters) ? undefined : letters
}

export const isWellKnown = (letters: string) => KNOWN.has(letters)

/** What was read off a picture, and names typed in capitals, are no use of an acronym. */
const READ_OFF: Passage['kind'][] = ['description', 'asker', 'name']

export function acronymsOf(report: Report, passages: Passage[]): Map<string, Acronym> {
  const found = new Map<string, Acronym>()
  // KIM Young, Jean DUPONT: in many places surnames are written so.
  const names = new Set(report.people.flatMap(({ name }) => tokens(name).map(({ folded }) => folded)))
  const words = passages
    .filter(({ kind }) => !READ_OFF.includes(kind))
    .map((passage) => ({ passage, words: wordsOf(passage), brackets: bracketsOf(passage.text) }))
  for (const [order, { passage, words: inside }] of words.entries()) {
    for (const [index, token] of inside.entries()) {
      const letters = acronymIn(token.text)
      if (!letters || isShouted(inside, index) || isInAddress(passage.text, token)) continue
      if (names.has(token.folded) || isTitle(inside[index - 1])) continue
      const acronym = found.get(letters) ?? {
        letters,
        uses: [],
        spelledAt: Number.POSITIVE_INFINITY,
        spelled: '',
        introduced: false,
      }
      acronym.uses.push({ written: token.text, passage, from: token.from, to: token.to, order })
      found.set(letters, acronym)
    }
  }
  for (const acronym of found.values()) spell(acronym, report, words)
  return found
}

type Bracket = { before: string; within: string }
type Worded = { passage: Passage; words: Token[]; brackets: Bracket[] }

function spell(acronym: Acronym, { people }: Report, texts: Worded[]) {
  const { letters } = acronym
  const own = people.filter((person) => acronymIn(person.acronym.trim()) === letters)
  for (const [order, { passage, words, brackets }] of texts.entries()) {
    // The list of people says it in two lines: organisation and acronym.
    const owner = own.find(({ id }) => passage.place.field === `person/${id}/organisation`)
    const beside = owner?.organisation ?? besides(brackets, letters)
    const spelled = beside ?? initials(passage.text, words, letters)
    if (spelled === undefined) continue
    const introduced = beside !== undefined
    if (acronym.spelled === '' || (introduced && !acronym.introduced))
      Object.assign(acronym, { spelledAt: Math.min(order, acronym.spelledAt), spelled, introduced })
    if (introduced) return
  }
}

/** What stands in brackets, and before them. */
function bracketsOf(text: string): Bracket[] {
  const found = text.matchAll(/[(（]\s*([^()（）]{2,120}?)\s*[)）]/gu)
  return [...found].map(({ index, 1: within }) => ({
    before: text.slice(Math.max(0, index - 200), index),
    within: within!,
  }))
}

/** `Long Name (ABC)`, or `ABC (Long Name)` where the name's words begin like the letters or are of another script. */
function besides(brackets: Bracket[], letters: string): string | undefined {
  for (const { before, within } of brackets) {
    if (acronymIn(within.replace(/^[«“"']|[»”"']$/g, '')) === letters) {
      const name = before
        .split(/[,;:.!?«»“”"\n،؛。]\s*/)
        .at(-1)!
        .trim()
      const words = tokens(name).filter(({ text }) => !acronymIn(text))
      if (words.length >= 2 || (words.length === 1 && !/\p{Script=Latin}/u.test(name))) return name
    }
    const words = tokens(before)
    const last = words.at(-1)
    if (!last || before.trimEnd().length !== last.to) continue
    const isName = !/\p{Script=Latin}/u.test(within) && within.length >= 4
    // `ESG 경영(환경·사회·지배구조)`: in another script a word may stand between them.
    const beside = isName ? words.slice(-2) : [last]
    if (!beside.some(({ text }) => acronymIn(text) === letters)) continue
    const spelled = tokens(within)
    if (isName || (spelled.length >= 2 && beginsLike(spelled, letters))) return within
  }
  return undefined
}

/** At least half of the letters begin one of the words. */
function beginsLike(words: Token[], letters: string): boolean {
  const firsts = words.map(({ folded }) => folded[0]!.toUpperCase())
  return [...letters].filter((letter) => firsts.includes(letter)).length * 2 >= letters.length
}

/** A run of words whose first letters are the acronym's; small words between them need not count. */
function initials(text: string, words: Token[], letters: string): string | undefined {
  if (letters.length < 3) return undefined
  for (let start = 0; start < words.length; start++) {
    let next = 0
    for (let index = start; index < words.length && next < letters.length; index++) {
      const { folded, from } = words[index]!
      if (index > start && /[.;:!?\n]/.test(text.slice(words[index - 1]!.to, from))) break
      if (folded[0]?.toUpperCase() === letters[next] && folded.length > 1) next++
      else if (index === start || folded === 'by' || !isJoining(folded)) break
      if (next === letters.length) return text.slice(words[start]!.from, words[index]!.to)
    }
  }
  return undefined
}

/** In a run of capitals a word is no acronym: GOBIERNO DE LA CIUDAD, or a name typed as KIM YOUNG. */
function isShouted(words: Token[], index: number): boolean {
  const isLoud = (token: Token | undefined) =>
    token !== undefined && /\p{Lu}{2}/u.test(token.text) && token.text === token.text.toUpperCase()
  const run = [index - 2, index - 1, index, index + 1, index + 2].map((at) => isLoud(words[at]))
  return (run[1]! && run[3]!) || (run[0]! && run[1]!) || (run[3]! && run[4]!)
}

/** `Mr KIM`, `Mme DUPONT`. */
const isTitle = (before: Token | undefined) =>
  before !== undefined && /^(?:mr|mrs|ms|mx|dr|prof|mme|mlle|m|sr|sra|dra|don|doña)$/.test(before.folded)

/** Part of a hashtag, a mention, an address of the web or of mail. */
function isInAddress(text: string, { from, to }: Token): boolean {
  const start = text.lastIndexOf(' ', from) + 1
  const end = text.indexOf(' ', to)
  const word = text.slice(start, end === -1 ? text.length : end)
  return /^[#@]|:\/\/|^www\.|@\w|\.(?:org|com|net|int)\b/i.test(word)
}

/** The place of a use. */
export const placeOfUse = ({ passage, from, to }: Use) => at(passage, from, to)
