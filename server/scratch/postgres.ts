import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Client } from 'pg'
import { freePort } from '../testing'
import { type Folder, makeFolder, removeFolder } from './folder'
import { ServerMissing } from './missing'
import { ServerProcess } from './process'
import { postgresFolders, serverUser } from './programs'

export type PostgresOptions = {
  /** Keeps the cluster here, and uses the one that is here; else it goes into a scratch folder that goes with it. */
  folder?: string
  /** Else a free one. */
  port?: number
  /** Settings of postgresql.conf beyond ours: `{ log_statement: 'all' }`. */
  settings?: Record<string, string>
}

/** A PostgreSQL of our own on 127.0.0.1, where everybody may come in as its superuser. */
export type Postgres = {
  /** The address of its database `postgres`. */
  url: string
  port: number
  folder: string
  /** Makes an empty database; its address. In an ICU `locale` such as `en`, text is sorted as there, else by bytes. */
  newDatabase(options?: { locale?: string }): Promise<string>
  /** The address of the database of this name, which is made if it is not there. */
  database(name: string): Promise<string>
  /** `fast` (as Debian stops it) ends the connections; `immediate` is as good as a crash. */
  stop(how?: 'fast' | 'immediate'): Promise<void>
  /** Starts it again, on the same port and folder. */
  start(): Promise<void>
  /** SIGKILL to all its processes. */
  kill(): Promise<void>
  /** Freezes all its processes, until `resume`. */
  pause(): void
  resume(): void
  /** Ends it and removes the folder. */
  remove(): Promise<void>
}

/** What is true of it whatever the options say: what is confirmed is on the disk. */
const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }
const SETTINGS = {
  max_connections: '200',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'off',
  // In its folder: what is killed leaves nothing behind on the machine.
  dynamic_shared_memory_type: 'mmap',
}
const HBA = 'host all all 127.0.0.1/32 trust\nhost replication all 127.0.0.1/32 trust\n'

/**
 * Starts a PostgreSQL; resolves once it takes connections. It never outlives this process. Throws ServerMissing if
 * none is installed, or an Error with what PostgreSQL said.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<Postgres> {
  const found = postgresFolders()
  if (found.length === 0)
    throw new ServerMissing(
      process.env.PG_BIN
        ? `PG_BIN is ${process.env.PG_BIN}, and PostgreSQL’s programs postgres and initdb are not there.`
        : 'PostgreSQL is not installed: on Debian, apt-get install postgresql; or name the folder of its programs in PG_BIN.',
    )
  const folder = makeFolder('postgres', options.folder, serverUser())
  const data = join(folder.path, 'data')
  const bin = existsSync(join(data, 'PG_VERSION')) ? ofSameVersion(found, data) : found[0]!
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(bin, data, folder)
  writeFileSync(join(data, 'pg_hba.conf'), HBA)

  const port = options.port ?? (await freePort())
  const settings = {
    ...SETTINGS,
    ...options.settings,
    ...DURABLE,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
  }
  const url = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`
  const process_ = new ServerProcess({
    name: 'PostgreSQL',
    command: join(bin, 'postgres'),
    args: ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    folder,
    user: serverUser(),
    answers: async () => {
      await query(url('postgres'), 'select 1')
      return true
    },
    end: 'QUIT',
  })
  await process_.start()

  return {
    url: url('postgres'),
    port,
    folder: folder.path,
    async newDatabase({ locale } = {}) {
      const name = `rapporteur_${randomUUID().replaceAll('-', '').slice(0, 12)}`
      const sorted =
        locale === undefined ? '' : ` template template0 locale_provider icu icu_locale '${locale}'`
      await query(url('postgres'), `create database ${name}${sorted}`)
      return url(name)
    },
    async database(name) {
      const { rowCount } = await query(url('postgres'), `select from pg_database where datname = '${name}'`)
      if (rowCount === 0) await query(url('postgres'), `create database ${name}`)
      return url(name)
    },
    stop: (how = 'fast') => process_.stop(how === 'fast' ? 'SIGINT' : 'SIGQUIT'),
    start: () => process_.start(),
    kill: () => process_.kill(),
    pause: () => process_.pause(),
    resume: () => process_.resume(),
    async remove() {
      await process_.stop('SIGINT')
      removeFolder(folder)
    },
  }
}

/** Files of one major version are read by that version only. */
function ofSameVersion(found: string[], data: string): string {
  const wanted = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  const bin = found.find((folder) => versionOf(folder) === wanted)
  if (bin) return bin
  throw new ServerMissing(
    `The database in ${dirname(data)} is PostgreSQL ${wanted}’s, which is not installed: install it, name the folder of its programs in PG_BIN, or choose another folder.`,
  )
}

function versionOf(bin: string): string | undefined {
  const { stdout } = spawnSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' })
  return / (\d+)/.exec(stdout ?? '')?.[1]
}

function initialise(bin: string, data: string, folder: Folder): void {
  const { status, stderr, error } = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '--encoding=UTF8', '--locale=C', '--auth=trust', '--no-instructions'],
    { cwd: folder.path, encoding: 'utf8', ...serverUser() },
  )
  if (status === 0) return
  if (folder.kind === 'scratch') removeFolder(folder)
  const said = error?.message ?? stderr.trim()
  throw new Error(`initdb could not make a database in ${data}:\n${said}`)
}

async function query(url: string, text: string) {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return await client.query(text)
  } finally {
    await client.end().catch(() => {})
  }
}
