import { WebsocketProvider } from 'y-websocket'
import type * as Y from 'yjs'
import { realClock } from '@/lib/collab/clock'
import { type Connection, connect, type SaveState } from '@/lib/collab/connection'
import { dialExchange } from '@/lib/collab/exchange'
import { type Dial, dialWebSocket, type Socket } from '@/lib/collab/link'

/** A writer's connection. */
export type Line = {
  state(): SaveState
  subscribe(listener: () => void): void
  /** Loses the connection; the next attempt may lead elsewhere. */
  move(): void
}

/** By WebSocket, or only by requests. */
export type Way = 'socket' | 'exchange'

/** Our own, which goes to the next of the addresses each time. */
export function ownLine(
  doc: Y.Doc,
  urls: string[],
  // It says nothing: a refusal between two lives of the server would end the client for good.
  statusUrl = `${new URL(urls[0]!).origin}/`.replace(/^ws/, 'http'),
  way: Way = 'socket',
): Line & { connection: Connection } {
  let turn = 0
  let last: Socket | undefined
  const byTurns =
    (dial: Dial): Dial =>
    (url) => {
      const to = new URL(url)
      to.host = new URL(urls[turn++ % urls.length]!).host
      last = dial(to.href)
      return last
    }
  const connection = connect({
    doc,
    url: urls[0]!,
    statusUrl,
    surroundings: {
      clock: realClock,
      random: Math.random,
      dial: byTurns(way === 'socket' ? dialWebSocket : dialExchange),
      exchange: byTurns(dialExchange),
    },
  })
  return {
    connection,
    state: () => connection.state(),
    subscribe: (listener) => void connection.subscribe(listener),
    move: () => last?.close(),
  }
}

/** A y-websocket provider. It knows of no confirmations: it is saved when it is connected and has the document. */
export function stockLine(doc: Y.Doc, urls: string[]): Line {
  const { origin, pathname, searchParams } = new URL(urls[0]!)
  const at = pathname.lastIndexOf('/')
  const provider = new WebsocketProvider(origin + pathname.slice(0, at), pathname.slice(at + 1), doc, {
    params: Object.fromEntries(searchParams),
    disableBc: true,
  })
  return {
    state: () => ({ kind: provider.synced && provider.wsconnected ? 'saved' : 'connecting' }),
    subscribe(listener) {
      provider.on('sync', listener)
      provider.on('status', listener)
    },
    move: () => provider.ws?.close(),
  }
}
