import { createClient } from '@redis/client'
import { freePort } from '../testing'
import { makeFolder, removeFolder } from './folder'
import { ServerMissing } from './missing'
import { ServerProcess } from './process'
import { redisProgram, serverUser } from './programs'

/** A Redis (or Valkey) of our own on 127.0.0.1, which keeps nothing: what it held is gone when it ends. */
export type Redis = {
  url: string
  port: number
  stop(): Promise<void>
  /** Starts it again, on the same port. */
  start(): Promise<void>
  /** SIGKILL. */
  kill(): Promise<void>
  /** Freezes it, until `resume`. */
  pause(): void
  resume(): void
  /** Ends it and removes its folder. */
  remove(): Promise<void>
}

/** Whether a Redis or a Valkey is installed. */
export function hasRedis(): boolean {
  return redisProgram() !== undefined
}

/**
 * Starts a Redis; resolves once it takes connections. It never outlives this process. Throws ServerMissing if none is
 * installed.
 */
export async function startRedis(options: { port?: number } = {}): Promise<Redis> {
  const command = redisProgram()
  if (!command)
    throw new ServerMissing(
      'Redis is not installed: on Debian, apt-get install redis-server (or valkey-server).',
    )
  const folder = makeFolder('redis', undefined, serverUser())
  const port = options.port ?? (await freePort())
  const url = `redis://127.0.0.1:${port}`
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir: folder.path,
    save: '',
    appendonly: 'no',
    daemonize: 'no',
  }
  const process_ = new ServerProcess({
    name: 'Redis',
    command,
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    folder,
    user: serverUser(),
    answers: () => answers(url),
    end: 'KILL',
  })
  await process_.start()
  return {
    url,
    port,
    stop: () => process_.stop('SIGTERM'),
    start: () => process_.start(),
    kill: () => process_.kill(),
    pause: () => process_.pause(),
    resume: () => process_.resume(),
    async remove() {
      await process_.stop('SIGTERM')
      removeFolder(folder)
    },
  }
}

async function answers(url: string): Promise<boolean> {
  const client = createClient({ url, socket: { reconnectStrategy: false, connectTimeout: 5_000 } })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.ping()) === 'PONG'
  } finally {
    client.destroy()
  }
}
