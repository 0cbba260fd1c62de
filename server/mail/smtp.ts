import { createTransport } from 'nodemailer'
import type { Config } from '../config'
import { Hopeless } from '../jobs/kind'
import type { Mail } from '.'

/** Milliseconds that a mail server may say nothing. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }

/**
 * Sends mail through SMTP. `id` makes the same letter known as the same if it has to be sent twice. Rejects when the
 * mail server does not take it; with Hopeless, if it never will.
 */
export function smtpSender({ url, from }: NonNullable<Config['smtp']>) {
  const address = new URL(url)
  for (const [name, value] of Object.entries(PATIENCE))
    if (!address.searchParams.has(name)) address.searchParams.set(name, `${value}`)
  const transport = createTransport(address.href)
  const domain = /@([^\s<>@]+)/.exec(from)?.[1] ?? 'localhost'
  return async (mail: Mail, id: string): Promise<void> => {
    try {
      await transport.sendMail({ from, ...mail, messageId: `<${id}@${domain}>` })
    } catch (error) {
      const { message } = error as Error
      throw isFinal(error) ? new Hopeless(message) : error
    }
  }
}

/** Whether it said no for ever (5xx, RFC 5321 4.2.1) to the address or the letter. A wrong password can be set right. */
function isFinal(error: unknown): boolean {
  const { code, responseCode = 0 } = error as { code?: string; responseCode?: number }
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode >= 500
}
