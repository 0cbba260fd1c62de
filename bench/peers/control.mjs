import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'

/*
 * What every server under test can be asked by the runner, over the channel between parent and child. Plain
 * JavaScript, so that the peers run as they are, with their own packages.
 */

/**
 * @typedef {object} UnderTest
 * @property {number} port
 * @property {() => number} [rooms] How many rooms are loaded.
 * @property {(wanted: unknown) => unknown} [open] Prepares rooms, for a server that lets only known people in.
 * @property {() => unknown} [commits] What its log has committed, for a server that counts it.
 * @property {() => unknown} stop
 */

/** @param {UnderTest} server @param {Record<string, (argument: any) => unknown>} [more] What else it can be asked. */
export function answer(server, more = {}) {
  const profiler = new Session()
  /** @type {Record<string, (argument: any) => unknown>} */
  const operations = {
    cpu() {
      const { user, system } = process.cpuUsage()
      return user + system
    },
    memory() {
      const gc = /** @type {any} */ (globalThis).gc
      for (let times = 0; times < 4; times++) gc()
      const { heapUsed, external, rss } = process.memoryUsage()
      return { held: heapUsed + external, rss }
    },
    rooms: () => server.rooms?.(),
    commits: () => server.commits?.(),
    open: (wanted) => server.open?.(wanted),
    async profile(file) {
      if (file === undefined) {
        profiler.connect()
        await profiler.post('Profiler.enable')
        await profiler.post('Profiler.setSamplingInterval', { interval: 200 })
        await profiler.post('Profiler.start')
        return
      }
      const { profile } = await profiler.post('Profiler.stop')
      profiler.disconnect()
      writeFileSync(file, JSON.stringify(profile))
    },
    stop: () => server.stop(),
    ...more,
  }
  process.on('message', async (/** @type {any} */ { id, operation, argument }) => {
    try {
      const result = await operations[operation]?.(argument)
      process.send?.({ id, result })
    } catch (error) {
      process.send?.({ id, error: String(error) })
    }
    if (operation === 'stop') process.exit(0)
  })
  // Without the runner nobody needs it.
  process.on('disconnect', () => process.exit(0))
  process.send?.({ id: 'ready', result: server.port })
}
