import { wordsFor } from '@/lib/export/words'
import type { QuestionState } from '@/lib/report/report'
import type { Inline } from '@/lib/report/rich'
import { askingOf, canAsk, peopleIn } from './askers'
import { once } from './dates'
import type { Draft } from './draft'
import { keyOf } from './key'
import { looksLikeName, splitName } from './person-line'
import { slice, textOf, trimmed } from './piece'
import { LANGUAGES } from './words/languages'

/* "Question 1: from X to Y", "Q1. Who pays?", "Answer: X", "A (X): …": our own headings in eight languages, and others'. */

export type QuestionHead = { asker: string; to: string[]; rest: Inline[] }
export type AnswerHead = { name: string; about: string; rest: Inline[] }

/** Our own headings as patterns: the words with their places for names. */
const own = once(() =>
  LANGUAGES.flatMap((language) => {
    const { words } = wordsFor(language)
    const literal = (text: string) =>
      text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[\s\u00a0]+/g, '[\\s\\u00a0]+')
    const pattern = (asker: string, to: string) =>
      literal(words.question(7, asker, to))
        .replace('7', '\\d+')
        .replace('ASKER', '(?<asker>.+?)')
        .replace('ASKED', '(?<to>.+?)')
    return [pattern('ASKER', 'ASKED'), pattern('', 'ASKED'), pattern('ASKER', ''), pattern('', '')].map(
      (one) => new RegExp(`^${one}$`, 'iu'),
    )
  }),
)

const QUESTION =
  /^(?:question|pregunta|pergunta|questão|질문|문|السؤال|سؤال|问题|вопрос|q|p|س)(?:\s*(?:n[°ºo.]*\s*)?[#]?\s*[\d٠-٩]+|\s+(?:one|two|three))?(?![\p{L}])/iu
const FROM =
  /^(?:from|by|asked by|de la part de|posée par|par|de la|del|du|des|de|d['’]|from the|por|من)\s+/iu
const ANSWER =
  /^(?:answered by|answers?|replies|reply|réponses?|respuestas?|responden?|contestan?|respostas?|답변|답|الإجابة|إجابة|الجواب|جواب|الرد|回答|ответ|response|a|r|ج)(?:\s*[\d٠-٩]+)?(?![\p{L}])/iu

/** The head of a question; `rest` is the text that follows on the line. */
export function questionHead(draft: Draft, line: Inline[]): QuestionHead | undefined {
  const text = textOf(line).trim()
  for (const pattern of own()) {
    const groups = pattern.exec(text)?.groups
    if (!pattern.test(text)) continue
    const to = groups?.to === undefined ? [] : peopleIn(draft, groups.to)
    if (to === undefined || (groups?.asker && isText(groups.asker))) continue
    if (groups?.asker && groups.to === undefined) return { ...askingOf(draft, groups.asker), rest: [] }
    return { asker: groups?.asker?.trim() ?? '', to, rest: [] }
  }
  const found = QUESTION.exec(text)
  if (!found) return undefined
  // "Question to Young Kim: …" names only who is asked.
  const put = /^\s+([^:：?(（\s][^:：?]{1,80}?)\s*[:：]\s*/u.exec(text.slice(found[0].length))
  const asking = put && found[0].length > 1 ? askingOf(draft, ` ${put[1]!}`) : undefined
  if (put && asking && asking.to.length > 0)
    return {
      asker: asking.asker.trim().replace(FROM, ''),
      to: asking.to,
      rest: rest(line, found[0].length + put[0].length),
    }
  const after = text.slice(found[0].length)
  const isShort = found[0].length === 1
  const bracket = /^\s*[(（]([^()（）]{1,80})[)）]\s*[:：.–—-]?\s*/u.exec(after)
  if (bracket) return withAsker(draft, line, text, bracket[1]!, found[0].length + bracket[0].length)
  const sign =
    /^\s*[:：.)–—-]+\s*/u.exec(after) ??
    (isShort
      ? undefined
      : /^\s+(?=(?:from|by|asked by|de la part de|posée par|por|del|du|des|de|من)\s)|^\s*$/iu.exec(after))
  if (!sign) return undefined
  const at = found[0].length + sign[0].length
  const words = text.slice(at)
  const from = FROM.exec(words)
  if (from && !isText(words)) {
    const colon = /\s*[:：]\s*|\s*,\s+(?=.{40})/u.exec(words)
    const end = colon ? colon.index : words.length
    return withAsker(
      draft,
      line,
      text,
      words.slice(from[0].length, end),
      at + (colon ? colon.index + colon[0].length : words.length),
    )
  }
  if (from) {
    const colon = /\s*[:：]\s*/u.exec(words)
    if (colon && colon.index < 80)
      return withAsker(
        draft,
        line,
        text,
        words.slice(from[0].length, colon.index),
        at + colon.index + colon[0].length,
      )
  }
  const named = /^([^:：?]{2,120}?)\s*[:：]\s*(?=\S|$)/u.exec(words)
  if (named && canBeAsking(draft, named[1]!))
    return withAsker(draft, line, text, named[1]!, at + named[0].length)
  if (words !== '' && !isText(words) && looksLikeName(splitName(words).name))
    return { ...askingOf(draft, words), rest: [] }
  return { asker: '', to: [], rest: rest(line, at) }
}

const withAsker = (draft: Draft, line: Inline[], text: string, asker: string, at: number): QuestionHead => ({
  ...askingOf(draft, asker.replace(FROM, '')),
  rest: at >= text.length ? [] : rest(line, at),
})

function canBeAsking(draft: Draft, words: string): boolean {
  const { asker, to } = askingOf(draft, words)
  return to.length > 0 || canAsk(asker)
}

const rest = (line: Inline[], from: number) => trimmed(slice(trimmed(line), from))

const isText = (words: string) => words.length > 90 || /[?？؟]/.test(words)

/** The head of an answer: by whom, and the text that follows on the line. */
export function answerHead(draft: Draft, line: Inline[]): AnswerHead | undefined {
  const text = textOf(line).trim()
  const found = ANSWER.exec(text)
  if (!found) return namedAnswer(draft, line, text)
  const after = text.slice(found[0].length)
  const bracket = /^\s*[(（]([^()（）]{1,80})[)）]\s*[:：.–—-]?\s*/u.exec(after)
  if (bracket) {
    const { name, about, after } = splitName(bracket[1]!)
    return {
      name,
      about: [about, after].filter(Boolean).join(' '),
      rest: rest(line, found[0].length + bracket[0].length),
    }
  }
  const by = /^\s+(?:(?:by|from|of|par|de|del|por|من)\s+|d['’])/iu.exec(after)
  // "Answer Young Kim: …"
  const named = /^\s+(?=\S)/u.exec(after)
  const straight = named && draft.registry.find(splitName(after.trim()).name) ? named : null
  const sign =
    straight ?? /^\s*[:：.)–—-]+\s*(?:(?:by|from|par|por)\s+)?/iu.exec(after) ?? by ?? /^\s*$/.exec(after)
  if (!sign) return undefined
  const at = found[0].length + sign[0].length
  const words = text.slice(at)
  const inBrackets = /^[(（]([^()（）]{1,60})[)）]\s*[:：]?\s*/u.exec(words)
  const who = inBrackets && draft.registry.find(splitName(inBrackets[1]!).name)
  if (who) return { name: who.name, about: '', rest: rest(line, at + inBrackets[0].length) }
  const { name, about, sign: between, after: more, rest: from } = splitName(words)
  const known = draft.registry.find(name) !== undefined
  if (/[:：]/.test(between) && (known || looksLikeName(name)) && about !== '')
    return { name, about: more === '' ? '' : about, rest: rest(line, at + from) }
  if (known || (!isText(words) && words.length < 80 && looksLikeName(name) && !/[.!]$/.test(words)))
    return { name, about, rest: [] }
  return { name: '', about: '', rest: rest(line, at) }
}

/** "Young Kim answers: …", "김영 답변: …". */
function namedAnswer(draft: Draft, line: Inline[], text: string): AnswerHead | undefined {
  const found =
    /^(.{2,60}?)(?:['’]s answer| answers?| answered| replie[sd]| répond| a répondu| responde| respondió|의? 답변| أجاب[ت]?)\s*[:：]\s*/iu.exec(
      text,
    )
  const { name, about } = splitName(found?.[1]?.trim() ?? '')
  if (!found || draft.registry.find(name) === undefined) return undefined
  return { name, about, rest: rest(line, found[0].length) }
}

const states = once(
  () =>
    new Map(
      LANGUAGES.flatMap((language) =>
        Object.entries(wordsFor(language).words.state)
          .filter(([, words]) => words !== '')
          .map(([state, words]) => [keyOf(words), state as QuestionState] as const),
      ),
    ),
)

/** "(not answered)", "(answered in writing)": what our exports say of a question's state. */
export const stateOf = (text: string): QuestionState | undefined =>
  /^\s*[(（].*[)）]\s*$/.test(text) ? states().get(keyOf(text)) : undefined
