import { Template } from '@/lib/report/template'
import type { Session } from '../store/store'

const REMEMBERED = 1000
const templates = new Map<string, Template>()

/**
 * A session's template. It never changes once the session is made, so that it is checked once and not for each of the
 * two hundred who reload at the same moment.
 */
export function templateOf(session: Pick<Session, 'id' | 'template'>): Template {
  const known = templates.get(session.id)
  if (known) return known
  const template = Template.parse(session.template)
  if (templates.size >= REMEMBERED) templates.delete(templates.keys().next().value!)
  templates.set(session.id, template)
  return template
}
