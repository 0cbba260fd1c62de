'use client'

import { AccountMenu } from '@/components/shell/account-menu'
import { useSession } from '../session-context'

/** The reader's own menu: language, colours and, with an account, the way to other pages. */
export function AccountOf() {
  const { session } = useSession()
  // Who writes as a rapporteur may have come by a link, and then has no events of their own to go to.
  const kind = session.role === 'rapporteur' ? 'guest' : 'user'
  return <AccountMenu viewer={{ kind, name: session.me.name }} />
}
