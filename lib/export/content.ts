import type { Person, Report, Section } from '@/lib/report/report'
import { cleanLine, cleanLines, cleanRich } from './clean'
import { formatDays } from './dates'
import { factsOf } from './facts'
import { localised } from './localised'
import { namePerson } from './names'
import type { Image, Images, Node, Outline, OutlineSection } from './outline'
import { type Stamp, stampLine } from './stamp'
import { joinParts, lettersOf, plain, type Text } from './text'
import { type Context, isWritten, showPrompt, showQuestion, showRich, showVoice } from './voices'
import { wordsFor } from './words'

/** What a document of this report shows. The only place that decides it. */
export function outlineOf(report: Report, stamp: Stamp, images: Images = new Map(), banner?: Image): Outline {
  const { words, language } = wordsFor(report.language)
  const foreign = language === report.language ? undefined : language
  const says = (text: string): Text => plain(text, { language: foreign })
  const context: Context = {
    report,
    words,
    images,
    says,
    people: new Map(report.people.map((person) => [person.id, person])),
    speakers: report.people.filter((person) => person.kind === 'speaker' && isKnown(person, report)),
  }
  const { details } = report
  const days = formatDays(details.eventStart, details.eventEnd, report.language)
  const written = plain(report.title)
  return {
    language: report.language,
    name: cleanLine(report.title) || cleanLine(details.event) || words.report,
    banner: banner && { image: banner, alt: cleanLine(details.event) || words.picture },
    event: plain(joinParts([cleanLine(details.event), days])),
    theme: plain(details.theme),
    titleLabel: written.length > 0 ? says(words.title) : [],
    // A document has a title, even if nobody wrote one.
    title: written.length > 0 ? written : says(words.report),
    sections: [...implied(context), ...report.sections.flatMap((section) => showSection(section, context))],
    stamp: says(stampLine(stamp, words, language)),
    lacking: says(words.lacking),
    authors: report.people.filter(({ kind }) => kind === 'rapporteur').flatMap(nameIfAny),
    keywords: [details.event, details.type].map(cleanLine).filter(Boolean),
  }
}

/** Of somebody who is not, nothing can be listed; so the numbers in the list are those over the summaries. */
function isKnown(person: Person, { sections }: Report): boolean {
  const labels = sections.flatMap((section) => (section.kind === 'speakers' ? section.labels : []))
  return namePerson(person, labelOf(person, labels), 'full').length > 0
}

function labelOf({ id }: Person, labels: { person: string; label: string }[]): string {
  return labels.find(({ person }) => person === id)?.label ?? ''
}

const nameIfAny = (person: Person) => [cleanLine(person.name)].filter(Boolean)

/** Header and speakers of a report whose template has no section for them: they were written, so they are shown. */
function implied(context: Context): OutlineSection[] {
  const has = (kind: Section['kind']) => context.report.sections.some((section) => section.kind === kind)
  const section = (kind: 'details' | 'speakers', heading: Text, nodes: Node[]): OutlineSection[] =>
    has(kind) || nodes.length === 0 ? [] : [{ id: kind, kind, heading, nodes }]
  return [
    ...section('details', [], showDetails(context)),
    ...section('speakers', context.says(context.words.speakers), showSpeakers([], context)),
  ]
}

function showSection(section: Section, context: Context): OutlineSection[] {
  const show = SHOW[section.kind] as (section: Section, context: Context) => Node[]
  const nodes = show(section, context)
  if (nodes.length === 0) return []
  const template = context.report.template.sections.find(({ id }) => id === section.id)
  const heading = localised(template?.heading ?? {}, context.report.language)
  return [
    { id: section.id, kind: section.kind, heading, nodes: heading.length > 0 ? nodes : nodes.map(lift) },
  ]
}

/** Under no heading of a section, its own headings move up: a level is never skipped. */
function lift(node: Node): Node {
  return node.kind === 'heading' ? { ...node, level: node.level === 3 ? 2 : 1 } : node
}

type Show<K extends Section['kind']> = (section: Extract<Section, { kind: K }>, context: Context) => Node[]

/** What is shown of each kind of section; [] if nothing was written. Hints are in no report, so in no document. */
const SHOW: { [K in Section['kind']]: Show<K> } = {
  details: (_, context) => showDetails(context),
  speakers: ({ labels }, context) => showSpeakers(labels, context),
  picture: ({ pictures }, context) => pictures.flatMap((picture) => showPicture(picture, context)),
  summaries: ({ summaries }, context) =>
    summaries.flatMap((voice) => {
      const number = context.speakers.findIndex(({ id }) => id === voice.person) + 1
      return showVoice(voice, 'full', 2, context, number > 0 ? `${number}. ` : '')
    }),
  prompt: ({ prompts }, context) =>
    prompts.flatMap(({ question, answers }) => {
      const asked = showPrompt(cleanRich(question))
      const level = asked[0]?.kind === 'heading' ? 3 : 2
      return [...asked, ...answers.flatMap((answer) => showVoice(answer, 'short', level, context))]
    }),
  questions: ({ questions }, context) =>
    questions.filter(isWritten).flatMap((question, index) => showQuestion(question, index + 1, context)),
  remarks: ({ remarks }, context) => remarks.flatMap((voice) => showVoice(voice, 'label', 2, context)),
  conclusion: ({ text }) => showRich(text),
  text: ({ text }) => showRich(text),
}

function showDetails({ report, words, says }: Context): Node[] {
  const facts = factsOf(report, words, says)
  return facts.length > 0 ? [{ kind: 'facts', facts }] : []
}

function showSpeakers(labels: { person: string; label: string }[], { speakers }: Context): Node[] {
  const people = speakers.map((person) => namePerson(person, labelOf(person, labels), 'full', true))
  return people.length > 0 ? [{ kind: 'people', people }] : []
}

/** A description is printed where it is long, has lines, or stands for a picture that is not there. */
const LONG_DESCRIPTION = 160

function showPicture(
  picture: Extract<Section, { kind: 'picture' }>['pictures'][number],
  { words, images }: Context,
): Node[] {
  const image = picture.file ? images.get(picture.file.sha256) : undefined
  const caption = plain(picture.caption)
  const lines = cleanLines(picture.description)
    .map((line) => line.trim())
    .filter(Boolean)
  if (!picture.file && caption.length === 0 && lines.length === 0) return []
  const alt = lines.join(' ')
  const printed = !image || lines.length > 1 || alt.length > LONG_DESCRIPTION
  return [
    {
      kind: 'picture',
      image,
      alt: alt || lettersOf(caption) || words.picture,
      caption,
      description: printed ? lines.map((line) => plain(line)) : [],
    },
  ]
}
