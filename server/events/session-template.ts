import { Template } from '@/lib/report/template'
import type { Session } from '../store/store'

const templates = new WeakMap<object, Template>()

/**
 * A session's template. It never changes once the session is made, and the store gives the same object each time, so
 * that it is checked once and not for each of the two hundred who reload at the same moment.
 */
export function templateOf(session: Pick<Session, 'template'>): Template {
  const key = Object(session.template) as object
  const template = templates.get(key) ?? Template.parse(session.template)
  templates.set(key, template)
  return template
}
