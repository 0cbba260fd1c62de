import type { BookProgress } from '@/lib/api/schemas'

export const WAITING: BookProgress = { step: 'waiting', done: 0, total: 0, share: 0 }
export const ENDED: BookProgress = { step: 'ended', done: 0, total: 0, share: 1 }

const EVERY_MS = 1000

/**
 * Keeps how far a book is where every node sees it, once a second; and so learns whether it still is to be made: `write`
 * answers false if not, and then `over` is called.
 */
export function keepProgress(write: (progress: BookProgress) => Promise<boolean>, over: () => void) {
  let now: BookProgress = { step: 'starting', done: 0, total: 0, share: 0 }
  let last: Promise<void> | undefined
  async function keep() {
    try {
      if (!(await write(now))) over()
    } catch {
      // While the database does not answer, the book is made all the same.
    }
  }
  const timer = setInterval(() => {
    last = keep()
  }, EVERY_MS)
  return {
    set(progress: BookProgress) {
      now = progress
    },
    /** Resolves when nothing is written any more. */
    async stop() {
      clearInterval(timer)
      await last
    },
  }
}
