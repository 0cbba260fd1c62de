import { setImmediate as turn } from 'node:timers/promises'
import pg from 'pg'
import { connectionTo } from '../store/postgres'
import { type Bus, type Ear, Ears, type Hear } from './bus'
import { Parts, partsOf } from './parts'

const CHANNEL = 'rapporteur'
/** In one statement. */
const MOST_AT_ONCE = 200
/** What waits while the database does not answer: older messages have been caught up with by then. */
const MOST_WAITING = 10_000
const FIRST_WAIT_MS = 100
const LONGEST_WAIT_MS = 2_000
/** How often the connection is tried, and how long it may take to answer. */
const LOOK_EVERY_MS = 2_000
const PATIENCE_MS = 4_000

/**
 * PostgreSQL's NOTIFY as the bus, on two connections of its own. A notification takes 8,000 bytes: longer messages go in
 * parts. All topics share one channel, and each node drops what it does not listen to.
 */
export async function notifyBus(url: string, node: string): Promise<Bus> {
  const ears = new Ears()
  const backs: (() => void)[] = []
  const parts = new Parts()
  const speaking = new pg.Pool({ ...connectionTo(url), max: 1 })
  speaking.on('error', () => {})
  speaking.on('connect', (client) => client.on('error', () => {}))
  let listening: pg.Client | undefined
  let waiting: string[] = []
  let speech: Promise<void> | undefined
  let isClosed = false
  let numbered = 0
  let retry: NodeJS.Timeout | undefined

  const watching = setInterval(() => void look(), LOOK_EVERY_MS).unref()
  await open()
  return {
    send(topic, message) {
      if (isClosed || waiting.length > MOST_WAITING) return
      // Two equal notifications of one transaction would be one.
      for (const part of partsOf(message)) waiting.push(`${node} ${topic} ${++numbered} ${part}`)
      speech ??= turn().then(speak)
    },
    async listen(topic, hear: Hear): Promise<Ear> {
      ears.add(topic, hear)
      return { stop: () => void ears.delete(topic, hear) }
    },
    onBack: (call) => void backs.push(call),
    isUp: () => listening !== undefined,
    async close() {
      isClosed = true
      clearInterval(watching)
      clearTimeout(retry)
      const client = listening
      listening = undefined
      await client?.end().catch(() => {})
      await speech
      await speaking.end()
    },
  }

  async function speak(): Promise<void> {
    while (waiting.length > 0) {
      const some = waiting.slice(0, MOST_AT_ONCE)
      waiting = waiting.slice(MOST_AT_ONCE)
      // What is lost here is caught up with from the log.
      await speaking
        .query({
          name: 'notify',
          text: `select pg_notify('${CHANNEL}', message) from unnest($1::text[]) as message`,
          values: [some],
        })
        .catch(() => {})
    }
    speech = undefined
  }

  async function open(wait = FIRST_WAIT_MS): Promise<void> {
    if (isClosed) return
    const client = new pg.Client(connectionTo(url))
    client.on('error', () => lose(client))
    client.on('end', () => lose(client))
    client.on('notification', ({ payload = '' }) => onNotification(payload))
    try {
      await client.connect()
      await client.query(`listen ${CHANNEL}`)
      listening = client
      if (isClosed) await client.end()
    } catch {
      client.end().catch(() => {})
      retry = setTimeout(() => void reopen(Math.min(wait * 2, LONGEST_WAIT_MS)), wait)
    }
  }

  async function reopen(wait: number): Promise<void> {
    await open(wait)
    if (listening) for (const call of backs) call()
  }

  function lose(client: pg.Client): void {
    if (client !== listening || isClosed) return
    listening = undefined
    client.end().catch(() => {})
    void reopen(FIRST_WAIT_MS)
  }

  /** A connection whose other end is gone may look open for a long time. */
  async function look(): Promise<void> {
    const client = listening
    if (!client) return
    const late = setTimeout(() => lose(client), PATIENCE_MS)
    await client.query('select 1').catch(() => lose(client))
    clearTimeout(late)
  }

  function onNotification(payload: string): void {
    const [from = '', topic = '', , index = '', part = ''] = payload.split(' ')
    if (from === node || !ears.has(topic)) return
    const message = parts.take(`${from} ${topic}`, index, part)
    if (message) ears.tell(topic, message, from)
  }
}
