import type { z } from 'zod'
import type { Action, Role } from '@/lib/report/access'
import type { Visitor } from '../accounts/visitor'
import type { Event, Session } from '../store/store'

/*
 * What an endpoint is. The table of them (routes/) is all the router and openapi.json know: one entry says the
 * address, who may call it, what it takes and gives, and does it.
 */

export type Access =
  | { of: 'anyone' }
  /** Who has an account, and is signed in or brings a token. */
  | { of: 'account' }
  /** Who may do this in the event {event}. */
  | { of: 'event'; may: Action }
  /** Who may do this in the session {session}, account or guest. */
  | { of: 'session'; may: Action }

export type UserVisitor = Visitor & { kind: 'user' }

type Known<A extends Access> = A extends { of: 'anyone' }
  ? { visitor: Visitor | undefined }
  : A extends { of: 'account' }
    ? { visitor: UserVisitor }
    : A extends { of: 'event' }
      ? { visitor: UserVisitor; event: Event; role: Role }
      : { visitor: Visitor; event: Event; session: Session; role: Role }

type Asked<Q> = Q extends z.ZodType ? z.output<Q> : undefined

type Taken<B> = B extends z.ZodType
  ? z.output<B>
  : B extends 'picture'
    ? Uint8Array
    : B extends 'file'
      ? SentFile
      : undefined

/** A file that was sent; its name and type are empty where nobody said them. */
export type SentFile = { bytes: Uint8Array; name: string; type: string }

export type Context = {
  request: Request
  /** The values of the path's {names}. */
  params: Record<string, string>
  /** The client's IP address. */
  address: string
  /** Headers that the answer is to have; set cookies here. */
  headers: Headers
}

/** `picture`, `file`: the bytes of one, raw or as the field `file` of a form. */
export type Body = z.ZodType | 'picture' | 'file'

/** `headers`: those that say something of their own, by name, and what they say. */
export type Answer =
  | { status: 200 | 201 | 202; schema: z.ZodType; headers?: Record<string, string> }
  | { status: 200; media: string[]; headers?: Record<string, string> }
  | { status: 204 }

type Spec<A extends Access, B extends Body | undefined, Q extends z.ZodObject | undefined> = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below /api/v1, with {names}. */
  path: `/${string}`
  summary: string
  access: A
  /** What may stand behind the “?”; other names are ignored. */
  query?: Q
  /** What the request brings. `optional`: a JSON body may be left out. */
  body?: B
  optional?: true
  /** What openapi.json says of the body, where the handler itself checks it. */
  documented?: z.ZodType
  /** The largest body in bytes; 1 MiB if not said. */
  limit?: number
  answer: Answer
  /** Answers the value that the answer's schema describes, or a whole Response for other media. */
  handle(context: Context & Known<A> & { body: Taken<B>; query: Asked<Q> }): Promise<unknown>
}

/** An endpoint for the table, where what each handler gets differs and the router sees to it. */
export type Endpoint = Omit<Spec<Access, Body | undefined, z.ZodObject | undefined>, 'handle'> & {
  handle(context: never): Promise<unknown>
}

/** Writes an entry of the table, with its handler's argument typed by its access, query and body. */
export function endpoint<
  const A extends Access,
  B extends Body | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
>(spec: Spec<A, B, Q>): Endpoint {
  return spec
}
