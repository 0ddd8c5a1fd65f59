import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'tools/**/*.test.ts', 'zones/**/*.test.ts'],
    globalSetup: ['tools/test-databases.ts'],
    pool: 'forks',
    // Each file holds its own embedded database of some hundred megabytes.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
