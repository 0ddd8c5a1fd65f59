import { expect, test } from 'vitest'
import { fen } from '@ballast/domain/shared/money.ts'
import { learn } from '../learn.ts'
import { runForecast } from '../run.ts'
import { syntheticTown, type TownYear } from '../synthetic/town.ts'
import { backtestSynthetic, inputAt } from './synthetic.ts'

const text = (value: unknown) => JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? String(one) : (one as unknown)))

test('a made-up zone is the same for the same seed, and nothing is reported beyond what a project costs', () => {
  const [one, again] = [syntheticTown(3, 2), syntheticTown(3, 2)]
  expect(text(one)).toBe(text(again))
  expect(text(syntheticTown(4, 2))).not.toBe(text(one))
  for (const { projects } of one) {
    expect(projects.length).toBeGreaterThanOrEqual(202)
    for (const { reportedFen } of projects) expect(reportedFen.every((amount) => amount >= 0n)).toBe(true)
  }
})

test('what comes after the origin leaves the issued forecast as it was, to the byte', () => {
  const years = syntheticTown(5, 3)
  const year = years[2] as TownYear
  const experience = learn(years.slice(0, 2), [3])
  const later: TownYear = {
    ...year,
    projects: year.projects.map((project, at) => ({
      ...project,
      reportedFen: project.reportedFen.map((amount, month) => (month < 3 ? amount : fen(BigInt((at * 7919 + month) % 100_000)))),
    })),
  }
  const issued = (town: TownYear) => text(runForecast(inputAt(town, 3, experience), { draws: 100, seed: 2 }))
  expect(issued(later)).toBe(issued(year))
})

test('within the year the forecast beats every simple method on made-up zones', () => {
  const { months } = backtestSynthetic({ seeds: 2, draws: 100 })
  for (const month of ['M3', 'M6', 'M9'] as const) {
    expect(months[month].n).toBe(12)
    expect(months[month].crps).toBeLessThan(months[month].crpsBest)
    expect(months[month].crps).toBeLessThan(months[month].crpsSameMonth)
  }
})
