import type { WordTemplateInfo } from '@/lib/api/word-template'
import { Template } from '@/lib/report/template'
import { type Found, findingsOf } from '@/lib/word-template/findings'
import { instance } from '../instance'
import type { Event, WordTemplate } from '../store/store'

/** An event's Word templates with what is found in them, newest first: that one is in force. */
export async function listWordTemplates(event: Event): Promise<WordTemplateInfo[]> {
  const list = await instance().store.wordTemplates.ofEvent(event.id)
  return list.map((template, index) => infoOf(template, event, index === 0))
}

/** What was found when it was uploaded, against the event's template of now. */
export function infoOf(
  { id, name, placeholders, byName, createdAt }: WordTemplate,
  event: Event,
  inForce: boolean,
): WordTemplateInfo {
  const template = Template.parse(event.template)
  const findings = findingsOf(placeholders as Found[], template, event.languages[0] ?? 'en')
  return { id, name, inForce, findings, byName, createdAt }
}

/** The one that an event's reports come out in. */
export async function wordTemplateInForce(event: string): Promise<{ id: string; name: string } | undefined> {
  const [newest] = await instance().store.wordTemplates.ofEvent(event)
  return newest && { id: newest.id, name: newest.name }
}
