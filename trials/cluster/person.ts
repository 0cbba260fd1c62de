import * as Y from 'yjs'
import type { CloseName } from '@/lib/collab/close-codes'
import { sectionText } from '@/lib/report/roots'
import { sendHeaders } from '../chaos/headers'
import { type Line, ownLine, type Way } from '../chaos/line'
import { ADMIN } from '../chaos/server'
import type { Pass, Scene } from '../chaos/setup'
import { until } from '../chaos/waiting'
import type { World } from './world'

const PATIENCE_MS = 60_000
const PLACE = sectionText('notes')

let count = 0

/** Somebody whom a trial watches closely: one of our own clients in this process. */
export class Person {
  readonly doc = new Y.Doc()
  readonly #line: ReturnType<typeof ownLine>

  constructor(
    readonly name: string,
    scene: Scene,
    { headers }: Pass,
    /** Of the servers: each attempt goes to the next. */
    bases: string[],
    way: Way = 'socket',
  ) {
    const as = `person${++count}`
    const status = new URL(`${bases[0]}/api/v1/sessions/${scene.session}?as=${as}`)
    const urls = bases.map((base) => `${base.replace(/^http/, 'ws')}/collab/${scene.session}?as=${as}`)
    sendHeaders(urls[0]!, headers)
    sendHeaders(status.href, headers)
    this.#line = ownLine(this.doc, urls, status.href, way)
  }

  get state(): ReturnType<Line['state']> {
    return this.#line.state()
  }

  /** Why the server ended it for good, if it did. */
  get refusal(): CloseName | undefined {
    return this.state.kind === 'closed' ? this.state.code : undefined
  }

  /** Names of those whom this one sees, as the server gave them. */
  get sees(): string[] {
    const { awareness } = this.#line.connection
    return [...awareness.getStates()]
      .filter(([client]) => client !== awareness.clientID)
      .flatMap(([, state]) => (state.user as { name?: string } | undefined)?.name ?? [])
  }

  /** Types into a paragraph of its own, which the first word makes. */
  type(text: string): void {
    this.doc.transact(() => {
      const fragment = this.doc.getXmlFragment(PLACE)
      this.#paragraph ??= newParagraph(fragment)
      this.#paragraph.insert(this.#paragraph.length, text)
    })
  }
  #paragraph: Y.XmlText | undefined

  /** All that stands where people type. */
  get text(): string {
    return this.doc.getXmlFragment(PLACE).toString()
  }

  /** Shows itself to the others. */
  appear(): void {
    this.#line.connection.awareness.setLocalState({ user: { name: this.name } })
  }

  move(): void {
    this.#line.move()
  }

  leave(): void {
    this.#line.connection.destroy()
    this.doc.destroy()
  }

  async saved(): Promise<void> {
    const took = await until(() => this.state.kind === 'saved', PATIENCE_MS)
    if (took === undefined) throw new Error(`${this.name} is ${this.refusal ?? this.state.kind}, not saved`)
  }
}

function newParagraph(fragment: Y.XmlFragment): Y.XmlText {
  const paragraph = new Y.XmlElement('paragraph')
  const text = new Y.XmlText()
  paragraph.insert(0, [text])
  fragment.insert(fragment.length, [paragraph])
  return text
}

/** Signs the administrator in, as the sign-in page does, and says what the browser sends along from then on. */
export async function signIn({ url }: World, base: string): Promise<Pass> {
  const cookie = await auth(url, base, '', 'callback/credentials', ADMIN)
  return { role: 'organiser', headers: { origin: url, cookie } }
}

export async function signOut({ url }: World, base: string, { headers }: Pass): Promise<void> {
  await auth(url, base, headers.cookie ?? '', 'signout', {})
}

/** Sends one of next-auth's forms with the token that it wants; the cookies afterwards. */
async function auth(
  url: string,
  base: string,
  cookie: string,
  form: string,
  fields: object,
): Promise<string> {
  const jar = new Map(cookie.split('; ').map((pair) => [pair.split('=')[0]!, pair]))
  const keep = (response: Response) => {
    for (const line of response.headers.getSetCookie()) jar.set(line.split('=')[0]!, line.split(';')[0]!)
  }
  const headers = () => ({ origin: url, cookie: [...jar.values()].filter(Boolean).join('; ') })
  const csrf = await fetch(`${base}/api/auth/csrf`, { headers: headers() })
  keep(csrf)
  const { csrfToken } = (await csrf.json()) as { csrfToken: string }
  const done = await fetch(`${base}/api/auth/${form}`, {
    method: 'POST',
    headers: headers(),
    body: new URLSearchParams({ ...fields, csrfToken, json: 'true' }),
    redirect: 'manual',
  })
  if (done.status >= 400) throw new Error(`${form}: ${done.status} ${await done.text()}`)
  keep(done)
  return [...jar.values()].filter(Boolean).join('; ')
}
