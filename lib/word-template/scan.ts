import type { Template } from '@/lib/report/template'
import type { Found, Place } from './findings'
import { GROUPS, type Group, meaningOf } from './names'
import { openPackage, type Package } from './package'
import { readLetters, type Token } from './paragraph'
import { TemplateRefused } from './refused'
import { checkSafe } from './safety'
import { type Handler, type Scope, walkContainer } from './walk'
import { all, child, type Element } from './xml'
import { readZip } from './zip'

/** So many placeholders are a mistake, or an attack: each may stand for a whole report. */
const MOST = 1000

const PLACES: [type: string, place: Place][] = [
  ['header', 'header'],
  ['footer', 'footer'],
  ['footnotes', 'notes'],
  ['endnotes', 'notes'],
]

/** The parts of a document that have text of it, the document itself first. */
export function textParts(pack: Package): { part: string; root: Element; place: Place }[] {
  const parts = PLACES.flatMap(([type, place]) =>
    pack
      .related(pack.main, type)
      .filter((part) => pack.has(part))
      .map((part) => ({ part, root: pack.edit(part).documentElement!, place })),
  )
  const body = child(pack.edit(pack.main).documentElement!, 'body')
  if (!body) throw new TemplateRefused('word-broken', pack.main)
  return [{ part: pack.main, root: body, place: 'text' }, ...parts]
}

/** The placeholders of an uploaded Word template, in an event with this `template`. Throws TemplateRefused. */
export function inspectTemplate(bytes: Uint8Array, template: Template): Found[] {
  const pack = openPackage(readZip(bytes))
  checkSafe(pack)
  return placeholdersIn(pack, template)
}

/** What a file about to be filled asks for, in any list that it may stand in: more than it needs does no harm. */
export function wantedIn(pack: Package): Pick<Found, 'name' | 'sign' | 'within'>[] {
  const tokens = textParts(pack).flatMap(({ root }) =>
    all(root, 'p').flatMap((one) => readLetters(one).tokens),
  )
  const groups = GROUPS.filter((group) => tokens.some(({ sign, name }) => sign === '#' && name === group))
  return [undefined, ...groups].flatMap((within) =>
    tokens.map(({ name, sign }) => ({ name, sign, ...(within && { within }) })),
  )
}

/** The same walk as for filling, over a copy, which notes what it meets and puts in nothing. */
function placeholdersIn(pack: Package, template: Template): Found[] {
  const found: Found[] = []
  for (const { root, place } of textParts(pack)) {
    const note = ({ written, name, sign }: Token, { within }: Scope, fault?: Found['fault']) => {
      found.push({ written, name, sign, place, ...(within && { within }), ...(fault && { fault }) })
      if (found.length > MOST) throw new TemplateRefused('word-too-big', 'placeholders')
    }
    const handler: Handler = {
      repeat(token, scope) {
        note(token, scope)
        const meaning = meaningOf(token.name, template, scope.within)
        return [meaning?.kind === 'people' ? { within: meaning.group } : scope]
      },
      implied(token, scope) {
        const meaning = meaningOf(token.name, template, scope.within)
        const group: Group | undefined = meaning?.kind === 'person' ? meaning.group : undefined
        return group && group !== scope.within ? [{ within: group }] : undefined
      },
      put(token, scope) {
        if (token.sign === '') note(token, scope)
        return undefined
      },
      unclosed: (token, scope) => note(token, scope, 'unclosed'),
    }
    walkContainer(root.cloneNode(true) as Element, {}, handler)
  }
  return found
}
