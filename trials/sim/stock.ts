import * as Y from 'yjs'
import type { Timer } from '@/lib/collab/clock'
import { type CloseName, closeName } from '@/lib/collab/close-codes'
import type { Dial, Socket } from '@/lib/collab/link'
import { readMessage, writeMessage } from '@/lib/collab/messages'
import type { Process } from './machine'

/** As y-websocket has them. */
const SILENCE_MS = 30_000
const LOOK_MS = 3_000
const LONGEST_WAIT_MS = 2_500

export type Foreign = {
  /** Whether it knows that all is saved: only who counts does. */
  isSaved(): boolean
  closed(): CloseName | undefined
  destroy(): void
}

/**
 * A client that is not ours: it does what y-websocket's provider does, and so sends an edit as soon as its socket is
 * open, before either side knows what the other has. With `counts` it also counts confirmations, as SPEC.md says one may.
 */
export function foreignClient(options: {
  doc: Y.Doc
  url: string
  counts: boolean
  process: Process
  dial: Dial
}): Foreign {
  const { doc, counts, process, dial } = options
  const url = counts ? `${options.url}&ack=1` : options.url
  let socket: Socket | undefined
  let isConnected = false
  let failures = 0
  let heardAt = 0
  let sent = 0
  let confirmed = 0
  let answered = false
  let received = false
  let closed: CloseName | undefined
  let destroyed = false
  let retry: Timer | undefined

  doc.on('update', onUpdate)
  const looking = process.setInterval(() => {
    if (isConnected && process.now() - heardAt > SILENCE_MS) socket?.close()
  }, LOOK_MS)
  open()
  return {
    isSaved: () => counts && isConnected && answered && received && sent === confirmed,
    closed: () => closed,
    destroy() {
      destroyed = true
      doc.off('update', onUpdate)
      process.clearInterval(looking)
      process.clearTimeout(retry)
      socket?.close()
    },
  }

  function open(): void {
    const opened = dial(url)
    socket = opened
    sent = confirmed = 0
    answered = received = false
    opened.onopen = () => {
      isConnected = true
      failures = 0
      heardAt = process.now()
      opened.send(
        writeMessage({ kind: 'step1', vector: Y.encodeStateVector(doc) }) as Uint8Array<ArrayBuffer>,
      )
    }
    opened.onmessage = ({ data }) => {
      heardAt = process.now()
      onMessage(data as Uint8Array)
    }
    opened.onclose = ({ code }) => {
      if (socket !== opened) return
      isConnected = false
      closed = closeName(code)
      if (destroyed || closed) return
      retry = process.setTimeout(open, Math.min(LONGEST_WAIT_MS, 100 * 2 ** failures++))
    }
  }

  function onMessage(data: Uint8Array): void {
    const message = readMessage(data)
    switch (message.kind) {
      case 'step1':
        sendData('step2', Y.encodeStateAsUpdate(doc, message.vector))
        answered = true
        break
      case 'step2':
      case 'update':
        Y.applyUpdate(doc, message.update, opened)
        if (message.kind === 'step2') received = true
        break
      case 'ack':
        confirmed = message.count
        break
    }
  }

  function onUpdate(update: Uint8Array, origin: unknown): void {
    if (origin !== opened && isConnected) sendData('update', update)
  }

  function sendData(kind: 'step2' | 'update', update: Uint8Array): void {
    sent++
    socket?.send(writeMessage({ kind, update }) as Uint8Array<ArrayBuffer>)
  }

  /** The origin of what comes in. */
  function opened() {}
}
