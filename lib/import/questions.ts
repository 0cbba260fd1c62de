import type { QuestionState } from '@/lib/report/report'
import type { Inline } from '@/lib/report/rich'
import { type Draft, listIn, putAside, type Spoken } from './draft'
import { linesOf, type Piece, paragraph, picturesOf, plainOf, richOf, soleLine, textOf } from './piece'
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

  const all = pieces.flatMap(withoutLists)
  for (const [index, piece] of all.entries()) {
    const current = asked.at(-1)
    const line = soleLine(piece)
    const question = line && questionHead(draft, line.text)
    const answer = line && current && answerHead(draft, line.text)
    const state = line && current && stateOf(textOf(line.text))
    const speech = current && !question ? speechAt(draft, all, index) : undefined
    if (question) begin(question)
    else if (answer) current.answers.push(answerOf(draft, answer))
    else if (state) current.state = state
    else if (speech && current && hasText(current)) current.answers.push(answerOf(draft, speech))
    else if (line && isUnmarked(line, current)) begin({ asker: '', to: [], rest: line.text })
    else if (current) (current.answers.at(-1)?.pieces ?? current.pieces).push(piece)
    else before.push(piece)
  }

  putAside(draft, '', section, before)
  const questions = listIn(draft.questions, section)
  for (const { asker, to, state, pieces, answers } of asked) {
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

const hasText = (asked: Asked) => plainOf(asked.pieces).trim() !== ''

function answerOf(draft: Draft, head: AnswerHead): Spoken & { pieces: Piece[] } {
  const pieces = head.rest.length > 0 ? [paragraph(head.rest)] : []
  if (head.name === '') {
    const person = draft.registry.meet('', 'other')
    draft.notes.push({ code: 'unnamed', text: textOf(head.rest) })
    return { person: person.id, about: '', text: [], pieces }
  }
  const { person, about } = meet(draft, head, 'other')
  return { person: person.id, about, text: [], pieces }
}

/** Items of a list that are questions by themselves, and lines of one paragraph that begin questions and answers. */
function withoutLists(piece: Piece): Piece[] {
  if (piece.kind === 'table') return piece.rows.flatMap((row) => row.flat()).flatMap(withoutLists)
  if (piece.kind !== 'block') return [piece]
  const { block } = piece
  if (block.type === 'paragraph') {
    const lines = linesOf(block.content ?? [])
    const heads = lines.filter((line) =>
      /^\s*(?:q|a|question|answer|r[eé]ponse|pregunta|respuesta|질문|답변|문|답|س|ج|سؤال|جواب)\s*\d*\s*[:：.)]/iu.test(
        textOf(line),
      ),
    )
    return heads.length > 0 && lines.length > 1 ? lines.map((line) => paragraph(line)) : [piece]
  }
  const items = block.type === 'orderedList' || block.type === 'bulletList' ? block.content : []
  const asks = items.filter((item) => /[?？؟]\s*["”»]?$/u.test(textOf(item.content[0].content ?? []).trim()))
  if (items.length === 0 || asks.length < items.length) return [piece]
  return items.flatMap(({ content: [first, ...rest] }) => [
    {
      kind: 'block',
      block: { type: 'orderedList', content: [{ type: 'listItem', content: [first] }] },
      look: 'plain',
    } as const,
    ...rest.map((inner) => ({ kind: 'block', block: inner, look: 'plain' }) as const),
  ])
}

/** A question without any sign that it is one but that it asks: before any other, or after an answer, numbered. */
function isUnmarked(
  line: { text: Inline[]; numbered: boolean; heading: number | undefined },
  current: Asked | undefined,
): boolean {
  const asks = /[?？؟]\s*["”»]?$/u.test(textOf(line.text).trim())
  if (!asks && line.heading === undefined) return false
  if (current === undefined) return true
  return (line.numbered || line.heading !== undefined) && (hasText(current) || current.answers.length > 0)
}

/** "For Mr. Young Kim, what…": whom a question is put to, where its text says it. */
function addressee(draft: Draft, text: string): string[] {
  const found = /^\s*(?:(?:question\s+)?(?:for|to|pour|à|para|a)|إلى)\s+([^,،:?]{3,60})[,،:]/iu.exec(text)
  const person = found && draft.registry.find(found[1]!)
  return person ? [person.id] : []
}
