import { z } from 'zod'
import { SectionId } from './ids'
import { Localised } from './language'

/** Who may write a section: everyone who may write the report, or its moderators and organisers. */
export const Writers = z.enum(['everyone', 'moderators'])

const common = {
  id: SectionId,
  heading: Localised,
  /** Shown to the writers while the section is empty; never exported. */
  hint: Localised.default({}),
  required: z.boolean().default(false),
  /** Length limit in words for each rich text of the section. */
  limit: z.number().int().positive().max(100_000).optional(),
  writers: Writers.default('everyone'),
}

const kind = <const K extends string>(name: K) => z.object({ ...common, kind: z.literal(name) })

/** What a section may be (product.md, "A report"). */
export const TemplateSection = z.discriminatedUnion('kind', [
  kind('details'),
  kind('speakers'),
  kind('picture'),
  kind('summaries'),
  /** `questions`: the prompts every new session starts with, one text for each language. */
  z.object({ ...common, kind: z.literal('prompt'), questions: z.array(Localised).default([]) }),
  kind('questions'),
  kind('remarks'),
  // A conclusion belongs to the moderators whatever a template says.
  z.object({ ...common, kind: z.literal('conclusion'), writers: Writers.default('moderators') }),
  kind('text'),
])
export type TemplateSection = z.infer<typeof TemplateSection>
export type SectionKind = TemplateSection['kind']

/** An event's template: the ordered sections that its sessions' reports consist of. */
export const Template = z
  .object({
    name: z.string().min(1).max(100),
    title: Localised,
    sections: z.array(TemplateSection).min(1).max(40),
  })
  .superRefine((template, context) => {
    const seen = new Set<string>()
    template.sections.forEach((section, index) => {
      if (seen.has(section.id))
        context.addIssue({
          code: 'custom',
          path: ['sections', index, 'id'],
          message: 'Two sections have this id',
        })
      seen.add(section.id)
    })
  })
export type Template = z.infer<typeof Template>

/** Whether only moderators and organisers may write this section. */
export function isForModerators(section: TemplateSection): boolean {
  return section.kind === 'conclusion' || section.writers === 'moderators'
}

/** The template as it leaves in a file: hints are for who writes. */
export function withoutHints(template: Template): Template {
  return { ...template, sections: template.sections.map((section) => ({ ...section, hint: {} })) }
}

/** The template with the hints that `other` has for the same sections, where it has none of its own. */
export function withHintsOf(template: Template, other: Template): Template {
  const sections = template.sections.map((section) => {
    const same = other.sections.find(({ id, kind }) => id === section.id && kind === section.kind)
    return same && Object.keys(section.hint).length === 0 ? { ...section, hint: same.hint } : section
  })
  return { ...template, sections }
}
