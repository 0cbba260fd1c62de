import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sha256Of } from '../sha256'
import type { Bytes } from './bytes'

/** What the contract needs of a home: an empty one for each test. */
export type TestedHome = {
  bytes: Bytes
  remove(): Promise<void>
}

/** The suite that every home of bytes passes. */
export function bytesContract(name: string, makeHome: () => Promise<TestedHome>) {
  describe(name, () => {
    let home: TestedHome
    let bytes: Bytes
    beforeEach(async () => {
      home = await makeHome()
      bytes = home.bytes
    })
    afterEach(async () => {
      await bytes.close()
      await home.remove()
    })

    const file = (content: Uint8Array) => ({ sha256: sha256Of(content), content })
    const write = async (content: Uint8Array): Promise<string> => {
      const { sha256 } = file(content)
      await bytes.write(sha256, content)
      return sha256
    }
    const streamed = async (sha256: string) => {
      const stream = await bytes.open(sha256)
      return stream && buffer(stream)
    }
    const names = async () => {
      const all: string[] = []
      for await (const name of bytes.names()) all.push(name)
      return all.sort()
    }

    test('What was written is read back, as a whole and as a stream, be it empty or long', async () => {
      for (const size of [0, 1, 1024 * 1024, 5 * 1024 * 1024 + 3]) {
        const content = randomBytes(size)
        const sha256 = await write(content)
        expect(content.equals((await bytes.read(sha256))!)).toBe(true)
        expect(content.equals((await streamed(sha256))!)).toBe(true)
      }
    })

    test('What is not there is not there', async () => {
      const { sha256 } = file(randomBytes(9))
      expect(await bytes.read(sha256)).toBeUndefined()
      expect(await bytes.open(sha256)).toBeUndefined()
      await bytes.remove(sha256)
      expect(await names()).toEqual([])
    })

    test('What lies there can be counted up, and is gone when it was removed', async () => {
      const written = [await write(randomBytes(9)), await write(randomBytes(9)), await write(randomBytes(9))]
      expect(await names()).toEqual([...written].sort())
      await bytes.remove(written[0]!)
      expect(await names()).toEqual(written.slice(1).sort())
      expect(await bytes.read(written[0]!)).toBeUndefined()
      expect(await bytes.read(written[1]!)).toBeDefined()
    })

    test('Many who write the same at once all succeed', async () => {
      const content = randomBytes(2_500_000)
      const [sha256] = await Promise.all(Array.from({ length: 6 }, () => write(content)))
      expect(content.equals((await bytes.read(sha256!))!)).toBe(true)
      expect(await names()).toEqual([sha256])
    })

    test('What a row names stays', async () => {
      const sha256 = await write(randomBytes(9))
      await bytes.remove(sha256, async () => true)
      expect(await bytes.read(sha256)).toBeDefined()
      await bytes.remove(sha256, async () => false)
      expect(await bytes.read(sha256)).toBeUndefined()
    })

    test('It can be tried out, and nothing is left of that', async () => {
      await bytes.check()
      expect(await names()).toEqual([])
    })
  })
}
