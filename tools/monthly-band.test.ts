// The months of the reference pack behave as lists of key projects are published to: from its files alone, nothing is loaded.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseWan, sumFen } from '../packages/domain/src/shared/money.ts'
import { readCsv } from '../packages/server/src/features/pack/pack-csv.ts'

const FOLDER = join(import.meta.dirname, '../zones/etown-2024')
const reported = ['report-returns.csv', 'report-corrections.csv'].flatMap((path) =>
  readCsv(readFileSync(join(FOLDER, path), 'utf8')).rows.map(({ cells }) => ({
    month: cells['month'] as string,
    fen: sumFen(['construction_wan', 'installation_wan', 'equipment_wan', 'other_wan'].map((column) => parseWan(cells[column] ?? '0'))),
  })),
)
const yi = (fen: bigint): number => Number(fen) / 1e10
const through = (month: string): number =>
  yi(sumFen(reported.filter((one) => one.month >= month.slice(0, 4) && one.month <= month).map(({ fen }) => fen)))

/** Plan of each year in 亿元: README.md of the pack. */
const PLAN = { 2022: 840, 2023: 940 }
/** Share of the year's plan after the month, in percent, and the deviation between units: 46 figures of 14 published lists. */
const PUBLISHED = { '03': [23.7, 3.5], '06': [53.2, 5.9], '09': [81.6, 11.4] } as const

test.each(([2022, 2023] as const).flatMap((year) => (['03', '06', '09'] as const).map((month) => [year, month] as const)))(
  '%i: what is reported through month %s is a share of the plan within the published band',
  (year, month) => {
    const [middle, deviation] = PUBLISHED[month]
    const share = (through(`${year}-${month}`) / PLAN[year]) * 100
    expect(share).toBeGreaterThan(middle - deviation)
    expect(share).toBeLessThan(middle + deviation)
  },
)

test('2023 closes above 100 billion yuan and under 102, more than a quarter of it in its last quarter', () => {
  expect(through('2023-12')).toBeGreaterThan(1000)
  expect(through('2023-12')).toBeLessThan(1020)
  expect(through('2023-12') - through('2023-09')).toBeGreaterThan(through('2023-12') / 4)
})
