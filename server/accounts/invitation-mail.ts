import type { Role } from '@/lib/report/access'
import { instance } from '../instance'
import type { LinkOf } from './links'

const LETTERS = {
  en: {
    subject: (event: string) => `${event}: your invitation`,
    text: (by: string, what: string, event: string, url: string) =>
      `${by} invites you to “${event}” as ${what}.\n\nOpen this link to come in:\n${url}\n\nIt is meant for you alone.\n`,
    roles: { organiser: 'organiser', moderator: 'moderator', rapporteur: 'rapporteur', reader: 'reader' },
  },
  fr: {
    subject: (event: string) => `${event} : votre invitation`,
    text: (by: string, what: string, event: string, url: string) =>
      `${by} vous invite à « ${event} » : ${what}.\n\nOuvrez ce lien pour entrer :\n${url}\n\nIl n’est destiné qu’à vous.\n`,
    roles: {
      organiser: 'organisation',
      moderator: 'modération',
      rapporteur: 'rédaction du compte rendu',
      reader: 'lecture',
    },
  },
}

/**
 * Sends a link by mail, in the event's first language if that is one of ours. Answers whether it was sent: without a
 * mail server, or when it refuses, the link is there to copy all the same.
 */
export async function sendInvitation(
  to: string,
  url: string,
  role: Role,
  { event }: LinkOf,
  by: string,
): Promise<boolean> {
  const { mailer } = instance()
  if (!mailer.configured) return false
  const letter = event.languages[0]?.startsWith('fr') ? LETTERS.fr : LETTERS.en
  try {
    await mailer.send({
      to,
      subject: letter.subject(event.name),
      text: letter.text(by, letter.roles[role], event.name, url),
    })
    return true
  } catch (error) {
    console.error(`Mail to ${to} was not sent: ${(error as Error).message}`)
    return false
  }
}
