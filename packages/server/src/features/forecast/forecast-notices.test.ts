import { expect, test } from 'vitest'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { fen } from '@ballast/domain/shared/money.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { doubtNotice, lastBefore, movedNotice } from './forecast-notices.ts'

const issued = { runId: 'run' as Uuid, year: 2024, asOf: '2024-03' as YearMonth }

test('ten points of the chance are told, nine are not, and a year without a target has nothing that could move', () => {
  const kinds = (before: number | null, now: number | null) => movedNotice(issued, before, now).map(({ kind }) => kind)
  expect(kinds(0.31, 0.4)).toEqual([])
  expect(kinds(0.3, 0.4)).toEqual(['forecast-moved'])
  expect(kinds(0.62, 0.41)).toEqual(['forecast-moved'])
  expect(kinds(null, 0.9)).toEqual([])
  expect(kinds(0.9, null)).toEqual([])
  expect(movedNotice(issued, 0.31, 0.58)[0]?.params).toMatchObject({
    from: { zh: '约三成', en: 'about three in ten' },
    to: { zh: '约六成', en: 'about six in ten' },
  })
})

test('a third of the plan in doubt is told, each project once', () => {
  const projects = [
    ['a', 40n],
    ['b', 60n],
  ].map(([id, amount]) => ({ id: id as string, planFen: [fen(amount as bigint), fen(0n)] }))
  const told = doubtNotice(issued, projects, [{ projectId: 'a' }, { projectId: 'a' }])
  expect(told.map(({ params }) => params)).toEqual([{ asOf: '2024-03', count: 1, share: 40 }])
  expect(doubtNotice(issued, [...projects, { id: 'c', planFen: [fen(50n)] }], [{ projectId: 'a' }])).toEqual([])
})

test('a forecast is held against the last of its own month or of one before, never against one that knew more', () => {
  const run = (asOf: string, timing: 'current' | 'afterwards') => ({ asOf: asOf as YearMonth, timing })
  const [march, february, late] = [run('2024-03', 'current'), run('2024-02', 'current'), run('2024-02', 'afterwards')]
  expect(lastBefore([march, late, february], '2024-02' as YearMonth)).toBe(february)
  expect(lastBefore([march, february], '2024-04' as YearMonth)).toBe(march)
  expect(lastBefore([march], '2023-12' as YearMonth)).toBeUndefined()
})
