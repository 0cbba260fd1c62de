import type { QuestionState } from '@/lib/report/report'
import type { Inline, ListItem } from '@/lib/report/rich'
import { addressee, askerBehind, askingOf, canAsk } from './askers'
import { type Draft, listIn, putAside, type Spoken } from './draft'
import { narratorOf } from './narrated'
import {
  cutAtLines,
  type Piece,
  paragraph,
  picturesOf,
  plainOf,
  richOf,
  slice,
  soleLine,
  textOf,
  trimmed,
} from './piece'
import { type AnswerHead, answerHead, type QuestionHead, questionHead, stateOf } from './question-heads'
import { meet, speechAt } from './voices'

type Asked = {
  asker: string
  to: string[]
  pieces: Piece[]
  state: QuestionState | undefined
  answers: (Spoken & { pieces: Piece[] })[]
}

/** Questions from the audience: who asked, the text, and the answers under it. */
export function readQuestions(draft: Draft, section: string, pieces: Piece[]): void {
  const asked: Asked[] = []
  const before: Piece[] = []
  const begin = ({ asker, to, rest }: QuestionHead) =>
    asked.push({ asker, to, pieces: rest.length > 0 ? [paragraph(rest)] : [], state: undefined, answers: [] })

  const all = pieces.flatMap((piece) => withoutLists(draft, piece))
  for (const [index, piece] of all.entries()) {
    const current = asked.at(-1)
    const line = soleLine(piece)
    const question = line && questionHead(draft, line.text)
    const answer = line && current && answerHead(draft, line.text)
    const state = line && current && stateOf(textOf(line.text))
    const speech = current && !question ? speechAt(draft, all, index) : undefined
    const dialogue = line && !speech ? dialogueHead(draft, line.text) : undefined
    if (question) begin(question)
    else if (answer) current.answers.push(answerOf(draft, answer, current))
    else if (state) current.state = state
    else if (speech && current && hasText(current)) current.answers.push(answerOf(draft, speech, current))
    else if (dialogue) begin(dialogue)
    else if (line && isUnmarked(draft, line, current)) begin({ asker: '', to: [], rest: line.text })
    else if (current) (current.answers.at(-1)?.pieces ?? current.pieces).push(piece)
    else before.push(piece)
  }

  putAside(draft, '', section, before)
  const questions = listIn(draft.questions, section)
  for (const { asker, to, state, pieces, answers } of asked.map((one) => withAskerBehind(draft, one))) {
    const text = richOf(pieces)
    questions.push({
      id: `question-${questions.length + 1}`,
      asker,
      to: to.length > 0 ? to : addressee(draft, plainOf(pieces)),
      text,
      state: state ?? (answers.length > 0 ? 'live' : 'open'),
      answers: answers.map(({ pieces, ...answer }) => ({ ...answer, text: richOf(pieces) })),
    })
    putAside(draft, '', section, picturesOf([...pieces, ...answers.flatMap((answer) => answer.pieces)]))
  }
}

/** Whether this begins with a question that is called one, and somebody answers. */
export function isOfQuestions(draft: Draft, pieces: Piece[]): boolean {
  const all = pieces.flatMap((piece) => withoutLists(draft, piece))
  const lines = all.map((piece) => soleLine(piece)?.text ?? [])
  return (
    questionHead(draft, lines[0] ?? []) !== undefined &&
    all.some((_, index) => answerHead(draft, lines[index]!) ?? speechAt(draft, all, index))
  )
}

const hasText = (asked: Asked) => plainOf(asked.pieces).trim() !== ''

/** "… ? (María, Chile)": who asked stands behind the question. */
function withAskerBehind(draft: Draft, asked: Asked): Asked {
  const line = soleLine(asked.pieces.at(-1))
  const behind = line && asked.asker === '' ? askerBehind(draft, line.text) : undefined
  if (!behind) return asked
  const { asker, to, text } = behind
  return {
    ...asked,
    asker,
    to: asked.to.length > 0 ? asked.to : to,
    pieces: [...asked.pieces.slice(0, -1), paragraph(text)],
  }
}

/** An answer without a name is the one person's who was asked. */
function answerOf(draft: Draft, head: AnswerHead, asked: Asked): Spoken & { pieces: Piece[] } {
  const pieces = head.rest.length > 0 ? [paragraph(head.rest)] : []
  if (head.name === '') {
    const narrator = narratorOf(draft, head.rest)
    if (narrator) return { person: narrator.person, about: '', text: [], pieces }
    const { to } = withAskerBehind(draft, asked)
    const [only, ...others] = to.length > 0 ? to : addressee(draft, plainOf(asked.pieces))
    if (only !== undefined && others.length === 0) return { person: only, about: '', text: [], pieces }
    const person = draft.registry.meet('', 'other')
    draft.notes.push({ code: 'unnamed', text: textOf(head.rest) })
    return { person: person.id, about: '', text: [], pieces }
  }
  const { person, about } = meet(draft, head, 'other')
  return { person: person.id, about, text: [], pieces }
}

const asksOf = (line: Inline[]) => /[?？؟]\s*["”»]?$/u.test(textOf(line).trim())

/** Items of a list that are questions by themselves, and lines of one paragraph that begin questions and answers. */
function withoutLists(draft: Draft, piece: Piece): Piece[] {
  if (piece.kind === 'table')
    return piece.rows.flatMap((row) => row.flat()).flatMap((one) => withoutLists(draft, one))
  if (piece.kind !== 'block') return [piece]
  const { block } = piece
  if (block.type === 'paragraph') {
    const isHead = (line: Inline[]) =>
      questionHead(draft, line) !== undefined || answerHead(draft, line) !== undefined
    return cutAtLines(piece, (lines, at) => {
      const { text } = soleLine(lines[at])!
      return isHead(text) || (speechAt(draft, lines, at)?.rest.length ?? 0) > 0
    })
  }
  const items = block.type === 'orderedList' || block.type === 'bulletList' ? block.content : []
  const isPart = ({ content: [first] }: ListItem) => {
    const line = first.content ?? []
    const head = questionHead(draft, line) ?? answerHead(draft, line) ?? askerBehind(draft, line)
    return head !== undefined || asksOf(line) || (speechAt(draft, [paragraph(line)], 0)?.rest.length ?? 0) > 0
  }
  if (items.length === 0 || !items.every(isPart)) return [piece]
  return items.flatMap(({ content: [first, ...rest] }) => [
    {
      kind: 'block',
      block: { type: 'orderedList', content: [{ type: 'listItem', content: [first] }] },
      look: 'plain',
    } as const,
    ...rest.flatMap((inner) => withoutLists(draft, { kind: 'block', block: inner, look: 'plain' })),
  ])
}

/** "Paul (NGO Terre): How many?": a question under the name of who asks, who is none of the speakers. */
function dialogueHead(draft: Draft, line: Inline[]): QuestionHead | undefined {
  const text = textOf(line)
  if (text.length > 1500) return undefined
  const found = /^\s*([^:：?？؟]{2,100}?)\s*[:：]\s*(?=\S.*[?？؟]["”»]?\s*$)/su.exec(text)
  if (!found || !canAsk(askingOf(draft, found[1]!).asker)) return undefined
  return { ...askingOf(draft, found[1]!), rest: trimmed(slice(line, found[0].length)) }
}

/** A question without any sign that it is one but that it asks: before any other, or after an answer, numbered. */
function isUnmarked(
  draft: Draft,
  line: { text: Inline[]; numbered: boolean; heading: number | undefined },
  current: Asked | undefined,
): boolean {
  const asks = asksOf(line.text) || askerBehind(draft, line.text) !== undefined
  if (!asks && line.heading === undefined) return false
  if (current === undefined) return true
  return (line.numbered || line.heading !== undefined) && (hasText(current) || current.answers.length > 0)
}
