import { check, type Fault, type Parsed } from '@/lib/report/parse'
import { Template, withHintsOf } from '@/lib/report/template'
import { BUILT_IN } from '@/lib/report/templates'

/** A built-in template's name, or a template itself → the template. */
export function chosenTemplate(choice: unknown): Parsed<Template> {
  if (typeof choice === 'string') {
    const builtIn = Object.entries(BUILT_IN).find(([name]) => name === choice)?.[1]
    return builtIn ? { ok: true, value: builtIn } : { ok: false, faults: [unknownName(choice)] }
  }
  const parsed = check(Template, choice)
  if (parsed.ok) return parsed
  return {
    ok: false,
    faults: parsed.faults.map(({ path, reason }) => ({
      path: path === '' ? 'template' : `template.${path}`,
      reason,
    })),
  }
}

function unknownName(name: string): Fault {
  const known = Object.keys(BUILT_IN).join(', ')
  return { path: 'template', reason: `There is no built-in template “${name}” (there are ${known})` }
}

/** A session's template with its hints, from the event's or the built-in one of its name: none are exported. */
export function hinted(template: Template, ofEvent: Template): Template {
  const known = [ofEvent, ...Object.values(BUILT_IN)].find(({ name }) => name === template.name)
  return known ? withHintsOf(template, known) : template
}
