import { type Draft, listIn, putAside, type Spoken } from './draft'
import { type Piece, paragraph, plainOf, richOf, slice, soleLine, textOf } from './piece'
import { promptOf } from './segments'
import { isSpeech, meet, speechAt, withoutSpokenList } from './voices'

type Asked = { question: Piece[]; answers: (Spoken & { pieces: Piece[] })[] }

/** A question put to all, and who answered what; several questions one after the other. */
export function readPrompts(draft: Draft, section: string, pieces: Piece[]): void {
  const asked: Asked[] = []
  let current: Asked | undefined
  const all = pieces.flatMap((piece) => withoutSpokenList(draft, piece))
  for (const [index, piece] of all.entries()) {
    const labelled = promptOf(draft.dictionary, soleLine(piece)?.text ?? [])
    if (labelled || isQuestion(draft, all, index, current)) {
      current = { question: [labelled ? paragraph(labelled.rest) : plainQuestion(piece)], answers: [] }
      asked.push(current)
      continue
    }
    const speech = speechAt(draft, all, index)
    if (speech && current) {
      const { person, about } = meet(draft, speech, 'other')
      current.answers.push({
        person: person.id,
        about,
        text: [],
        pieces: speech.rest.length > 0 ? [paragraph(speech.rest)] : [],
      })
    } else if (current) (current.answers.at(-1)?.pieces ?? current.question).push(piece)
    else if (speech) {
      current = { question: [], answers: [] }
      asked.push(current)
      const { person, about } = meet(draft, speech, 'other')
      current.answers.push({
        person: person.id,
        about,
        text: [],
        pieces: speech.rest.length > 0 ? [paragraph(speech.rest)] : [],
      })
    } else {
      current = { question: [piece], answers: [] }
      asked.push(current)
    }
  }
  const prompts = listIn(draft.prompts, section)
  for (const { question, answers } of asked) {
    if (plainOf(question).trim() === '' && answers.length === 0) continue
    prompts.push({
      id: `prompt-${prompts.length + 1}`,
      question: richOf(question),
      answers: answers.map(({ pieces, ...answer }) => ({ ...answer, text: richOf(pieces) })),
    })
    for (const picture of [...question, ...answers.flatMap(({ pieces }) => pieces)])
      if (picture.kind === 'picture') putAside(draft, '', section, [picture])
  }
}

/** Whether a new question begins: a heading that names nobody, or a line that asks before somebody answers. */
function isQuestion(draft: Draft, pieces: Piece[], index: number, current: Asked | undefined): boolean {
  const line = soleLine(pieces[index])
  if (!line || isSpeech(draft, pieces, index)) return false
  if (line.heading !== undefined) return true
  const asks = /[?？؟]\s*["”»]?$/u.test(textOf(line.text).trim())
  return asks && (current === undefined || (current.answers.length > 0 && isSpeech(draft, pieces, index + 1)))
}

/** A question that was a heading or an item is a paragraph here. */
function plainQuestion(piece: Piece): Piece {
  const line = soleLine(piece)
  const number = line && /^\s*\p{Nd}+(?:\.\p{Nd}+)+\.?\s+/u.exec(textOf(line.text))
  return line ? paragraph(number ? slice(line.text, number[0].length) : line.text) : piece
}
