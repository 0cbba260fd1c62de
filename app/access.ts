import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import type { Viewer } from '@/components/shell/account-menu'
import { nameOf, type Visitor, visitorOfRequest } from '@/server/accounts/visitor'

/** Who asks for the page; with `session`, a guest of that session too. */
export const currentVisitor = cache(
  async (session?: string): Promise<Visitor | undefined> => visitorOfRequest(await headers(), session),
)

/** The account that asks for the page; somebody else is sent to sign in, and comes back to `page`. */
export async function requireUser(page: string): Promise<Visitor & { kind: 'user' }> {
  const visitor = await currentVisitor()
  if (visitor?.kind !== 'user') redirect(signInAt(page))
  return visitor
}

export function signInAt(page: string): string {
  return `/signin?next=${encodeURIComponent(page)}`
}

export function viewerOf(visitor: Visitor | undefined): Viewer | undefined {
  return visitor && { kind: visitor.kind, name: nameOf(visitor).name }
}
