import type { Books } from './books'
import type { Checker } from './check'
import type { Rooms } from './collab/rooms'
import type { Config } from './config'
import type { Exporter } from './export'
import type { PictureStore } from './files'
import type { Importer } from './import'
import type { Jobs } from './jobs'
import type { Mailer } from './mail'
import type { Store } from './store/store'
import type { WordTemplates } from './word-templates'

/*
 * What there must be one of in the process. Next's bundle and main.ts may each hold a copy of a module, so the one
 * instance hangs on globalThis, and this file is the only way to it.
 */

export type Instance = {
  config: Config
  store: Store
  rooms: Rooms
  exporter: Exporter
  importer: Importer
  checker: Checker
  jobs: Jobs
  books: Books
  mailer: Mailer
  files: PictureStore
  wordTemplates: WordTemplates
}

const KEY = Symbol.for('rapporteur.instance')
const holder = globalThis as { [KEY]?: Instance }

/** The running server's parts. Throws if main.ts has not started them. */
export function instance(): Instance {
  const running = holder[KEY]
  if (!running) throw new Error('The server is not started: pages and API run inside server/main.ts only.')
  return running
}

/** For main.ts, and for tests that build an instance of their own. */
export function setInstance(started: Instance): void {
  holder[KEY] = started
}
