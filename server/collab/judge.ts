import type { CloseName } from '@/lib/collab/close-codes'
import type { Scope, Touched } from '@/lib/collab/scope'
import { mayWriteRoot, type Role } from '@/lib/report/access'
import { MAPS } from '@/lib/report/roots'
import type { Template } from '@/lib/report/template'

/** May the person write at all now: yes; not any more, the report is approved; or never, by role. */
export type Pen = 'writes' | 'approved' | 'reads'

type Judgement =
  | { kind: 'take' }
  /** It deletes formatting marks without effect in roots that the person may not write: see tidy.ts. */
  | { kind: 'tidy'; roots: string[] }
  | { kind: 'refuse'; code: CloseName }

/** Whether somebody may make the changes that `scope` names (and it names some). */
export function judge(
  scope: Extract<Scope, { kind: 'fits' }>,
  pen: Pen,
  role: Role,
  template: Template,
): Judgement {
  const closed = pen === 'approved' ? 'approved' : 'notAllowed'
  // Garbage that lies nowhere is something new, too.
  if (pen !== 'writes' && scope.clients.length > 0) return { kind: 'refuse', code: closed }
  const tidied: string[] = []
  for (const root of scope.roots) {
    const verdict = pen === 'writes' ? verdictOn(root, role, template) : 'forbidden'
    if (verdict === 'allowed') continue
    if (verdict === 'unknown') return { kind: 'refuse', code: 'unknownRoot' }
    if (root.change === 'write') return { kind: 'refuse', code: pen === 'writes' ? 'notAllowed' : closed }
    tidied.push(root.name)
  }
  return tidied.length > 0 ? { kind: 'tidy', roots: tidied } : { kind: 'take' }
}

type Verdict = ReturnType<typeof mayWriteRoot>

/** What was decided before, by role, name and key: people write on where they wrote. */
const decided = new WeakMap<Template, Map<string, Verdict>>()
const REMEMBERED = 2_000

export function verdictOn(
  { name, key }: Pick<Touched, 'name' | 'key'>,
  role: Role,
  template: Template,
): Verdict {
  // Nothing but entries belongs into a map; a sequence in it is read by nobody.
  if (key === null && (MAPS as readonly string[]).includes(name)) return 'unknown'
  const known = decided.get(template) ?? new Map<string, Verdict>()
  decided.set(template, known)
  const question = `${role}\0${name}\0${key ?? ''}`
  const verdict = known.get(question) ?? mayWriteRoot(role, template, name, key)
  if (known.size < REMEMBERED) known.set(question, verdict)
  return verdict
}
