import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    include: ['{lib,server,components,app,scripts,trials,bench,docker}/**/*.test.{ts,tsx}'],
    // Much of the time a test waits for servers of its own.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // A busy machine is no failure.
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
})
