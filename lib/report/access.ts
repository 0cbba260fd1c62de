import { parseRoot, sectionOfKey } from './roots'
import { isForModerators, type Template } from './template'

/*
 * Who may do what: the only place that decides it. Pure; asked by every page, every API route and every socket.
 */

/** What somebody is in a session. An organiser of the event is one in each of its sessions. */
export type Role = 'organiser' | 'moderator' | 'rapporteur' | 'reader'

/** product.md, "States". */
export type SessionState = 'draft' | 'review' | 'approved'

export type Action =
  | 'read' // see the report live and export it
  | 'write' // edit what is not reserved for moderators
  | 'moderate' // edit what is
  | 'submit' // draft → in review, and back
  | 'approve'
  | 'reopen'
  | 'restore' // bring an earlier version of the report back
  | 'invite' // make and revoke join links and invitations of this session
  | 'organise' // the event itself: its settings, sessions, organisers

const ACTIONS: Record<Role, readonly Action[]> = {
  organiser: ['read', 'write', 'moderate', 'submit', 'approve', 'reopen', 'restore', 'invite', 'organise'],
  moderator: ['read', 'write', 'moderate', 'submit', 'approve', 'reopen', 'restore', 'invite'],
  rapporteur: ['read', 'write', 'submit'],
  reader: ['read'],
}

/** What changes the report, or where it stands: nobody may while it is approved. */
const CHANGING: readonly Action[] = ['write', 'moderate', 'submit', 'approve', 'restore']

/** Whether `role` may do `action` in a session in this state. Nobody writes into an approved report. */
export function may(role: Role | undefined, action: Action, state: SessionState = 'draft'): boolean {
  if (!role || !ACTIONS[role].includes(action)) return false
  if (state === 'approved') return !CHANGING.includes(action)
  return action !== 'reopen'
}

/** Why a write was refused: it lies outside what the person may write, or the name means nothing here. */
export type WriteVerdict = 'allowed' | 'forbidden' | 'unknown'

/**
 * Whether `role` may change the root `name` (and, in a root map, the entry `key`) of a report with this template.
 * `meta.schema` belongs to the server alone.
 */
export function mayWriteRoot(role: Role, template: Template, name: string, key: string | null): WriteVerdict {
  const sections = new Map(template.sections.map((section) => [section.id, section]))
  const root = parseRoot(name, (id) => sections.has(id))
  if (!root) return 'unknown'
  if (!may(role, 'write')) return 'forbidden'
  if (root.type === 'map' && key !== null) {
    if (root.name === 'meta' && key === 'schema') return 'forbidden'
    const id = sectionOfKey(root.name, key)
    if (id !== undefined && !sections.has(id)) return 'unknown'
    return id === undefined ? 'allowed' : verdict(id)
  }
  return root.type === 'map' || root.section === undefined ? 'allowed' : verdict(root.section)

  function verdict(id: string): WriteVerdict {
    return isForModerators(sections.get(id)!) && !may(role, 'moderate') ? 'forbidden' : 'allowed'
  }
}
