import type { Role } from '@/lib/report/access'
import { instance } from '../instance'

/**
 * What a letter says. `link`: the id of the link; `session`: its title, empty if the whole event is meant; `until`:
 * milliseconds since 1970.
 */
type Invitation = {
  link: string
  url: string
  role: Role
  by: string
  event: string
  session: string
  until: number
}
type Letter = { subject: string; text: string }

const day = (language: string, at: number) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(at)

const FRENCH_ROLES: Record<Role, string> = {
  organiser: 'organisation',
  moderator: 'modération',
  rapporteur: 'rapporteur·e',
  reader: 'lecture',
}

const LETTERS: Record<'en' | 'fr', (invitation: Invitation) => Letter> = {
  en: ({ url, role, by, event, session, until }) => ({
    subject: `Invitation: ${session || event}`,
    text: [
      'Hello,',
      session
        ? `${by} invites you to the session “${session}” of “${event}” as ${role}.`
        : `${by} invites you to “${event}” as ${role}.`,
      `Open this link to come in:\n${url}`,
      `It is good until ${day('en-GB', until)}. It is meant for you, so please do not pass it on.`,
      'If you did not expect this message, you need not do anything.',
    ].join('\n\n'),
  }),
  fr: ({ url, role, by, event, session, until }) => ({
    subject: `Invitation : ${session || event}`,
    text: [
      'Bonjour,',
      session
        ? `${by} vous invite à la session « ${session} » de « ${event} », avec le rôle : ${FRENCH_ROLES[role]}.`
        : `${by} vous invite à « ${event} », avec le rôle : ${FRENCH_ROLES[role]}.`,
      `Ouvrez ce lien pour entrer :\n${url}`,
      `Il est valable jusqu’au ${day('fr', until)}. Il vous est destiné : merci de ne pas le transmettre.`,
      'Si vous n’attendiez pas ce message, vous n’avez rien à faire.',
    ].join('\n\n'),
  }),
}

/**
 * Sends a link by mail, in French if the event's first language is French, else in English. Answers whether it is on its
 * way: without a mail server the link is there to copy all the same.
 */
export async function sendInvitation(
  to: string,
  languages: readonly string[],
  invitation: Invitation,
): Promise<boolean> {
  const { mailer } = instance()
  if (!mailer.configured) return false
  const letter = LETTERS[languages[0]?.split('-')[0] === 'fr' ? 'fr' : 'en'](invitation)
  await mailer.post({ to, ...letter }, invitation.link)
  return true
}
