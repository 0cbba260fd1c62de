import type { Template } from '@/lib/report/template'
import { BUILT_IN } from '@/lib/report/templates'
import { at, wordsOf } from '../passages'
import { quoted, type Rule } from '../rule'
import { contentWords, foldText, isJoining } from '../words'

/** Shorter hints could be what somebody means to say. */
const FEWEST_WORDS = 5
/** A paragraph of more words than this is nobody's hint. */
const LONGEST = 2000

/** A hint of this template, or of a built-in one, in any of its languages, stands in a text: whole, or nearly so. */
export const templateText: Rule = {
  id: 'template-text',
  severity: 'fault',
  find({ report, passages }) {
    const hints = [report.template, ...Object.values(BUILT_IN)].flatMap(hintsOf)
    return passages.flatMap((passage) => {
      const all = wordsOf(passage).map((word) => word.folded)
      if (all.length > LONGEST) return []
      const folded = all.join(' ')
      const words = all.filter((word) => !isJoining(word))
      const hint = hints.find((one) => folded.includes(one.folded) || isNearly(words, one.words))
      if (!hint) return []
      const place = at(passage, 0, passage.text.length)
      const { field, range } = place
      const alone = folded === hint.folded
      return [
        {
          say: 'templateText',
          words: { text: quoted(passage.text) },
          place,
          ...(alone && {
            fix: { kind: 'replace', field, rich: passage.rich, range, before: passage.text, after: '' },
          }),
        },
      ]
    })
  },
}

type Hint = { folded: string; words: string[] }
/** The check runs while people write, and a template does not change meanwhile. */
const known = new WeakMap<Template, Hint[]>()

function hintsOf(template: Template): Hint[] {
  const made =
    known.get(template) ??
    template.sections
      .flatMap(({ hint }) => Object.values(hint))
      .map((hint) => ({ folded: foldText(hint), words: contentWords(hint).map(({ folded }) => folded) }))
      .filter(({ folded }) => folded.split(' ').length >= FEWEST_WORDS)
  known.set(template, made)
  return made
}

/** Nine tenths of the hint's words, and hardly any others. */
function isNearly(words: string[], hint: string[]): boolean {
  if (hint.length < FEWEST_WORDS || words.length > hint.length * 1.2) return false
  const shared = hint.filter((word) => words.includes(word)).length
  return shared >= hint.length * 0.9
}

const PLACEHOLDERS = [
  /\{\{[^{}]{1,80}\}\}|[[{<]\s*(?:insert|add|enter|your|name|date|title|text|to be|à compléter|à remplir|insérer|nom|titre|insertar|completar|nombre|título|por completar|이름|입력|작성|أدخل|اسم)[^\]}>]{0,60}[\]}>]/giu,
  /\b(?:lorem ipsum|click (?:here )?to (?:add|enter) text|cliquez (?:ici )?pour (?:ajouter|entrer)|haga clic (?:aquí )?para)\b/giu,
  /(?<![\p{L}\p{N}])(?:TBD|TBC|TODO|XXX+|À COMPLÉTER|A COMPLETER|POR COMPLETAR)(?![\p{L}\p{N}])/gu,
  /_{4,}|\.{6,}|…{3,}/gu,
]

/** What a form leaves to be filled in: `[name]`, `{{summaries}}`, `TBC`, `……`. */
export const placeholder: Rule = {
  id: 'placeholder',
  severity: 'fault',
  find: ({ passages }) =>
    passages.flatMap((passage) =>
      PLACEHOLDERS.flatMap((pattern) => [...passage.text.matchAll(pattern)]).map(({ 0: text, index }) => ({
        say: 'placeholder',
        words: { text: quoted(text) },
        place: at(passage, index, index + text.length),
      })),
    ),
}
