import { aboutReport } from '@/lib/export/docx'
import type { Outline } from '@/lib/export/outline'
import type { Stamp } from '@/lib/export/stamp'
import type { Report } from '@/lib/report/report'
import { placedIn } from './findings'
import { fragmentsOf } from './fragments'
import { graftInto } from './graft'
import { type Group, type Meaning, meaningOf } from './names'
import { numberingIn } from './numbering'
import { MAIN_TYPE, openPackage, type Package } from './package'
import type { Token } from './paragraph'
import { setProperties } from './properties'
import { TemplateRefused } from './refused'
import { checkSafe } from './safety'
import { textParts, wantedIn } from './scan'
import { stylesIn } from './styles'
import { type Value, valuesOf } from './values'
import { type Handler, type Scope, walkContainer } from './walk'
import { all, type Element, elementsOf, is, remove, val, WP } from './xml'
import { readZip } from './zip'

/**
 * A report in an organisation's own Word template. Pictures: JPEG or PNG. Throws TemplateRefused if the bytes are none.
 */
export async function fillTemplate(
  template: Uint8Array,
  { report, outline, stamp }: { report: Report; outline: Outline; stamp: Stamp },
): Promise<Uint8Array> {
  const pack = openPackage(readZip(template))
  checkSafe(pack)
  const found = wantedIn(pack)
  const placed = placedIn(found, report.template)
  const values = valuesOf(report, outline, stamp, (id) => !placed.sections.has(id))
  const wanted = new Map<string, Value>()
  for (const { name, within } of found) {
    const meaning = meaningOf(name, report.template, within)
    if (!meaning) continue
    const times = meaning.kind === 'person' ? values.count(meaning.group) : 1
    for (let index = 0; index < times; index++) wanted.set(keyOf(meaning, index), values.of(meaning, index))
  }
  const about = aboutReport(outline, stamp)
  const fragments = await fragmentsOf(about, wanted)
  const styles = stylesIn(pack)
  const ids = {
    pack,
    styles,
    numbering: numberingIn(pack, styles),
    fragments,
    nextId: idsAfter(pack),
    spend: budget(MOST),
  }

  for (const { part, root } of textParts(pack)) {
    const graft = graftInto(part, ids)
    const handler: Handler = {
      repeat(token, scope) {
        const meaning = meant(token, scope)
        if (!meaning) return undefined
        if (meaning.kind === 'people') return everyone(meaning.group)
        return values.isEmpty(meaning, scope.index) ? [] : [scope]
      },
      implied(token, scope) {
        const meaning = meant(token, scope)
        return meaning?.kind === 'person' && meaning.group !== scope.within
          ? everyone(meaning.group)
          : undefined
      },
      put(token, scope) {
        const meaning = token.sign === '' ? meant(token, scope) : undefined
        if (!meaning) return undefined
        const key = keyOf(meaning, scope.index)
        const value = wanted.get(key)
        const between = value?.form === 'blocks' ? value.between : undefined
        return {
          form: value?.form ?? 'text',
          isEmpty: fragments.of(key).length === 0,
          blocks: (paragraph) => graft.blocks(key, paragraph),
          inlines: (place) => graft.inlines(key, place, between),
        }
      },
      unclosed() {},
    }
    walkContainer(root, {}, handler)
  }

  function meant({ name }: Token, { within }: Scope): Meaning | undefined {
    return meaningOf(name, report.template, within)
  }
  function everyone(group: Group): Scope[] {
    return Array.from({ length: values.count(group) }, (_, index) => ({ within: group, index }))
  }

  tidy(pack)
  setProperties(pack, about, stamp.approval?.at ?? stamp.at)
  return pack.write()
}

function keyOf(meaning: Meaning, index = 0): string {
  return JSON.stringify(meaning.kind === 'person' ? { ...meaning, index } : meaning)
}

/** A document now, and no template; nothing in it that is of the template as a file, nor bound to other data. */
function tidy(pack: Package): void {
  pack.setType(pack.main, MAIN_TYPE)
  for (const { id, type } of pack.relationships(''))
    if (/\/(thumbnail|origin|signature)$/.test(type)) pack.unrelate('', id)
  for (const { root } of textParts(pack)) {
    for (const control of all(root, 'sdtPr'))
      for (const one of elementsOf(control)) if (BOUND.some((name) => is(one, name))) remove(one)
    // A table of contents is out of date now: Word sees to it when the file is opened.
    for (const field of all(root, 'instrText'))
      if (/^\s*TOC\b/.test(field.textContent ?? '')) markDirty(field)
  }
}

/** What makes a content control show other data than what stands in it, or hold no more than a line. */
const BOUND = ['dataBinding', 'showingPlcHdr', 'text']

function markDirty(instruction: Element): void {
  for (let run = instruction.parentNode; run; run = run.previousSibling) {
    const mark =
      run.nodeType === 1
        ? all(run as Element, 'fldChar').find((one) => val(one, 'fldCharType') === 'begin')
        : undefined
    if (!mark) continue
    mark.setAttributeNS(mark.namespaceURI, `${mark.prefix ?? 'w'}:dirty`, 'true')
    return
  }
}

/** In characters. Each placeholder may stand for a whole report, and there may be a thousand of them. */
const MOST = 40_000_000

function budget(left: number): (characters: number) => void {
  return (characters) => {
    left -= characters
    if (left < 0) throw new TemplateRefused('word-too-big', 'filled')
  }
}

function idsAfter(pack: Package): () => string {
  const taken = textParts(pack).flatMap(({ root }) =>
    all(root, 'docPr', WP).map((one) => Number(one.getAttribute('id')) || 0),
  )
  let last = Math.max(0, ...taken)
  return () => String(++last)
}
