import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { serversForTests } from '../scratch/testing'
import { type Asker, NoAnswer, openAsker } from './ask'
import type { Bus } from './bus'
import { notifyBus } from './notify-bus'
import { redisBus } from './redis-bus'

const servers = serversForTests()

const bytes = (text: string) => new TextEncoder().encode(text)
const words = (body: Uint8Array) => new TextDecoder().decode(body)

describe.each(['PostgreSQL', 'Redis'])('Questions between nodes, with %s as the bus', (by) => {
  let buses: Record<'ann' | 'bob' | 'cid', Bus>
  beforeEach(async () => {
    const join = (node: string) =>
      by === 'Redis' ? redisBus(servers.redis.url, node, 'ask') : notifyBus(servers.postgres.url, node)
    buses = { ann: await join('ann'), bob: await join('bob'), cid: await join('cid') }
    await expect.poll(() => Object.values(buses).every((bus) => bus.isUp())).toBe(true)
  })
  afterEach(() => Promise.all(Object.values(buses).map((bus) => bus.close())))

  async function open(node: keyof typeof buses, times: { signEvery?: number; silence?: number } = {}) {
    const asker = await openAsker({ bus: buses[node], node, ...times })
    onTestFinished(() => asker.close())
    return asker
  }

  const says = (asker: Asker) =>
    asker.answerWith(async (question) => ({ status: 200, body: bytes(`${asker.node}: ${words(question)}`) }))

  test('Each question is answered by the node that it is for, and to who asked it', async () => {
    const askers = [await open('ann'), await open('bob'), await open('cid')]
    for (const asker of askers) says(asker)
    const pairs = askers.flatMap(({ node: to }) =>
      askers.filter(({ node }) => node !== to).map((from) => ({ from, to })),
    )
    const answers = await Promise.all(
      pairs.map(({ from, to }, index) => from.ask(to, bytes(`${from.node} ${index}`))),
    )
    expect(answers.map(({ body }) => words(body))).toEqual(
      pairs.map(({ from, to }, index) => `${to}: ${from.node} ${index}`),
    )
  })

  test('Questions and answers of 4 MiB arrive whole, with the status', async () => {
    const [ann, bob] = [await open('ann'), await open('bob')]
    bob.answerWith(async (question) => ({ status: 410, body: question.toReversed() }))
    const long = new Uint8Array(4 << 20).map((_, index) => index % 251)
    const { status, body } = await ann.ask('bob', long)
    expect(status).toBe(410)
    expect(Buffer.compare(body, long.toReversed())).toBe(0)
  })

  test('Who takes long says so, and is waited for', async () => {
    const [ann, bob] = [await open('ann', { silence: 400 }), await open('bob', { signEvery: 100 })]
    let signs = 0
    const { promise: enough, resolve } = Promise.withResolvers<void>()
    await buses.ann.listen('node-ann', () => ++signs === 10 && resolve())
    bob.answerWith(async () => {
      await enough
      return { status: 204, body: new Uint8Array() }
    })
    expect((await ann.ask('bob', bytes('How long?'))).status).toBe(204)
  })

  test('A node that is not there, and one that stops before it answers, have no answer', async () => {
    const [ann, bob] = [await open('ann', { silence: 200 }), await open('bob', { signEvery: 50 })]
    await expect(ann.ask('nobody', bytes('Hello?'))).rejects.toThrow(NoAnswer)
    const { promise: asked, resolve } = Promise.withResolvers<void>()
    bob.answerWith(() => {
      resolve()
      return new Promise(() => {})
    })
    const answer = expect(ann.ask('bob', bytes('Hello?'))).rejects.toThrow(NoAnswer)
    await asked
    vi.spyOn(buses.bob, 'send').mockImplementation(() => {})
    await answer
  })

  test.each(['question', 'answer'])(
    'Where the %s is lost, there is no answer, and the next is',
    async (lost) => {
      const [ann, bob] = [await open('ann', { silence: 200 }), await open('bob')]
      says(bob)
      const losing = vi
        .spyOn(lost === 'question' ? buses.ann : buses.bob, 'send')
        .mockImplementationOnce(() => {})
      await expect(ann.ask('bob', bytes('one'))).rejects.toThrow(NoAnswer)
      expect(losing).toHaveBeenCalled()
      expect(words((await ann.ask('bob', bytes('two'))).body)).toBe('bob: two')
    },
  )

  test('Who closes waits for nobody, and nobody for it', async () => {
    const [ann, bob] = [await open('ann'), await open('bob')]
    const { promise: asked, resolve } = Promise.withResolvers<void>()
    bob.answerWith(() => {
      resolve()
      return new Promise(() => {})
    })
    const answer = expect(ann.ask('bob', bytes('Hello?'))).rejects.toThrow(NoAnswer)
    await asked
    ann.close()
    await answer
    await expect(ann.ask('bob', bytes('Hello?'))).rejects.toThrow(NoAnswer)
    const cid = await open('cid')
    cid.answerWith(() => new Promise(() => {}))
    const late = expect(bob.ask('cid', bytes('Still there?'))).rejects.toThrow(NoAnswer)
    cid.close()
    await late
    const send = vi.spyOn(buses.bob, 'send')
    await expect(bob.ask('cid', bytes('Still there?'))).rejects.toThrow(NoAnswer)
    expect(send).not.toHaveBeenCalled()
  })

  test('What fails there says so', async () => {
    const [ann, bob] = [await open('ann'), await open('bob')]
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
    onTestFinished(() => errors.mockRestore())
    bob.answerWith(async () => {
      throw new Error('I forgot')
    })
    expect((await ann.ask('bob', bytes('What?'))).status).toBe(500)
    expect(errors).toHaveBeenCalledWith('What another node asked failed:', new Error('I forgot'))
  })

  test('A message that cannot be read harms nobody', async () => {
    const [ann, bob] = [await open('ann'), await open('bob')]
    says(bob)
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
    onTestFinished(() => errors.mockRestore())
    for (const junk of [[], [0], [1], [1, 1], [2, 200], [77, 1, 2]])
      for (const node of ['ann', 'bob']) buses.cid.send(`node-${node}`, new Uint8Array(junk))
    expect(words((await ann.ask('bob', bytes('still there?'))).body)).toBe('bob: still there?')
  })
})
