import { createClient } from '@redis/client'
import { type Bus, type Ear, Ears, type Hear } from './bus'

const LONGEST_WAIT_MS = 2_000
/** How often each connection is tried. */
const PING_MS = 2_000
/** Who says nothing for so long, not even to a ping, is gone. */
const SILENCE_MS = 2 * PING_MS + 1_000
/** What waits for it: older messages have been caught up with by then. */
const MOST_WAITING = 10_000
/** How long somebody who begins to listen waits for Redis to know of it. */
const PATIENCE_MS = 1_000
const ID_BYTES = 16

/**
 * Redis or Valkey as the bus. Topics of different instances on one server differ by `space`. It need not be there: until
 * it is, the nodes look into the log more often.
 */
export function redisBus(url: string, node: string, space: string): Bus {
  const ears = new Ears()
  const backs: (() => void)[] = []
  const options = {
    url,
    disableOfflineQueue: true,
    pingInterval: PING_MS,
    commandsQueueMaxLength: MOST_WAITING,
    socket: {
      // A server that was frozen, or is out of reach, does not close what it has.
      socketTimeout: SILENCE_MS,
      connectTimeout: LONGEST_WAIT_MS,
      reconnectStrategy: (tries: number) => Math.min(100 * 2 ** tries, LONGEST_WAIT_MS),
    },
  }
  const speaking = createClient(options)
  const listening = createClient({ ...options, disableOfflineQueue: false })
  const prefix = Buffer.from(node.padEnd(ID_BYTES).slice(0, ID_BYTES))
  let wasUp = false
  for (const client of [speaking, listening]) {
    // It connects again by itself; meanwhile isUp says so.
    client.on('error', () => {})
    client.on('ready', () => {
      if (!isUp()) return
      if (wasUp) for (const call of backs) call()
      wasUp = true
    })
    client.connect().catch(() => {})
  }
  return {
    send(topic, message) {
      if (!speaking.isReady) return
      speaking.publish(channelOf(topic), Buffer.concat([prefix, message])).catch(() => {})
    },
    async listen(topic, hear: Hear): Promise<Ear> {
      if (ears.add(topic, hear)) {
        const subscribed = soon(listening.subscribe(channelOf(topic), onMessage, true))
        if (listening.isReady) await subscribed
      }
      return {
        stop() {
          if (ears.delete(topic, hear))
            listening.unsubscribe(channelOf(topic), onMessage, true).catch(() => {})
        },
      }
    },
    onBack: (call) => void backs.push(call),
    isUp,
    async close() {
      // What was said last is to be heard, too.
      if (speaking.isReady) await soon(speaking.close())
      for (const client of [speaking, listening]) if (client.isOpen) client.destroy()
    },
  }

  function isUp(): boolean {
    return speaking.isReady && listening.isReady
  }

  function channelOf(topic: string): string {
    return `rapporteur:${space}:${topic}`
  }

  function onMessage(message: Buffer, channel: Buffer): void {
    const from = message.subarray(0, ID_BYTES).toString().trimEnd()
    if (from === node) return
    const topic = channel.toString().slice(channelOf('').length)
    ears.tell(topic, new Uint8Array(message.subarray(ID_BYTES)), from)
  }
}

function soon(subscribed: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS)
  })
  return Promise.race([subscribed.catch(() => {}), late]).finally(() => clearTimeout(timer))
}
