import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { handleAuth } from '../accounts/auth-handler'
import { firstRun } from '../accounts/first-run'
import { createBooks } from '../books'
import { createChecker } from '../check'
import { openData } from '../cluster/open'
import { createRooms } from '../collab/rooms'
import { readConfig } from '../config'
import { createExporter } from '../export'
import { createPictureStore } from '../files'
import { homeOf, openBytes } from '../files/homes'
import { createImporter } from '../import'
import { type Instance, setInstance } from '../instance'
import { createJobs } from '../jobs'
import { createMailer } from '../mail'
import { createWordTemplates } from '../word-templates'
import { handleApi } from '.'

/*
 * For tests: a whole server on a data folder of its own, but for the sockets and pages, and browsers to call it with.
 */

export type World = Instance & {
  /** The secret of the setup link. */
  setup: string
  end(): Promise<void>
}

export async function startWorld(env: Record<string, string> = {}): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rapporteur-'))
  const { config, store, bus } = await openData(readConfig({ DATA_DIR: dataDir, ...env }), {})
  const rooms = createRooms({ store, bus })
  const exporter = createExporter({ threads: 1 })
  const importer = createImporter()
  const checker = createChecker()
  const home = homeOf(config)
  const bytes = openBytes(home)
  const files = createPictureStore({ bytes, store })
  const jobs = createJobs({ store })
  const books = await createBooks({ bytes, home, store, jobs })
  const wordTemplates = createWordTemplates({ bytes, store })
  const mailer = createMailer({ ...config, store, jobs })
  const parts: Instance = {
    config,
    store,
    rooms,
    exporter,
    importer,
    checker,
    jobs,
    books,
    mailer,
    files,
    wordTemplates,
  }
  setInstance(parts)
  jobs.start()
  const first = await firstRun(parts)
  return {
    ...parts,
    setup: first.kind === 'setup' ? secretOf(first.url) : '',
    end: async () => {
      await jobs.close()
      await rooms.close()
      await exporter.close()
      await importer.close()
      await checker.close()
      await wordTemplates.close()
      await bytes.close()
      await bus?.close()
      await store.close()
      await rm(dataDir, { recursive: true })
    },
  }
}

export function secretOf(url: string): string {
  return url.slice(url.indexOf('#') + 1)
}

type Sent = { body?: unknown; headers?: Record<string, string> }

/** Somebody with cookies (a browser), or with a bearer token (a script). */
export class Client {
  readonly cookies = new Map<string, string>()
  constructor(
    readonly base: string,
    readonly token?: string,
  ) {}

  /** Calls /api/v1 as a page of ours does, or with the token. */
  call(method: string, path: string, { body, headers }: Sent = {}): Promise<Response> {
    const isRaw = body instanceof Uint8Array || body instanceof FormData || typeof body === 'string'
    return this.send(
      new Request(`${this.base}/api/v1${path}`, {
        method,
        headers: { ...this.credentials(), ...headers },
        ...(body === undefined ? {} : { body: isRaw ? (body as BodyInit) : JSON.stringify(body) }),
      }),
    )
  }

  /** Calls and takes the answer apart; throws what the problem says. */
  async ask<T = Record<string, never>>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.call(method, path, body === undefined ? {} : { body })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return (response.status === 204 ? undefined : await response.json()) as T
  }

  /** Opens an address of next-auth, or posts a form to it. */
  auth(path: string, form?: Record<string, string>): Promise<Response> {
    const init = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }
    return this.send(new Request(`${this.base}/api/auth/${path}`, { ...init, headers: this.credentials() }))
  }

  /** Signs in with a password as the page does; answers where next-auth sends the browser. */
  async signIn(email: string, password: string): Promise<URL> {
    const { csrfToken } = (await (await this.auth('csrf')).json()) as { csrfToken: string }
    return this.follow(await this.auth('callback/credentials', { email, password, csrfToken }))
  }

  /** Where a redirect leads in the end, through next-auth's own addresses. */
  async follow(response: Response): Promise<URL> {
    const to = new URL(response.headers.get('location') ?? '', this.base)
    const inner = to.origin === this.base && to.pathname.startsWith('/api/auth/')
    return inner ? this.follow(await this.auth(`${to.pathname.slice(10)}${to.search}`)) : to
  }

  async signOut(): Promise<void> {
    const { csrfToken } = (await (await this.auth('csrf')).json()) as { csrfToken: string }
    await this.auth('signout', { csrfToken })
  }

  private async send(request: Request): Promise<Response> {
    const isAuth = new URL(request.url).pathname.startsWith('/api/auth/')
    const response = await (isAuth ? handleAuth(request) : handleApi(request))
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', ...value] = pair.split('=')
      if (/max-age=0/i.test(line) || value.join('=') === '') this.cookies.delete(name)
      else this.cookies.set(name, value.join('='))
    }
    return response
  }

  private credentials(): Record<string, string> {
    if (this.token) return { authorization: `Bearer ${this.token}` }
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return { origin: this.base, ...(cookie ? { cookie } : {}) }
  }
}

export const ORGANISER = { name: 'Olga', email: 'olga@example.org', password: 'long enough for her' }

/** The first organiser's browser, signed in. */
export async function organiser(world: World): Promise<Client> {
  const client = new Client(world.config.baseUrl)
  await client.ask('POST', '/setup', { secret: world.setup, ...ORGANISER })
  return client
}

/** An organiser, an event of hers and a session in it. */
export async function session(world: World, report: unknown = { title: 'A session' }) {
  const olga = await organiser(world)
  const event = await olga.ask<{ id: string }>('POST', '/events', { name: 'An event' })
  const { id } = await olga.ask<{ id: string }>('POST', `/events/${event.id}/sessions`, report)
  return { olga, event: event.id, session: id }
}

/** A guest of a session, who came by a join link. */
export async function guest(olga: Client, session: string, role: 'rapporteur' | 'reader', name: string) {
  const link = await olga.ask<{ id: string; url: string }>('POST', `/sessions/${session}/links`, { role })
  const client = new Client(olga.base)
  await client.ask('POST', '/links/join', { secret: secretOf(link.url), name })
  return { client, link }
}
