import { once } from './dates'
import { keyOf } from './key'

/* Time zones as people write them beside a time of day. */

/** Abbreviations that stand for one zone wherever reports come from; those with several meanings are left. */
const SHORT: Record<string, string> = {
  ...{ CET: 'CET', CEST: 'CET', MEZ: 'CET', MESZ: 'CET', EET: 'EET', EEST: 'EET', WET: 'WET', WEST: 'WET' },
  ...{ UTC: 'UTC', GMT: 'UTC', TU: 'UTC', KST: 'Asia/Seoul', JST: 'Asia/Tokyo', WAT: 'Africa/Lagos' },
  ...{ EAT: 'Africa/Nairobi', CAT: 'Africa/Maputo', SAST: 'Africa/Johannesburg', BRT: 'America/Sao_Paulo' },
  ...{ EST: 'America/New_York', EDT: 'America/New_York', ET: 'America/New_York' },
  ...{ PST: 'America/Los_Angeles', PDT: 'America/Los_Angeles', CLT: 'America/Santiago' },
}

const NAMED = /\b([A-Z][A-Za-z_]+\/[A-Z][A-Za-z_]+(?:\/[A-Z][A-Za-z_]+)?)\b/u
const OFFSET = /\b(?:UTC|GMT)\s?([+−–-])\s?(\d{1,2})(?::?00)?\b/u
const ABBREVIATED = new RegExp(
  `(?<![\\p{L}\\p{N}])(${Object.keys(SHORT).join('|')})(?![\\p{L}\\p{N}+-])`,
  'u',
)
/** "Paris time", "heure de Paris", "hora de Madrid". */
const OF_A_CITY =
  /(?:heure|hora|time) (?:locale |local )?(?:de |d['’]|of |in )?(\p{Lu}[\p{L} -]+?)(?=[\s,.)]*$|\s*[(),])|(\p{Lu}[\p{L} -]+?) (?:local )?time\b/u

/** The zone that a text names, as IANA calls it, and the text without it. */
export function takeZone(text: string): { zone: string | null; rest: string } {
  const found =
    taken(NAMED, ([, name]) => (isZone(name!) ? name : undefined)) ??
    taken(OFFSET, ([, sign, hours]) => offsetZone(sign!, Number(hours))) ??
    taken(OF_A_CITY, ([, ...cities]) => zonesOfCities().get(keyOf(cities.find(Boolean)!))) ??
    taken(ABBREVIATED, ([, name]) => SHORT[name!])
  return found ?? { zone: null, rest: text }

  function taken(pattern: RegExp, zoneOf: (match: RegExpExecArray) => string | undefined) {
    const match = pattern.exec(text)
    const zone = match && zoneOf(match)
    if (!zone) return undefined
    const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`
    return { zone, rest: rest.replace(/[(（]\s*[)）]/gu, ' ') }
  }
}

/** IANA counts westward: UTC+9 is its Etc/GMT-9. */
function offsetZone(sign: string, hours: number): string | undefined {
  if (hours === 0) return 'UTC'
  const zone = `Etc/GMT${sign === '+' ? '-' : '+'}${hours}`
  return isZone(zone) ? zone : undefined
}

const zonesOfCities = once(
  () => new Map(Intl.supportedValuesOf('timeZone').map((zone) => [keyOf(zone.split('/').at(-1)!), zone])),
)

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
