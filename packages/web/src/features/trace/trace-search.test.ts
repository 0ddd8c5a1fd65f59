import { expect, test } from 'vitest'
import { hasScope, searchOfSteps, traceSearch, withoutScope } from './trace-search.ts'

const ID = '018d0000-0000-7000-8000-000000000001'
const target = { level: 'target', code: 'total', id: null } as const
const category = { level: 'category', code: 'industry', id: null } as const
const project = { level: 'project', code: 'P0001', id: ID } as const
const floating = { level: 'parcel', code: '-', id: null } as const
const month = { level: 'month', code: '2024-03', id: null } as const

test('a link to a step names the steps above it and keeps version and part of the plan', () => {
  const search = traceSearch.parse({ year: '2024', through: '2024-03', month: '2024-01', cluster: 'it' })
  expect(searchOfSteps(search, [target, category, project, floating, month])).toMatchObject({
    year: 2024,
    through: '2024-03',
    category: 'industry',
    cluster: undefined,
    projectId: ID,
    parcelId: '-',
    month: '2024-03',
  })
})

test('a link to the target has no path', () => {
  expect(searchOfSteps(traceSearch.parse({ projectNo: 12, parcelId: '-' }), [target])).toMatchObject({
    projectNo: undefined,
    parcelId: undefined,
  })
})

test('what the address says wrongly is left out instead of spoiling the rest', () => {
  expect(traceSearch.parse({ year: 'x', part: 'nothing', month: '2024-13', category: 'industry' })).toEqual({ category: 'industry' })
})

test('the whole plan has no scope', () => {
  expect(hasScope(traceSearch.parse({ category: 'industry' }))).toBe(false)
  const part = traceSearch.parse({ part: 'land', countable: 'no' })
  expect(hasScope(part)).toBe(true)
  expect(hasScope(withoutScope(part))).toBe(false)
})
