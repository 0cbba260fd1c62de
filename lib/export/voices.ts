import type { Person, Question, Report, Voice } from '@/lib/report/report'
import { type Block, isEmptyRich, type Rich } from '@/lib/report/rich'
import { cleanLine, cleanRich } from './clean'
import { formatList } from './dates'
import { aboutPerson, affiliation, type Naming, namePerson } from './names'
import type { Images, Node } from './outline'
import { joinParts, lettersOf, plain, type Text } from './text'
import type { Words } from './words'

/* Rich texts under the names of those who speak in them: summaries, answers, questions, remarks. */

/** What showing a section needs to know of its report. */
export type Context = {
  report: Report
  words: Words
  images: Images
  people: Map<string, Person>
  /** Those of whom anything is known, in their order. */
  speakers: Person[]
  /** Fixed words as a text, marked with their language if it is not the report's. */
  says: (text: string) => Text
}

/** A heading and a text; [] if the text is empty. Someone's text never runs on under somebody else's name. */
export function showVoice(voice: Voice, naming: Naming, level: 2 | 3, context: Context, prefix = ''): Node[] {
  const body = showRich(voice.text)
  if (body.length === 0) return []
  const person = context.people.get(voice.person)
  const named = person ? namePerson(person, voice.label, naming) : plain(voice.label)
  const name = named.length > 0 ? named : context.says(context.words.unnamed)
  const number: Text = prefix ? [{ type: 'text', text: prefix }] : []
  return [{ kind: 'heading', level, text: [...number, ...name] }, ...body]
}

/** The text of a prompt: a heading as far as it can be one. */
export function showPrompt([first, ...rest]: Rich): Node[] {
  if (!first) return []
  if (!isHeading(first)) return showRich([first, ...rest])
  return [{ kind: 'heading', level: 2, text: first.content! }, ...showRich(rest)]
}

const LONGEST_HEADING = 400

function isHeading(block: Block): block is Extract<Block, { type: 'paragraph' }> {
  return block.type === 'paragraph' && lettersOf(block.content ?? []).length <= LONGEST_HEADING
}

/** Whether there is anything of a question to show: a question that is not shown has no number. */
export function isWritten({ asker, text, answers }: Question): boolean {
  const texts = [text, ...answers.map((answer) => answer.text)]
  return cleanLine(asker) !== '' || texts.some((one) => cleanRich(one).length > 0)
}

/** The question under its number, who asked and whom; its state; its answers. */
export function showQuestion(question: Question, number: number, context: Context): Node[] {
  const { words, says, people, report } = context
  const text = showRich(question.text)
  const answers = question.answers.filter((answer) => !isEmptyRich(answer.text))
  const asker = cleanLine(question.asker)
  const to = question.to.flatMap((id) => {
    const person = people.get(id)
    return person ? [cleanLine(person.name) || affiliation(person)].filter(Boolean) : []
  })
  const heading = words.question(number, asker, to.length > 0 ? formatList(to, report.language) : '')
  const state = words.state[question.state]
  return [
    { kind: 'heading', level: 2, text: says(heading) },
    ...text,
    ...(state ? [{ kind: 'note' as const, text: says(state) }] : []),
    ...answers.flatMap((answer): Node[] => {
      const person = people.get(answer.person)
      const about = person ? aboutPerson(person, answer.label, 'label') : cleanLine(answer.label)
      const name = joinParts([cleanLine(person?.name ?? ''), about])
      return [{ kind: 'heading', level: 3, text: says(words.answer(name)) }, ...showRich(answer.text)]
    }),
  ]
}

/** A rich text; [] if there is nothing to read in it. */
export function showRich(text: Rich): Node[] {
  const blocks = cleanRich(text)
  return blocks.length > 0 ? [{ kind: 'rich', blocks }] : []
}
