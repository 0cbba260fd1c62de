import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Bus } from './bus'

/** What the suite needs of a bus: three nodes on it, and a server that can be stopped and started again. */
export type BusServer = {
  join(node: string): Promise<Bus>
  stop(): Promise<void>
  start(): Promise<void>
  /** Freezes it: nothing is closed, and nothing answered. */
  pause(): void
  resume(): void
}

const bytes = (text: string) => new TextEncoder().encode(text)

/** The suite that every bus passes. */
export function busContract(name: string, server: () => BusServer) {
  describe(`${name} as the bus`, () => {
    let nodes: Bus[]
    let heard: string[]
    beforeEach(async () => {
      nodes = await Promise.all(['ann', 'bob', 'cid'].map((node) => server().join(node)))
      await expect.poll(() => nodes.every((node) => node.isUp())).toBe(true)
      heard = []
      for (const [index, node] of nodes.entries())
        await node.listen('talk', (message, from) => {
          heard.push(`${index} hears ${from}: ${new TextDecoder().decode(message)}`)
        })
    })
    afterEach(() => Promise.all(nodes.map((node) => node.close())))

    test('Everybody but the sender hears a message, and who sent it', async () => {
      nodes[0]!.send('talk', bytes('hello'))
      await expect.poll(() => heard.toSorted()).toEqual(['1 hears ann: hello', '2 hears ann: hello'])
    })

    test('Messages come in order and whole, however many and long', async () => {
      const got: Uint8Array[] = []
      await nodes[1]!.listen('long', (message) => void got.push(message))
      const sent = Array.from({ length: 300 }, (_, index) =>
        new Uint8Array(index % 50 === 0 ? 100_000 : index).fill(index),
      )
      for (const message of sent) nodes[0]!.send('long', message)
      await expect.poll(() => got.length).toBe(300)
      expect(got).toEqual(sent)
    })

    test('Who does not listen to a topic, or no more, hears nothing of it', async () => {
      const ear = await nodes[1]!.listen('other', () => void heard.push('never'))
      ear.stop()
      nodes[0]!.send('other', bytes('anybody?'))
      nodes[0]!.send('talk', bytes('end'))
      await expect.poll(() => heard.toSorted()).toEqual(['1 hears ann: end', '2 hears ann: end'])
    })

    test('What a node says last, before it closes, is heard', async () => {
      const last = await server().join('dan')
      await expect.poll(() => last.isUp()).toBe(true)
      for (let count = 0; count < 20; count++) last.send('talk', bytes(`${count}`))
      await last.close()
      const all = [0, 1, 2].flatMap((hears) =>
        Array.from({ length: 20 }, (_, count) => `${hears} hears dan: ${count}`),
      )
      await expect.poll(() => heard.toSorted()).toEqual(all.toSorted())
    })

    test('A server that goes silent is not taken to be there', async () => {
      let backs = 0
      for (const node of nodes) node.onBack(() => void backs++)
      server().pause()
      await expect.poll(() => nodes.some((node) => node.isUp()), { timeout: 30_000 }).toBe(false)
      server().resume()
      await expect.poll(() => backs, { timeout: 30_000 }).toBeGreaterThanOrEqual(3)
      nodes[0]!.send('talk', bytes('again'))
      await expect.poll(() => heard).toContain('1 hears ann: again')
    })

    test('It is known when messages may have been lost, and goes on by itself', async () => {
      let backs = 0
      for (const node of nodes) node.onBack(() => void backs++)
      await server().stop()
      await expect.poll(() => nodes.some((node) => node.isUp()), { timeout: 10_000 }).toBe(false)
      nodes[0]!.send('talk', bytes('lost or late'))
      await server().start()
      await expect.poll(() => backs, { timeout: 20_000 }).toBeGreaterThanOrEqual(3)
      await expect.poll(() => nodes.every((node) => node.isUp()), { timeout: 20_000 }).toBe(true)
      nodes[0]!.send('talk', bytes('again'))
      await expect.poll(() => heard).toContain('1 hears ann: again')
    })
  })
}
