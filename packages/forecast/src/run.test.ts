import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fen } from '@ballast/domain/shared/money.ts'
import type { PlainDate, YearMonth } from '@ballast/domain/shared/time.ts'
import { HORIZONS, type ForecastInput } from './input.ts'
import { cellDraws } from './outcome.ts'
import { drawScale, forecastPart, joinParts } from './part.ts'
import { prepareZone } from './prepare.ts'
import { mergeForecast, runForecast } from './run.ts'
import { gatesFrom, input, portfolio, project } from './testing/portfolio.ts'

const parts = (given: ForecastInput, cuts: readonly number[]) =>
  cuts.slice(1).map((to, place) => forecastPart(given, { seed: 5, from: cuts[place] as number, to }))
const text = (value: unknown) => JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? String(one) : (one as unknown)))

test('any split of the draws gives the same bytes', () => {
  const zone = portfolio(40)
  const [one, two, eight] = [
    [0, 1000],
    [0, 437, 1000],
    [0, 125, 250, 375, 500, 625, 750, 875, 1000],
  ].map((cuts) => parts(zone, cuts)) as [ReturnType<typeof parts>, ReturnType<typeof parts>, ReturnType<typeof parts>]
  expect(joinParts(two)).toEqual(joinParts(one))
  expect(joinParts(eight.toReversed())).toEqual(joinParts(one))
  expect(text(mergeForecast(zone, eight))).toBe(text(runForecast(zone, { draws: 1000, seed: 5 })))
  expect(text(runForecast(zone, { draws: 1000, seed: 6 }))).not.toBe(text(mergeForecast(zone, one)))
  expect(() => joinParts([one[0], ...parts(zone, [1200, 1300])] as typeof one)).toThrow(/missing/)
})

test('quantiles rise, the fan rises, and P(both) is no more than either', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 12 }), fc.integer(), (count, known, seed) => {
      const forecast = runForecast(portfolio(count, { known }), { draws: 200, seed })
      const spreads = HORIZONS.flatMap((horizon) => {
        const { total, construction, categories, clusters } = forecast.horizons[horizon]
        expect(construction.p50 <= total.p50).toBe(true)
        return [total, construction, ...Object.values(categories), ...Object.values(clusters)]
      })
      for (const { p10, p50, p90 } of [...spreads, ...forecast.path]) expect(p10 <= p50 && p50 <= p90).toBe(true)
      for (const [month, { p10, p90 }] of forecast.path.entries()) {
        const before = forecast.path[month - 1]
        if (before !== undefined) expect(before.p10 <= p10 && before.p90 <= p90).toBe(true)
      }
      expect(forecast.path[11]).toEqual(forecast.horizons.YE.total)
      expect(forecast.chance.both).toBeLessThanOrEqual(Math.min(forecast.chance.reached, forecast.chance.share))
    }),
    { numRuns: 25 },
  )
})

test('in each draw the cells add up to the months, and known months are what was reported, to the fen', () => {
  const given = portfolio(30, { known: 4 })
  const { zone } = prepareZone(given)
  const part = forecastPart(given, { seed: 1, from: 0, to: 300 })
  const total = cellDraws(zone, part, { scale: drawScale(zone, part), horizon: 'YE', isWanted: () => true })
  const scale = drawScale(zone, part)
  for (const [at, year] of total.entries()) {
    const rest = part.months.subarray(at * 12, at * 12 + 12).reduce((sum, one) => sum + one, 0)
    const known = zone.cells.reduce((sum, cell) => sum + (cell.knownFen[4] as number), 0)
    expect(year / (known + rest * (scale[at] as number))).toBeCloseTo(1, 12)
  }
  const reported = given.projects.reduce((sum, { reportedFen }) => sum + reportedFen.reduce((all, one) => all + one, 0n), 0n)
  expect(runForecast(given, { draws: 300, seed: 1 }).path[3]).toEqual({ p10: reported, p50: reported, p90: reported, mean: reported })
})

test('a closed year is what was reported, with certainty', () => {
  const closed = runForecast(portfolio(5, { known: 12 }), { draws: 50, seed: 3 })
  expect(closed.horizons.YE.total.p10).toBe(closed.horizons.YE.total.p90)
  expect([0, 1]).toContain(closed.chance.reached)
})

/** Cumulative since the start at the end of the year, draw by draw, without what is read from above. */
const endsAt = (given: ForecastInput) => {
  const { zone } = prepareZone(given)
  const part = forecastPart(given, { seed: 9, from: 0, to: 100 })
  const before = given.projects.reduce((sum, { cumulativeBeforeFen }) => sum + Number(cumulativeBeforeFen), 0)
  return cellDraws(zone, part, { scale: new Float64Array(100).fill(1), horizon: 'YE', isWanted: () => true }).map((year) => before + year)
}

test('more done by now never lowers where a project ends the year, in any draw', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 239n), fc.bigInt(0n, 100n), (before, more) => {
      const at = (billions: bigint) => endsAt(input([project({ id: 'a', cumulativeBeforeFen: fen(billions * 1_000_000_000n) })]))
      const [less, ahead] = [at(before), at(before + more < 240n ? before + more : 240n)]
      for (const [draw, end] of ahead.entries()) expect(end - (less[draw] as number)).toBeGreaterThan(-1)
    }),
    { numRuns: 30 },
  )
})

test('a project never goes beyond its total, and reports nothing before it is registered', () => {
  const late = gatesFrom('2024-03-10' as PlainDate, { passedBefore: '2024-01-01' as PlainDate }).map((gate) =>
    gate.gate === 'registration' ? { ...gate, plannedOn: '2026-01-01' as PlainDate } : gate,
  )
  const open = input([project({ id: 'a', cumulativeBeforeFen: fen(0n), gates: late })])
  const free = input([project({ id: 'a', cumulativeBeforeFen: fen(0n), gates: late.filter(({ gate }) => gate !== 'registration') })])
  const [held, unheld] = [endsAt(open), endsAt(free)]
  expect(held.every((end, draw) => end === 0 || Math.abs(end - (unheld[draw] as number)) < 1)).toBe(true)
  expect(held.filter((end) => end > 0).length).toBeLessThan(unheld.filter((end) => end > 0).length / 2)
  expect([...endsAt(input([project({ id: 'b' })]))].every((end) => end <= 240_000_000_000)).toBe(true)
})

test('land that is planned is paid when the award is passed, whether or not works begin', () => {
  const gates = gatesFrom('2024-06-10' as PlainDate, { passedBefore: '2023-12-01' as PlainDate })
    .filter(({ gate }) => gate !== 'registration')
    .map((gate) => (gate.gate === 'construction_start' ? { ...gate, plannedOn: '2027-01-01' as PlainDate } : gate))
  const land = Array.from({ length: 12 }, (_, month) => fen(month === 3 ? 50_000_000_000n : 0n))
  const ends = endsAt(input([project({ id: 'a', cumulativeBeforeFen: fen(0n), landPlanFen: land, gates })]))
  expect(ends.filter((end) => end >= 50_000_000_000).length).toBeGreaterThan(50)
  expect(ends.filter((end) => end === 0).length).toBeGreaterThan(0)
})

test('figures of months after the as-of month are not read', () => {
  const known = portfolio(10, { known: 3 })
  const later = {
    ...known,
    projects: known.projects.map((one) => ({ ...one, reportedFen: [...one.reportedFen, fen(77n), fen(1_000_000_000n)] })),
  }
  expect(text(runForecast(later, { draws: 100, seed: 1 }))).toBe(text(runForecast(known, { draws: 100, seed: 1 })))
})

test('figures that deserve doubt are flagged, each once, with what to say of them', () => {
  const plan = Array.from({ length: 12 }, (_, month) => fen(month === 11 ? 90n : 1n))
  const gates = gatesFrom('2024-03-10' as PlainDate, { passedBefore: '2023-12-01' as PlainDate }).map((gate) => ({
    ...gate,
    touchedOn: '2023-05-02' as PlainDate,
  }))
  const flags = runForecast(
    input(
      [
        project({ id: 'december', planFen: plan, reportedFen: [1n, 1n, 1n, 1n].map(fen) }),
        project({ id: 'beyond', cumulativeBeforeFen: fen(250_000_000_000n) }),
        project({ id: 'silent', reportedFen: [5n, -2n, 0n, 0n].map(fen) }),
        project({ id: 'stale', cumulativeBeforeFen: fen(0n), gates }),
      ],
      { asOf: '2024-04' as YearMonth },
    ),
    { draws: 20, seed: 1 },
  ).quality
  const of = (id: string) => flags.filter(({ projectId }) => projectId === id).map(({ kind }) => kind)
  expect(of('december')).toEqual(['year-end-plan'])
  expect(of('beyond')).toEqual(['beyond-total'])
  expect(of('silent')).toEqual(['decrease', 'no-report'])
  expect(of('stale')).toEqual(['stale-date', 'stale-date', 'stale-date'])
  expect(flags.find(({ kind }) => kind === 'stale-date')).toMatchObject({ value: 11 })
})
