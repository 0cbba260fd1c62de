import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { writeMessage } from '@/lib/collab/messages'
import { SocketChannel } from './socket-channel'
import { Bare, startServer } from './testing'

/** Both ends of a socket; `arrived`: what ws has read of it, whether the channel told or not. */
async function open(onFrame: (channel: SocketChannel, number: number) => void) {
  const taken: (number | 'closed')[] = []
  const arrived: number[] = []
  const server = createServer()
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, wire, head) =>
    sockets.handleUpgrade(request, wire, head, (socket) => {
      const channel = new SocketChannel(socket, wire)
      opened.resolve(channel)
      socket.on('message', (data: Buffer) => arrived.push(data[0]!))
      channel.listen({
        frame(data) {
          taken.push(data[0]!)
          onFrame(channel, data[0]!)
        },
        alive() {},
        closed: () => taken.push('closed'),
      })
      channel.resume()
    }),
  )
  const opened = Promise.withResolvers<SocketChannel>()
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const { client, wire } = dial(`ws://localhost:${(server.address() as AddressInfo).port}`)
  const closed = new Promise<number>((resolve) => client.on('close', resolve))
  onTestFinished(async () => {
    client.terminate()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  await new Promise((resolve) => client.on('open', resolve))
  return { client, wire, closed, channel: await opened.promise, taken, arrived }
}

function dial(url: string): { client: WebSocket; wire: () => Socket } {
  let wire: Socket | undefined
  const { hostname, port } = new URL(url)
  const client = new WebSocket(url, {
    createConnection: () => {
      wire = connect(Number(port), hostname)
      return wire
    },
  })
  return { client, wire: () => wire! }
}

/** Writes frames so that they go over together. */
function sendTogether(client: WebSocket, wire: Socket, frames: Uint8Array[]): void {
  wire.cork()
  for (const frame of frames) client.send(frame)
  wire.uncork()
}

const numbers = Array.from({ length: 100 }, (_, number) => number)
const numbered = numbers.map((number) => new Uint8Array([number]))

test('What had come when it was paused waits until it goes on, and keeps its order', async () => {
  const { client, wire, channel, taken, arrived } = await open((channel, number) => {
    if (number === 0 || number === 50) channel.pause()
  })
  sendTogether(client, wire(), numbered)
  await expect.poll(() => arrived).toEqual(numbers)
  expect(taken).toEqual([0])
  channel.resume()
  await expect.poll(() => taken.at(-1)).toBe(50)
  channel.resume()
  await expect.poll(() => taken).toEqual(numbers)
})

test('What had come before it was ended from here is not looked at', async () => {
  for (const how of ['end', 'cut'] as const) {
    const { client, wire, closed, taken } = await open((channel, number) => {
      if (number === 3) channel[how](4400)
    })
    sendTogether(client, wire(), numbered)
    expect(await closed).toBe(how === 'end' ? 4400 : 1006)
    await expect.poll(() => taken).toEqual([0, 1, 2, 3, 'closed'])
  }
})

test('What the other side sent before it went is looked at, also by one that is held back', async () => {
  const { client, wire, channel, taken, arrived } = await open((channel, number) => {
    if (number === 0) channel.pause()
  })
  sendTogether(client, wire(), numbered)
  await expect.poll(() => arrived).toEqual(numbers)
  wire().destroy()
  channel.resume()
  await expect.poll(() => taken).toEqual([...numbers, 'closed'])
})

test('Of frames that come together one is looked at in a turn, and others have theirs (SPEC 6)', async () => {
  const server = await startServer()
  onTestFinished(() => server.stop())
  await Bare.join(server.url('ben'))
  const { client, wire } = dial(server.url('ana'))
  await new Promise((resolve) => client.once('message', resolve))
  const answered = () => server.rooms.stats().frames
  const before = answered()
  let most = 0
  let last = before
  sendTogether(
    client,
    wire(),
    numbers.map(() => writeMessage({ kind: 'query' })),
  )
  while (last < before + numbers.length) {
    await new Promise<void>((resolve) => setImmediate(resolve))
    most = Math.max(most, answered() - last)
    last = answered()
  }
  expect(most).toBeLessThan(5)
  client.close()
})
