import { may, type SessionState } from '@/lib/report/access'
import { isSameOrigin } from '../accounts/address'
import { bearerOf, roleIn, roleInEvent, type Visitor, visitorOfRequest } from '../accounts/visitor'
import { instance } from '../instance'
import type { Endpoint } from './endpoint'
import { notFound, Refusal } from './problem'

/** What the router knows about who calls and what about, once the endpoint's access is granted. Throws Refusal. */
export async function admit(request: Request, { access }: Endpoint, params: Record<string, string>) {
  checkOrigin(request)
  const { store } = instance()
  switch (access.of) {
    case 'anyone':
      return { visitor: await visitorOfRequest(request) }
    case 'account':
      return { visitor: account(await visitorOfRequest(request), request) }
    case 'event': {
      const visitor = account(await visitorOfRequest(request), request)
      const event = await store.events.byId(params.event!)
      if (!event) throw notFound('event', 'There is no such event.')
      const role = await roleInEvent(visitor, event.id)
      if (!role || !may(role, access.may))
        throw new Refusal(
          403,
          'not-allowed',
          role ? 'Only organisers of this event may do this.' : 'You do not belong to this event.',
        )
      return { visitor, event, role }
    }
    case 'session': {
      const visitor = someone(await visitorOfRequest(request, params.session), request)
      const session = await store.sessions.byId(params.session!)
      const event = session && (await store.events.byId(session.event))
      if (!session || !event) throw notFound('session', 'There is no such session.')
      const role = (await roleIn(visitor, session))?.role
      if (!role) throw new Refusal(403, 'not-allowed', 'You do not belong to this session.')
      if (!may(role, access.may, session.state)) {
        const states: SessionState[] = ['draft', 'approved']
        throw states.some((state) => may(role, access.may, state))
          ? new Refusal(
              409,
              'state',
              session.state === 'approved'
                ? 'The report is approved. Reopen it first.'
                : 'The report is not approved.',
            )
          : new Refusal(403, 'not-allowed', `As a ${role} of this session you may not do this.`)
      }
      return { visitor, event, session, role }
    }
  }
}

/**
 * Cookies come along with what another site's page sends, and so does a password that a browser was once asked for;
 * whoever changes something in that way must say that one of our own pages asks. A bearer token is sent by nobody
 * unknowingly.
 */
function checkOrigin(request: Request): void {
  if (['GET', 'HEAD'].includes(request.method) || bearerOf(request)) return
  const same = isSameOrigin(request)
  if (same === 'no' || (same === 'unsaid' && request.headers.has('cookie')))
    throw new Refusal(403, 'other-origin', 'This request does not come from one of our own pages.')
}

function someone(visitor: Visitor | undefined, request: Request): Visitor {
  if (visitor) return visitor
  const detail = bearerOf(request)
    ? 'This token is unknown, revoked or expired.'
    : 'Sign in first, or send a bearer token.'
  throw new Refusal(401, 'not-signed-in', detail, { headers: { 'www-authenticate': 'Bearer' } })
}

function account(visitor: Visitor | undefined, request: Request): Visitor & { kind: 'user' } {
  const somebody = someone(visitor, request)
  if (somebody.kind === 'guest') throw new Refusal(403, 'no-account', 'This needs an account.')
  return somebody
}
