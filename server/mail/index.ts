import { createTransport } from 'nodemailer'

export type Mail = { to: string; subject: string; text: string }

export interface Mailer {
  /** Whether there is a mail server; if not, people copy links by hand. */
  configured: boolean
  /** Rejects when the mail server does not take it. */
  send(mail: Mail): Promise<void>
}

/** Mail through SMTP, or none without settings. */
export function createMailer(smtp: { url: string; from: string } | undefined): Mailer {
  if (!smtp)
    return {
      configured: false,
      send: async () => {
        throw new Error('No mail server is configured (SMTP_URL).')
      },
    }
  const transport = createTransport(smtp.url)
  return {
    configured: true,
    send: async (mail) => {
      await transport.sendMail({ from: smtp.from, ...mail })
    },
  }
}
