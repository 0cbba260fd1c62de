import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/**
 * What a network does to the connections it has, and to those that are opened while it does it. Nobody gets a FIN:
 * `hole` swallows both ways, `deafServer` what clients send, `deafClient` what the server sends, all for good;
 * `late` holds both ways back until it passes again, as a network does that recovers and sends again.
 */
export const CUTS = ['hole', 'deafServer', 'deafClient', 'late'] as const
export type Cut = (typeof CUTS)[number]

type Pair = { client: Socket; server: Socket; lost: boolean; concerned: boolean }

/** A TCP network that can be made a black hole. */
export class Network {
  readonly #pairs = new Set<Pair>()
  readonly #listener: Server
  #cut: Cut | undefined

  private constructor(
    to: number,
    private readonly marks: readonly string[],
  ) {
    this.#listener = createServer({ allowHalfOpen: true }, (client) => {
      const server = connect({ port: to, host: '127.0.0.1', allowHalfOpen: true })
      const pair = { client, server, lost: false, concerned: marks.length === 0 }
      this.#pairs.add(pair)
      if (!pair.concerned) this.#read(pair)
      this.#forward(pair, client, server)
      this.#forward(pair, server, client)
      this.#apply(pair)
    })
  }

  /** To a port. With `marks` only those connections are ever cut over which a client said one of these. */
  static async to(port: number, marks: readonly string[] = []): Promise<Network> {
    const network = new Network(port, marks)
    network.#listener.listen(0, '127.0.0.1')
    await once(network.#listener, 'listening')
    return network
  }

  get port(): number {
    return (this.#listener.address() as AddressInfo).port
  }

  cut(how: Cut): void {
    this.#cut = how
    for (const pair of this.#pairs) this.#apply(pair)
  }

  /** New connections pass again; of those that were cut only the late ones do. */
  heal(): void {
    this.#cut = undefined
    for (const pair of this.#pairs)
      if (!pair.lost) for (const socket of [pair.client, pair.server]) socket.resume()
  }

  async close(): Promise<void> {
    const closed = once(this.#listener, 'close')
    this.#listener.close()
    for (const { client, server } of this.#pairs) for (const socket of [client, server]) socket.destroy()
    await closed
  }

  /** Not read from, a socket says nothing: neither bytes nor that it ended. */
  #apply(pair: Pair): void {
    if (this.#cut === undefined || pair.lost || !pair.concerned) return
    if (this.#cut !== 'deafClient') pair.client.pause()
    if (this.#cut !== 'deafServer') pair.server.pause()
    if (this.#cut !== 'late') pair.lost = true
  }

  #read(pair: Pair): void {
    pair.client.on('data', (bytes) => {
      if (pair.concerned || !this.marks.some((mark) => bytes.includes(mark))) return
      pair.concerned = true
      this.#apply(pair)
    })
  }

  #forward(pair: Pair, from: Socket, to: Socket): void {
    from.on('data', (bytes) => {
      if (!to.writable || to.write(bytes)) return
      from.pause()
      to.once('drain', () => {
        if (!pair.lost && (this.#cut === undefined || !pair.concerned)) from.resume()
      })
    })
    from.on('end', () => to.end())
    from.on('error', () => {})
    from.on('close', () => {
      // Of a pair that is cut, neither learns of the other's end.
      if (!pair.lost && (this.#cut === undefined || !pair.concerned)) to.destroy()
    })
  }
}
