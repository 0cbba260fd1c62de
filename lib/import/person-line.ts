import type { PersonLine } from '@/lib/report/report'
import { isCountry } from './countries'
import { tidy } from './dates'

/* "Name, role, organisation (ACRONYM), country" and what people write instead of it. */

export type Affiliation = Pick<Record<PersonLine, string>, 'role' | 'organisation' | 'acronym' | 'country'>

const PREFIX =
  '(?:(?:executive|deputy|vice|general|managing|founding|senior|former|national|regional|first|programme|program|project|policy|honorary|associate|assistant|chief|co|secr[eé]taire|directeur|directrice|director|directora)[ -]+)*'
const ROLES =
  'president|director|directora|directeur|directrice|coordinator|coordinador|coordinadora|coordinateur|coordinatrice|coordonnateur|coordonnatrice|representative|representante|représentante?|mayor|maire|alcalde|alcaldesa|chair|chairperson|chairwoman|chairman|manager|professor|professeure?|profesora?|researcher|chercheuse|chercheur|investigadora?|secretary|secretaria|secretario|secrétaire générale?|secrétaire|minister|ministre|ministra|ministro|officer|founder|co-founder|fondatrice|fondateur|fundadora?|member|membre|miembro|presidente|presidenta|présidente?|vice-présidente?|vicepresidenta|vicepresidente|head|responsable|chargée? de mission|déléguée? générale?|consultant|expert|experte|adviser|advisor|conseillère|conseiller|councillor|counsellor|concejala?|ceo|lead|leader|lecturer|student|journalist|lawyer'
const OF =
  "(?:\\s+(?:of|at|for|with|from)(?:\\s+the)?|\\s+(?:du|de la|de l['’]|des|de|del|de los|de las|à la|au)|,)?\\s*"
const ROLE = new RegExp(`^((?:${PREFIX}(?:${ROLES}))(?: general| générale?)?)(?=[\\s,]|$)(${OF})(.*)$`, 'iu')

const MAYOR = /^(?:deputy |vice |former |ancien(?:ne)? )?(?:mayor|maire|alcalde|alcaldesa)\b/i

/** Roles that say only that somebody speaks for others; another one is worth more. */
const GENERIC = /^(?:representative|representante|représentante?)$/i

export const isGenericRole = (role: string): boolean => GENERIC.test(role)

/**
 * What stands after a name, as fields. `of`: whether "Director of the X" may be cut into role and organisation, which
 * leaves out the words between them.
 */
export function affiliationOf(about: string, of: 'cut' | 'keep'): Affiliation {
  const { parts, country } = takeCountry(partsOf(about))
  const { role, organisation } = roleAndBody(parts, of)
  const acronym = /^(.*\S)\s*[(（]([^()（）\s][^()（）]{0,30})[)）]$/u.exec(organisation)
  if (acronym && isAcronym(acronym[2]!))
    return { role, organisation: acronym[1]!, acronym: acronym[2]!, country }
  return { role, organisation, acronym: '', country }
}

/** The country is the last part, or what stands in brackets behind it: "City of Dakar (Senegal)", "X (ABC, Mali)". */
function takeCountry(parts: string[]): { parts: string[]; country: string } {
  const last = parts.at(-1) ?? ''
  if (isCountry(last)) return { parts: parts.slice(0, -1), country: last }
  const bracket = /^(.*\S)\s*[(（](?:([^()（）]*\S)\s*[,،，]\s*)?([^()（）,،，]+)[)）]$/u.exec(last)
  if (!bracket || !isCountry(bracket[3]!)) return { parts, country: '' }
  const [, before = '', inside, country = ''] = bracket
  return {
    parts: [...parts.slice(0, -1), inside ? `${before} (${inside})` : before],
    country: country.trim(),
  }
}

/** At commas, and at dashes between spaces, that stand in no brackets. */
function partsOf(text: string): string[] {
  const parts: string[] = ['']
  let depth = 0
  for (const letter of text.replace(/\s[–—/-]\s(?![^(（]{0,200}[)）])/gu, ' , ')) {
    if (/[(（]/.test(letter)) depth++
    if (/[)）]/.test(letter)) depth--
    if (/[,،，]/.test(letter) && depth <= 0) parts.push('')
    else parts[parts.length - 1] += letter
  }
  return parts.map((part) => part.trim()).filter(Boolean)
}

function roleAndBody(parts: string[], of: 'cut' | 'keep'): { role: string; organisation: string } {
  const [first = '', ...rest] = parts
  const found = ROLE.exec(first)
  if (rest.length === 0) {
    if (!found) return { role: '', organisation: first }
    // A mayor's town is no organisation.
    if (MAYOR.test(first)) return { role: first, organisation: '' }
    const [, role = '', between = '', body = ''] = found
    if (body === '') return { role: first, organisation: '' }
    if (of === 'keep' || !isOrganisation(body, between)) return { role: first, organisation: '' }
    return { role, organisation: body }
  }
  // "Coordinator of the Committee on A, B and C, United Cities (UC)": the organisation is what the acronym stands for.
  const last = rest.at(-1)!
  if (rest.length > 1 && spells(last)) return { role: parts.slice(0, -1).join(', '), organisation: last }
  if (!found && rest.length === 1 && / \(|^(?:the|le|la|el)\b/iu.test(first) && !/[(（]/.test(last))
    return { role: last, organisation: first }
  return { role: first, organisation: rest.join(', ') }
}

function isOrganisation(body: string, between: string): boolean {
  return /^[\p{Lu}\p{Lo}\d«"“]/u.test(body) && (between.trim() !== '' || body.split(/\s+/).length > 1)
}

const isAcronym = (text: string) =>
  /^[\p{Lu}\p{N}][\p{L}\p{N}&./-]{0,14}$/u.test(text) && /\p{Lu}.*[\p{Lu}\p{N}]/u.test(text)

/** Whether the letters in brackets are the first letters of the words before them. */
function spells(part: string): boolean {
  const found = /^(.*)[(（]([\p{Lu}\p{N}&-]{2,})[)）]$/u.exec(part)
  if (!found) return false
  const initials = found[1]!.match(/(?<![\p{L}])\p{Lu}/gu)?.join('') ?? ''
  return initials === found[2]!.replace(/[^\p{Lu}]/gu, '')
}

const AFTER_NAME = /\s*(?:[,،，;:：|]|\s[–—/-]\s|\t|(?=\s?[(（]))\s*/u

export type NamedLine = {
  name: string
  /** What stands after the name, without the sign between them. */
  about: string
  /** The sign after the name, or after the brackets behind it. */
  sign: string
  /** What stands after the brackets behind the name. */
  after: string
  /** Where in the line that begins, or without brackets, what stands after the sign. */
  rest: number
}

/** A line that begins with a name: "Name, role", "Name (ORGANISATION)", "Name (ORGANISATION): text", "Name – role". */
export function splitName(line: string): NamedLine {
  const found = AFTER_NAME.exec(line)
  if (!found) return { name: line.trim(), about: '', sign: '', after: '', rest: line.length }
  const name = line.slice(0, found.index).trim()
  const start = found.index + found[0].length
  const about = line.slice(start).trim()
  const sign = found[0].trim()
  const bracket = sign === '' ? /^[(（]([^()（）]*)[)）]\s*([:：,،，–—-]?)\s*/u.exec(line.slice(start)) : null
  if (!bracket) return { name, about, sign, after: '', rest: start }
  const rest = start + bracket[0].length
  const after = line.slice(rest).trim()
  const between = bracket[2]!
  // "Name (ORGANISATION), role": all of it is about the person.
  if (after !== '' && !/[:：]/.test(between))
    return { name, about: tidy(about), sign: '(', after: '', rest: start }
  return { name, about: bracket[1]!.trim(), sign: between || '(', after, rest }
}

const PARTICLES =
  /^(?:de|del|della|di|da|do|dos|das|du|des|la|le|van|von|der|den|ter|bin|binti|ben|ibn|al|el|y|e|of|af|zu|st)$/i

/** Scripts without capitals. */
const UNCASED = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}]/u

/** Whether these words can be somebody's name. In scripts without capitals, only whether they are short. */
export function looksLikeName(text: string): boolean {
  const words = text.split(/\s+/)
  if (text.length > 60 || text.length < 2 || words.length > 6 || /[\d.?!;/]$|[\d?!;/@|]/u.test(text))
    return false
  const isUncased = UNCASED.test(text)
  if (isUncased && (text.length > (/\p{Script=Arabic}/u.test(text) ? 40 : 16) || words.length > 5))
    return false
  return (
    words.every(
      (word) => /^['’"(]?\p{Lu}|^\P{L}+$/u.test(word) || PARTICLES.test(word) || UNCASED.test(word),
    ) &&
    (isUncased || /^['’"]?\p{Lu}/u.test(words[0]!))
  )
}

/** Whether the script has no capitals, so that a name cannot be told by its letters. */
export const isWithoutCapitals = (text: string): boolean => !/[\p{Lu}\p{Ll}]/u.test(text)
