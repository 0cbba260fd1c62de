import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    include: ['{lib,server,components,app,scripts,trials,bench,docker}/**/*.test.{ts,tsx}'],
    // A busy machine is no failure.
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
})
