import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { freePort } from '../testing'
import { type Front, startFront } from './front'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

/** A server that says its name, what it was told, and whether it is ready. */
async function named(name: string) {
  const state = { ready: true }
  const server: Server = createServer((request, response) => {
    if (request.url === '/readyz') return response.writeHead(state.ready ? 200 : 503).end()
    let body = ''
    request.on('data', (bytes) => (body += bytes))
    request.on('end', () => {
      response.setHeader('Set-Cookie', ['a=1', 'b=2'])
      response.writeHead(201).end(JSON.stringify({ name, body, from: request.headers['x-forwarded-for'] }))
    })
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => socket.on('message', (data) => socket.send(`${name} heard ${data}`)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = () => {
    for (const socket of sockets.clients) socket.terminate()
    server.closeAllConnections()
    server.close()
  }
  open.push({ close: stop })
  return { port: (server.address() as AddressInfo).port, state, stop }
}

async function front(...nodes: { port: number }[]): Promise<Front & { url: string }> {
  const started = await startFront({
    port: await freePort(),
    host: '127.0.0.1',
    nodes: nodes.map(({ port }) => port),
  })
  open.unshift(started)
  return { ...started, url: `http://127.0.0.1:${started.port}` }
}

async function whoAnswers(url: string, times: number): Promise<string[]> {
  const names: string[] = []
  for (let i = 0; i < times; i++) names.push(((await (await fetch(url)).json()) as { name: string }).name)
  return names.sort()
}

test('each request goes to the next node, whole, with the address of who asks', async () => {
  const { url } = await front(await named('one'), await named('two'))
  expect(await whoAnswers(url, 4)).toEqual(['one', 'one', 'two', 'two'])
  const headers = { 'x-forwarded-for': '203.0.113.9' }
  const answer = await fetch(url, { method: 'POST', body: 'text', headers })
  expect(answer.status).toBe(201)
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(await answer.json()).toMatchObject({ body: 'text', from: '127.0.0.1' })
})

test('nobody is sent to a node that has ended, or says that it is not ready', async () => {
  const [one, two, three] = [await named('one'), await named('two'), await named('three')]
  two.state.ready = false
  const { url } = await front(one, two, three)
  expect(await whoAnswers(url, 4)).toEqual(['one', 'one', 'three', 'three'])
  three.stop()
  expect(await whoAnswers(url, 3)).toEqual(['one', 'one', 'one'])
  one.stop()
  two.stop()
  expect((await fetch(url)).status).toBe(503)
})

test('WebSockets go through, and to the next node when theirs ends', async () => {
  const [one, two] = [await named('one'), await named('two')]
  const { port } = await front(one, two)
  const connect = async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/collab/x`)
    await once(socket, 'open')
    return socket
  }
  const answer = async (socket: WebSocket) => {
    socket.send('hello')
    return String((await once(socket, 'message'))[0])
  }
  const sockets = [await connect(), await connect()]
  const answers = await Promise.all(sockets.map(answer))
  expect(answers.toSorted()).toEqual(['one heard hello', 'two heard hello'])
  const cut = sockets[answers.indexOf('one heard hello')]!
  const closed = once(cut, 'close')
  one.stop()
  await closed
  const again = await connect()
  expect(await answer(again)).toBe('two heard hello')
  again.close()
})

test('a port that is taken is said', async () => {
  const one = await named('one')
  await expect(startFront({ port: one.port, host: '127.0.0.1', nodes: [] })).rejects.toThrow(
    `Cannot listen on 127.0.0.1:${one.port} (EADDRINUSE): choose another port.`,
  )
})
