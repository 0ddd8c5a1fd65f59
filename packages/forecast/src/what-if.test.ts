import { expect, test } from 'vitest'
import { fen } from '@ballast/domain/shared/money.ts'
import type { PlainDate, YearMonth } from '@ballast/domain/shared/time.ts'
import { explainForecast } from './explain.ts'
import { HORIZONS, type ForecastInput } from './input.ts'
import { runForecast } from './run.ts'
import { gatesFrom, input, portfolio, project } from './testing/portfolio.ts'
import { baseRun, drawAlone, openWhatIf, type Change, type WhatIfOutcome } from './what-if.ts'

const COUNT = { draws: 500, seed: 11 }
const within = (a: bigint, b: bigint) => Math.abs(Number(a - b)) <= 2
const same = (a: WhatIfOutcome, b: WhatIfOutcome) =>
  HORIZONS.every(
    (horizon) => within(a.horizons[horizon].p50, b.horizons[horizon].p50) && within(a.horizons[horizon].p90, b.horizons[horizon].p90),
  )

test('the base of a what-if is the forecast, and no change changes nothing', () => {
  const zone = portfolio(30)
  const opened = openWhatIf(zone, COUNT)
  const forecast = runForecast(zone, COUNT)
  for (const horizon of HORIZONS) expect(opened.base.horizons[horizon]).toEqual(forecast.horizons[horizon].total)
  expect(opened.base.chance).toEqual(forecast.chance)
  expect(opened.change([])).toEqual(opened.base)
})

test('dropping a project lowers every draw, and dropping it and adding it again is the base', () => {
  const zone = portfolio(30)
  const opened = openWhatIf(zone, COUNT)
  for (const one of zone.projects.slice(0, 8)) {
    const without = opened.change([{ kind: 'drop', projectId: one.id }])
    for (const horizon of HORIZONS) expect(without.horizons[horizon].p10 <= opened.base.horizons[horizon].p10).toBe(true)
    expect(
      same(
        opened.change([
          { kind: 'drop', projectId: one.id },
          { kind: 'add', project: one },
        ]),
        opened.base,
      ),
    ).toBe(true)
  }
  const base = baseRun(zone, COUNT)
  for (const prepared of base.zone.projects) expect(drawAlone(base, prepared).every((rest) => rest >= 0)).toBe(true)
})

test('a change costs what running the changed zone anew says, where nothing is read from above', () => {
  const zone = portfolio(30, { known: 4 })
  const dropped: ForecastInput = { ...zone, projects: zone.projects.slice(0, -1) }
  const last = zone.projects.at(-1) as (typeof zone.projects)[number]
  const silent = { ...last, reportedFen: [] }
  const withLast = { ...dropped, projects: [...dropped.projects, silent] }
  const anew = openWhatIf(dropped, COUNT).base
  expect(same(openWhatIf(withLast, COUNT).change([{ kind: 'drop', projectId: last.id }]), anew)).toBe(true)
})

test('a gate dragged earlier never gives less, dragged beyond the year it gives nothing of a project that waits for it', () => {
  const gates = gatesFrom('2024-06-10' as PlainDate, { passedBefore: '2023-12-01' as PlainDate })
  const waiting = project({ id: 'waiting', cumulativeBeforeFen: fen(0n), gates: gates.filter(({ gate }) => gate !== 'registration') })
  const opened = openWhatIf(input([project({ id: 'other' }), waiting]), COUNT)
  const at = (on: string) => opened.change([{ kind: 'gate', projectId: 'waiting', gate: 'construction_start', on: on as PlainDate }])
  const dates = ['2024-03-05', '2024-05-05', '2024-08-05', '2024-11-05'].map(at)
  for (const [place, one] of dates.entries()) {
    const before = dates[place - 1]
    if (before !== undefined) expect(one.horizons.YE.p50 <= before.horizons.YE.p50).toBe(true)
  }
  expect(same(at('2025-02-01'), opened.change([{ kind: 'drop', projectId: 'waiting' }]))).toBe(true)
})

test('money moved from one month to a later one leaves the year and lowers what lies between', () => {
  const opened = openWhatIf(input([project({ id: 'a' })], { asOf: '2024-03' as YearMonth }), COUNT)
  const delta = Array.from({ length: 12 }, (_, month) => fen(month === 5 ? -1_000_000_000n : month === 7 ? 1_000_000_000n : 0n))
  const moved = opened.change([{ kind: 'months', projectId: 'a', deltaFen: delta }])
  expect(within(moved.horizons.YE.p50, opened.base.horizons.YE.p50)).toBe(true)
  expect(moved.horizons.H1.p50 < opened.base.horizons.H1.p50).toBe(true)
})

test('funds moved between two projects under way leave the total and change industry’s part', () => {
  const zone = input([project({ id: 'factory' }), project({ id: 'road', category: 'infrastructure', cluster: null, isIndustry: false })])
  const opened = openWhatIf(zone, COUNT)
  const change: Change = { kind: 'funds', fromProjectId: 'road', toProjectId: 'factory', month: 6, fen: fen(3_000_000_000n) }
  const moved = opened.change([change])
  expect(Number(moved.horizons.YE.mean - opened.base.horizons.YE.mean) / Number(opened.base.horizons.YE.mean)).toBeCloseTo(0, 2)
  expect(moved.chance.share).toBeGreaterThan(opened.base.chance.share)
})

test('the waterfall adds up to the fen, parts of the uncertainty to one, and gates are ranked by what they bring', () => {
  const zone = portfolio(40, { known: 2 })
  const { waterfall, projects, gates, concentration } = explainForecast(zone, COUNT)
  const { targetFen, planFen, paddingFen, gatesFen, speedFen, commonFen, forecastFen } = waterfall
  expect(targetFen + planFen + paddingFen + gatesFen + speedFen + commonFen).toBe(forecastFen)
  expect(forecastFen).toBe(runForecast(zone, COUNT).horizons.YE.total.p50)
  expect(projects.reduce((sum, { varianceShare }) => sum + varianceShare, 0)).toBeCloseTo(1, 9)
  expect(gates.length).toBeGreaterThan(0)
  expect(gates.map(({ meanFen }) => meanFen)).toEqual(gates.map(({ meanFen }) => meanFen).sort((a, b) => Number(b - a)))
  expect(concentration.half.length).toBeGreaterThan(0)
  expect(concentration.topThree).toBeGreaterThan(0)
})
