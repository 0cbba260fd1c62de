import { type Package, wordType } from './package'
import { ADDED } from './styles-added'
import { all, child, type Element, elementsOf, is, make, val, W } from './xml'

/*
 * A template's styles are found by their names: ids are made by whoever wrote the file, `Titre1` in a French Word,
 * `1` in a Korean one, for a style that all of them name `heading 1`. Programs that translate names too are known.
 */

/** Other names for a style, tried in this order after its own. */
const ALSO: Record<string, string[]> = {
  title: ['titre', 'título', 'titel', '제목', '표제', 'العنوان', '标题'],
  subtitle: ['sous-titre', 'subtítulo', 'untertitel', '부제'],
  'list bullet': [
    'liste à puces',
    'lista con viñetas',
    'aufzählungszeichen',
    '글머리 기호',
    'list 1',
    'puce 1',
  ],
  'list number': [
    'liste à numéros',
    'liste numérotée',
    'lista con números',
    'listennummer',
    '번호 매기기',
    'numbering 1',
    'numérotation 1',
  ],
  'list continue': ['liste continue', '목록 계속'],
  quote: ['citation', 'cita', 'zitat', '인용', 'quotations', 'intense quote', 'block text'],
  caption: ['légende', 'epígrafe', 'descripción', 'beschriftung', '캡션', 'illustration', 'figure', 'legend'],
  hyperlink: ['lien hypertexte', 'hipervínculo', '하이퍼링크', 'internet link', 'lien internet'],
}
const HEADINGS = ['titre', 'título', 'encabezado', 'überschrift', '제목', '개요', '标题', '見出し', 'العنوان']

/** The id of a paragraph's style, if it has one of its own. */
export function styleOf(paragraph: Element): string | undefined {
  const properties = child(paragraph, 'pPr')
  return properties && val(child(properties, 'pStyle'))
}

export type Styles = {
  /** The id of the style that a name stands for in this template; it is added if there is none. */
  find(name: string, type: 'paragraph' | 'character'): string
  /** The style's definition, by id. */
  byId(id: string): Element | undefined
  /** Whether the style, by id, is one that the template lacked: it has no design of its own. */
  isAdded(id: string): boolean
  /** Whether a paragraph of this style is a title or a heading. */
  isHeading(id: string): boolean
}

export function stylesIn(pack: Package): Styles {
  const root = stylesRoot(pack)
  const found = new Map<string, string>()
  const added = new Set<string>()
  const styles: Styles = {
    find(name, type) {
      const key = `${type} ${normal(name)}`
      const known = found.get(key) ?? idOf(search(normal(name), type)) ?? add(normal(name), type)
      found.set(key, known)
      return known
    },
    byId: (id) => all(root, 'style').find((style) => val(style, 'styleId') === id),
    isAdded: (id) => added.has(id),
    isHeading(id) {
      const style = styles.byId(id)
      if (!style) return false
      const name = nameOf(style)
      return name === 'title' || levelOf(style) !== undefined || /^heading \d/.test(name)
    },
  }
  return styles

  function search(name: string, type: string): Element | undefined {
    const own = elementsOf(root).filter(
      (one) => is(one, 'style') && (val(one, 'type') ?? 'paragraph') === type,
    )
    const level = /^heading (\d)$/.exec(name)?.[1]
    const wanted = [name, ...(ALSO[name] ?? []), ...(level ? HEADINGS.map((one) => `${one} ${level}`) : [])]
    const named = (text: string) =>
      own.find((one) => nameOf(one) === text) ??
      own.find((one) => (val(child(one, 'aliases')) ?? '').split(',').some((alias) => normal(alias) === text))
    return (
      first(wanted, named) ??
      own.find((one) => normal(val(one, 'styleId') ?? '').replaceAll(' ', '') === name.replaceAll(' ', '')) ??
      (level ? own.find((one) => levelOf(one) === Number(level) - 1) : undefined)
    )
  }

  /** A style of the template's own looks, for what only its place in the text sets apart. */
  function add(name: string, type: 'paragraph' | 'character'): string {
    const spec = ADDED[name] ?? { name, id: name.replace(/\W/g, ''), paragraph: '', run: '' }
    const id = freeId(spec.id)
    const style = make(root, 'style', { type, styleId: id })
    style.appendChild(make(root, 'name', { val: spec.name }))
    // LibreOffice marks no style as the default one.
    const base =
      all(root, 'style').find((one) => isDefault(one) && val(one, 'type') === type) ??
      (type === 'paragraph' ? search('normal', type) : undefined)
    const baseId = base && val(base, 'styleId')
    if (baseId) style.appendChild(make(root, 'basedOn', { val: baseId }))
    style.appendChild(make(root, 'uiPriority', { val: '99' }))
    style.appendChild(make(root, 'qFormat'))
    for (const [property, xml] of [
      ['pPr', type === 'paragraph' ? spec.paragraph : ''],
      ['rPr', spec.run],
    ] as const)
      if (xml) style.appendChild(propertiesFrom(property, xml, root))
    root.appendChild(style)
    added.add(id)
    return id
  }

  function freeId(id: string): string {
    for (let number = 0; ; number++) {
      const wanted = number === 0 ? id : `${id}${number}`
      if (!styles.byId(wanted)) return wanted
    }
  }
}

/** `b; sz=32; spacing before=240 after=80` as elements of a `w:pPr` or `w:rPr`. */
function propertiesFrom(name: string, text: string, near: Element): Element {
  const properties = make(near, name)
  for (const one of text.split(';')) {
    const [element, ...values] = one.trim().split(/\s+/)
    properties.appendChild(
      make(near, element!, Object.fromEntries(values.map((value) => value.split('=') as [string, string]))),
    )
  }
  return properties
}

function stylesRoot(pack: Package): Element {
  const part = pack.related(pack.main, 'styles')[0]
  if (part && pack.has(part)) return pack.edit(part).documentElement!
  const empty = new TextEncoder().encode(`<w:styles xmlns:w="${W}"/>`)
  const folder = pack.main.slice(0, pack.main.lastIndexOf('/'))
  const added = pack.add(folder, 'styles', 'xml', empty, wordType('styles'))
  pack.relate(pack.main, 'styles', added)
  return pack.edit(added).documentElement!
}

function normal(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim()
}

function nameOf(style: Element): string {
  return normal(val(child(style, 'name')) ?? '')
}

function levelOf(style: Element): number | undefined {
  const paragraph = child(style, 'pPr')
  const level = paragraph && val(child(paragraph, 'outlineLvl'))
  return level === undefined || Number(level) > 8 ? undefined : Number(level)
}

const idOf = (style: Element | undefined) => style && val(style, 'styleId')
const isDefault = (style: Element) => ['1', 'true', 'on'].includes(val(style, 'default') ?? '')

function first<T, U>(list: T[], find: (one: T) => U | undefined): U | undefined {
  for (const one of list) {
    const found = find(one)
    if (found !== undefined) return found
  }
  return undefined
}
