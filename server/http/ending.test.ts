import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, test } from 'vitest'
import { watchConnections } from './ending'

test('A server ends although an upgraded socket stays open', async () => {
  const server = createServer()
  const connections = watchConnections(server)
  server.on('upgrade', (_, socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n')).listen(0)
  await once(server, 'listening')
  const client = connect((server.address() as AddressInfo).port)
  client.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  await once(client, 'data')
  const gone = once(client, 'close')
  await connections.end(0)
  await gone
  expect(server.listening).toBe(false)
})

test('A request under way is answered before the server ends', async () => {
  let finish = () => {}
  const server = createServer((_, response) => {
    finish = () => response.end('done')
    server.emit('asked')
  })
  const connections = watchConnections(server)
  server.listen(0)
  await once(server, 'listening')
  const asked = once(server, 'asked')
  const answer = fetch(`http://localhost:${(server.address() as AddressInfo).port}/`)
  await asked
  const ended = connections.end(60_000)
  finish()
  expect(await (await answer).text()).toBe('done')
  await ended
})
