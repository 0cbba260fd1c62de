import { newId } from '@/lib/report/ids'
import { inLanguage, Language } from '@/lib/report/language'
import type { Prompt, Section } from '@/lib/report/report'
import { fromPlain } from '@/lib/report/rich'
import type { Template } from '@/lib/report/template'
import type { Event } from '../store/store'

type Raw = Record<string, unknown>

/**
 * What a new session's report begins with where the input says nothing: the event's language, name, theme and
 * dates. The input is not checked yet, and what is wrong in it stays so that it is named.
 */
export function withDefaults(input: Raw, event: Event, template: Template): Raw {
  const details = {
    event: event.name,
    theme: event.theme,
    eventStart: event.startDate ?? null,
    eventEnd: event.endDate ?? null,
  }
  const language = input.language ?? event.languages[0] ?? 'en'
  return {
    ...input,
    template,
    language,
    details: isRaw(input.details)
      ? { ...details, ...input.details }
      : input.details === undefined
        ? details
        : input.details,
    sections: withPrompts(input.sections ?? [], template, language),
  }
}

/** Adds the template's prompts, where the input has no such section. */
function withPrompts(sections: unknown, template: Template, language: unknown): unknown {
  if (!Array.isArray(sections)) return sections
  const tag = Language.safeParse(language).data ?? 'en'
  const missing = template.sections.flatMap((section): Section[] => {
    if (section.kind !== 'prompt' || section.questions.length === 0) return []
    if (sections.some((given) => isRaw(given) && given.id === section.id)) return []
    const prompts = section.questions.map(
      (question): Prompt => ({ id: newId(), question: fromPlain(inLanguage(question, tag)), answers: [] }),
    )
    return [{ id: section.id, kind: 'prompt', prompts }]
  })
  return [...sections, ...missing]
}

export function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
