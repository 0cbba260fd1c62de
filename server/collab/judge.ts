import type { CloseName } from '@/lib/collab/close-codes'
import type { Scope, Touched } from '@/lib/collab/scope'
import { mayWriteRoot, type Role } from '@/lib/report/access'
import { MAPS } from '@/lib/report/roots'
import type { Template } from '@/lib/report/template'

/** May the person write at all now: yes; not any more, the report is approved; or never, by role. */
export type Pen = 'writes' | 'approved' | 'reads'

export type Judgement =
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

export function verdictOn({ name, key }: Pick<Touched, 'name' | 'key'>, role: Role, template: Template) {
  // Nothing but entries belongs into a map; a sequence in it is read by nobody.
  if (key === null && (MAPS as readonly string[]).includes(name)) return 'unknown'
  return mayWriteRoot(role, template, name, key)
}
