/*
 * One node's end of the bus and nothing else: `bus-end.ts <id of the node>`, with DATABASE_URL or REDIS_URL.
 */
import { notifyBus } from '@/server/cluster/notify-bus'
import { redisBus } from '@/server/cluster/redis-bus'
import { answer } from '../../peers/control.mjs'
import { sleep } from '../../sync/load/commands'
import { type Counts, count } from '../../sync/stats'

export type Speech = { topics: string[]; aSecond: number; ms: number }

/** What an edit of a few characters comes to, with who wrote it. */
const BYTES = 150
const LOOK_MS = 2

const { DATABASE_URL, REDIS_URL } = process.env
const node = process.argv[2]!
const bus = REDIS_URL ? redisBus(REDIS_URL, node, 'bench') : await notifyBus(DATABASE_URL!, node)
while (!bus.isUp()) await sleep(LOOK_MS)
let heard: Counts = new Map()

answer(
  { port: 0, stop: () => bus.close() },
  {
    async listen(topics: string[]) {
      for (const topic of topics)
        await bus.listen(topic, (message) => {
          const sentAt = new DataView(message.buffer, message.byteOffset).getFloat64(0)
          count(heard, Math.max(0, performance.timeOrigin + performance.now() - sentAt))
        })
    },
    /** Answers how many it sent. */
    async speak({ topics, aSecond, ms }: Speech): Promise<number> {
      const start = performance.now()
      let sent = 0
      for (let passed = 0; passed < ms; passed = performance.now() - start) {
        for (const due = Math.floor((passed / 1000) * aSecond); sent < due; sent++) {
          const message = new Uint8Array(BYTES)
          new DataView(message.buffer).setFloat64(0, performance.timeOrigin + performance.now())
          bus.send(topics[sent % topics.length]!, message)
        }
        await sleep(LOOK_MS)
      }
      return sent
    },
    /** What was heard since the last time. */
    heard(): Counts {
      const answered = heard
      heard = new Map()
      return answered
    },
  },
)
