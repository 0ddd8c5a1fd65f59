import { expect, test } from 'vitest'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { bitsOf, uniformOf } from '../random.ts'
import { readBudgetFile, type Book } from './budget-file.ts'
import { backtestBudget, rolling } from './budget-lines.ts'
import { closedYear } from './line-history.ts'

const HEAD = 'fy,budget_line,name,liab_city,liab_nc,itd_city,itd_nc,pc_fy,pn_fy'
const faults = (text: string) => {
  try {
    readBudgetFile(text)
  } catch (error) {
    return (error as Refusal).reasons.map(({ code, at }) => `${at ?? ''} ${code}`)
  }
  return []
}

/** A town whose agencies do half of what they plan, each year a little more or less, alike in all types. */
function town(years: number, shuffleFrom = Infinity): Book[] {
  const books: Book[] = []
  const spent = new Map<string, number>()
  for (let year = 0; year < years; year += 1) {
    const names = Array.from({ length: 120 }, (_, place) => `${['A', 'B', 'C', 'D'][place % 4]}-${place}`)
    const plan = (place: number) => 1e5 * (1 + (bitsOf(place, 1) % 1000))
    books.push({
      year: 2001 + year,
      lines: new Map(
        names.map((name, place) => [
          name,
          { name, type: name.slice(0, 1), plan: plan(place), liability: 2e6, spent: spent.get(name) ?? 0 },
        ]),
      ),
    })
    for (const [place, name] of names.entries()) {
      // After `shuffleFrom`, each line gets what another would have got.
      const source = year >= shuffleFrom ? (place * 7 + 3) % names.length : place
      const ratio = uniformOf(year * 1000 + source, 2) < 0.4 ? 0 : uniformOf(year * 1000 + source, 3) * 1.4
      spent.set(name, (spent.get(name) ?? 0) + plan(source) * ratio * (0.9 + 0.2 * uniformOf(year, 4)))
    }
  }
  return books
}

test('commitments of a year are what spent and liability grew by; thousands of the plan are dollars', () => {
  const [first, second] = readBudgetFile(
    [HEAD, '08,"A-1","roads, ""new""\nand old",100,20,1000,0,7,0.5', 'FY2009,A-1,x,50,0,1200,30,1e3,', '2009,B-2,x,0,0,5,0,1,0'].join('\n'),
  ) as [Book, Book]
  expect(first).toMatchObject({ year: 2008 })
  expect(first.lines.get('A-1')).toEqual({ name: 'A-1', type: 'A', plan: 7500, liability: 120, spent: 1000 })
  expect(closedYear(first, second)).toEqual([{ name: 'A-1', type: 'A', plan: 7500, year: 2008, actual: 160 }])
  expect(second.lines.get('A-1')?.plan).toBe(1_000_000)
})

test('a malformed file is refused with the line and column of every fault', () => {
  expect(faults('fy,budget_line,liab_city\n')).toEqual(
    ['liab_nc', 'itd_city', 'itd_nc', 'pc_fy', 'pn_fy'].map((column) => `1:${column} backtest.column-missing`),
  )
  expect(
    faults([HEAD, '08,A-1,x,1,2,3,4,5,6', '08,A-1,x,1,2,3', 'next,,"a\nb",1,2,3,4,5,6', '09,A-1,x,1,2,3,four,5,6'].join('\r\n')),
  ).toEqual([
    '3 backtest.row-length',
    '4:fy backtest.not-a-fiscal-year',
    '4:budget_line backtest.no-budget-line',
    '6:itd_nc backtest.not-an-amount',
  ])
  expect(() => readBudgetFile(`${HEAD}\n`)).toThrow(Refusal)
  expect(() => backtestBudget(town(4), { draws: 50, seed: 1 })).toThrow('backtest.too-few-years')
})

test('shuffling what comes after an origin leaves every forecast issued by then as it was, to the byte', () => {
  const [honest, shuffled] = [town(7), town(7, 4)].map((books) => rolling(books, { draws: 100, seed: 3 })) as [
    ReturnType<typeof rolling>,
    ReturnType<typeof rolling>,
  ]
  // The year from which outcomes differ is itself still forecast from the same books.
  for (const [place, { issued }] of honest.entries()) {
    const isBefore = issued.year <= 2005
    expect(shuffled[place]?.issued.total.toString() === issued.total.toString()).toBe(isBefore)
    if (isBefore) expect(shuffled[place]?.issued).toEqual(issued)
  }
})

test('on a town whose plans are twice what is done, the forecast beats the plan by far and covers about eight in ten', () => {
  const { levels, origins } = backtestBudget(town(9), { draws: 300, seed: 1 })
  expect(origins).toEqual([2004, 2005, 2006, 2007, 2008])
  expect(levels.total.crps).toBeLessThan(0.2 * levels.total.crpsPlan)
  expect(levels.line.n).toBe(600)
  expect(levels.line.crps).toBeLessThan(levels.line.crpsEvm)
  expect(levels.line.coverage80).toBeGreaterThan(0.7)
})
