import type { QuestionState } from '@/lib/report/report'

/** The fixed words of a document, in one language. */
export type Words = {
  /** Labels of the header. */
  title: string
  type: string
  language: string
  date: string
  time: string
  participants: string
  moderators: Plural
  rapporteurs: Plural
  speakers: string
  /** A label before what it labels, `Date:`. */
  colon: (label: string) => string
  /** The heading of an audience question; `asker` and `to` are empty if nobody is named. */
  question: (number: number, asker: string, to: string) => string
  /** The heading of an answer to it; `name` is empty if the person has none. */
  answer: (name: string) => string
  /** What is said of a question's state; empty if nothing. */
  state: Record<QuestionState, string>
  /** Stands for someone whose text is there and whose name is not. */
  unnamed: string
  /** Alternative text of a picture that nobody described. */
  picture: string
  /** What a document without a title is called. */
  report: string
  /** Sentences of the stamp. */
  approved: (name: string, day: string) => string
  notApproved: (day: string) => string
  version: (seq: number) => string
  /** Said of a file whose fonts do not have all letters. */
  lacking: string
}

export type Plural = { one: string; other: string }
