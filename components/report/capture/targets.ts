import type * as Y from 'yjs'
import { readItems } from '@/lib/report/document'
import type { SectionKind, TemplateSection } from '@/lib/report/template'

/** A question or prompt that can be answered. */
export type Answerable = { section: string; item: string }

/** The first section of this kind among those the reader may write. */
export function sectionOf(writable: TemplateSection[], kind: SectionKind): string | undefined {
  return writable.find((section) => section.kind === kind)?.id
}

/** What a new answer belongs to: the question or prompt in focus, else the latest question, else the last prompt. */
export function answerable(
  doc: Y.Doc,
  writable: TemplateSection[],
  focused: string | undefined,
): Answerable | undefined {
  const all = (kind: SectionKind): Answerable[] =>
    writable
      .filter((section) => section.kind === kind)
      .flatMap(({ id }) =>
        readItems(doc, id)
          .filter((item) => !item.deleted)
          .map((item) => ({ section: id, item: item.id })),
      )
  const questions = all('questions')
  const prompts = all('prompt')
  return (
    [...questions, ...prompts].find(({ section, item }) => `${section}/${item}` === focused) ??
    questions.at(-1) ??
    prompts.at(-1)
  )
}
