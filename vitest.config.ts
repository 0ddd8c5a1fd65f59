import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'tools/**/*.test.ts', 'zones/**/*.test.ts'],
    globalSetup: ['tools/test-databases.ts'],
    pool: 'forks',
    // Files share the modules of their worker: each has its own database, and none replaces a module.
    isolate: false,
    // Each file holds its own embedded database of some hundred megabytes.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
