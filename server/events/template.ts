import { type Fault, faultsOf, type Parsed } from '@/lib/report/parse'
import { Template } from '@/lib/report/template'
import { BUILT_IN } from '@/lib/report/templates'

/** A built-in template's name, or a template itself → the template. */
export function chosenTemplate(choice: unknown): Parsed<Template> {
  if (typeof choice === 'string') {
    const builtIn = Object.entries(BUILT_IN).find(([name]) => name === choice)?.[1]
    return builtIn ? { ok: true, value: builtIn } : { ok: false, faults: [unknownName(choice)] }
  }
  const parsed = Template.safeParse(choice)
  if (parsed.success) return { ok: true, value: parsed.data }
  const faults = faultsOf(parsed.error)
  return {
    ok: false,
    faults: faults.map(({ path, reason }) => ({
      path: path === '' ? 'template' : `template.${path}`,
      reason,
    })),
  }
}

function unknownName(name: string): Fault {
  const known = Object.keys(BUILT_IN).join(', ')
  return { path: 'template', reason: `There is no built-in template “${name}” (there are ${known})` }
}
