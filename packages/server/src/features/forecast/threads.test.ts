import { expect, test } from 'vitest'
import { mergeForecast, runForecast } from '@ballast/forecast/index.ts'
import { portfolio } from '@ballast/forecast/testing/portfolio.ts'
import { canonicalJson } from '../../platform/audit.ts'
import { openThreads } from './testing/threads.ts'

test('one, two and eight threads give the same bytes as none', async () => {
  const zone = portfolio(12, { known: 2 })
  const alone = canonicalJson(runForecast(zone, { draws: 500, seed: 5 }))
  for (const count of [1, 2, 8]) {
    const threads = openThreads(count)
    try {
      expect(canonicalJson(mergeForecast(zone, await threads.parts(zone, { draws: 500, seed: 5 })))).toBe(alone)
    } finally {
      await threads.close()
    }
  }
})
