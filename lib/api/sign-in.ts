/*
 * Why a sign-in was refused, as next-auth carries it: `error` of signIn('credentials', { redirect: false }), and the
 * query parameter `error` of /signin. Pages turn it into words.
 */

export type SignInRefusal =
  | { kind: 'wrong' } // unknown e-mail address or wrong password
  | { kind: 'wait'; seconds: number } // too many tries
  | { kind: 'uninvited' } // the organisation knows the person, we don't
  | { kind: 'unverified' } // the organisation does not vouch for the e-mail address
  | { kind: 'failed' } // anything else

export function writeRefusal(refusal: SignInRefusal): string {
  return refusal.kind === 'wait' ? `wait-${refusal.seconds}` : refusal.kind
}

export function readRefusal(error: string): SignInRefusal {
  const wait = /^wait-(\d{1,6})$/.exec(error)
  if (wait) return { kind: 'wait', seconds: Number(wait[1]) }
  if (error === 'wrong' || error === 'uninvited' || error === 'unverified') return { kind: error }
  return { kind: 'failed' }
}
