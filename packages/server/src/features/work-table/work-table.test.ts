import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '@ballast/contract/client.ts'
import { ProblemError } from '@ballast/contract/client.ts'
import type { WorkTable } from '@ballast/contract/work-table.ts'
import type { PlanProjectRow } from '@ballast/domain/plan/plan-row.ts'
import { NOTHING } from '@ballast/domain/plan/spread.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import type { Database } from '../../platform/database.ts'
import { testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { draftPlan, savePlanProjects } from '../plan/index.ts'
import { saveProjects } from '../project/index.ts'

let database: Database
let client: Client
let versionId: Uuid
let close: () => Promise<void>

const row = (projectNo: string): PlanProjectRow => ({
  projectNo,
  annualFen: parseYuan('1200000.00'),
  profile: 'even',
  months: [
    {
      month: '2024-03' as YearMonth,
      ...NOTHING,
      constructionFen: parseYuan('900000.00'),
      equipmentFen: parseYuan('300000.00'),
      notCountableReason: null,
    },
    { month: '2024-03' as YearMonth, ...NOTHING, otherFen: parseYuan('5000.00'), notCountableReason: '不纳统' },
  ],
})

beforeAll(async () => {
  database = await testDatabase()
  const ctx = await testZone(database)
  await database.write(ctx.zone.zoneId, async (tx) => {
    const numbers = ['P1', 'P2', 'P3']
    await saveProjects(
      tx,
      ctx,
      numbers.map((projectNo) => ({ projectNo, nameZh: `项目 ${projectNo}` })),
      { action: 'test' },
    )
    ;({ versionId } = await draftPlan(tx, ctx, { year: 2024, title: '草案', reason: '' }))
    await savePlanProjects(tx, ctx, versionId, numbers.map(row), { action: 'test' })
  })
  const http = await testHttp(database)
  client = http.client('planner')
  close = () => http.app.close()
})
afterAll(async () => {
  await close()
  await database.close()
})

const read = (part: WorkTable['part'] = 'total') => client('work-table.read', { params: { year: 2024 }, query: { versionId, part } })
const refusalOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (problem: unknown) => problem,
  )
  expect(error).toBeInstanceOf(ProblemError)
  return (error as ProblemError).problem
}

describe('the work table of months', () => {
  test('shows every project of the plan by months, countable money apart from the rest', async () => {
    const table = await read()
    expect(table).toMatchObject({ status: 'draft', year: 2024, part: 'total' })
    expect(table.rows.map(({ projectNo }) => projectNo)).toEqual(['P1', 'P2', 'P3'])
    expect(table.rows[0]).toMatchObject({ annualYuan: '1200000.00', notCountableYuan: '5000.00' })
    expect(table.rows[0]?.months[2]).toBe('1200000.00')
    expect((await read('equipment')).rows[0]?.months[2]).toBe('300000.00')
  })

  test('a typed total keeps the composition of its month; other months and money that is not countable stay', async () => {
    const [first] = (await read()).rows
    const answer = await client('work-table.save', {
      params: { versionId },
      body: {
        part: 'total',
        rows: [
          {
            projectId: first?.projectId ?? '',
            version: first?.version ?? '',
            annualYuan: '2000000',
            months: { '2024-03': '800000', '2024-04': '0.04' },
          },
        ],
      },
    })
    expect(answer.rows[0]).toMatchObject({ outcome: 'changed' })
    const [after] = (await read()).rows
    expect(after).toMatchObject({ annualYuan: '2000000.00', notCountableYuan: '5000.00', version: answer.rows[0]?.version })
    expect(after?.months.slice(2, 4)).toEqual(['800000.00', '0.04'])
    expect((await read('equipment')).rows[0]?.months.slice(2, 4)).toEqual(['200000.00', '0.01'])
  })

  test('the second writer of a row gets it as it stands now, and nothing of his is saved', async () => {
    const { rows } = await read()
    const [, second, third] = rows
    const change = (of: (typeof rows)[number] | undefined, yuan: string) => ({
      projectId: of?.projectId ?? '',
      version: of?.version ?? '',
      months: { '2024-05': yuan },
    })
    await client('work-table.save', { params: { versionId }, body: { part: 'total', rows: [change(second, '1')] } })
    const problem = await refusalOf(
      client('work-table.save', { params: { versionId }, body: { part: 'total', rows: [change(third, '2'), change(second, '3')] } }),
    )
    expect(problem).toMatchObject({ status: 409, code: 'changed-meanwhile' })
    expect(problem.reasons).toMatchObject([{ at: 'rows.1' }])
    const current = problem.extra?.['current'] as Record<string, WorkTable['rows'][number]>
    expect(current[second?.projectId ?? '']?.months[4]).toBe('1.00')
    expect((await read()).rows[2]?.months[4]).toBe('0.00')
  })

  test('one refused row keeps every row from being saved, and says which and why', async () => {
    const { rows } = await read('land')
    const problem = await refusalOf(
      client('work-table.save', {
        params: { versionId },
        body: {
          part: 'land',
          rows: rows.map(({ projectId, version }, index) => ({
            projectId,
            version,
            annualYuan: '7',
            months: index === 2 ? { '2024-03': '1' } : {},
          })),
        },
      }),
    )
    expect(problem).toMatchObject({ status: 422, code: 'work-table.rows-refused' })
    expect(problem.reasons[1]).toMatchObject({ code: 'plan.land-exceeds-other', at: 'rows.2.months.2024-03.landFen' })
    expect((await read()).rows.every(({ annualYuan }) => annualYuan !== '7.00')).toBe(true)
  })

  test('a project that is not in the plan, or stands twice, is refused', async () => {
    const [first] = (await read()).rows
    const twice = { projectId: first?.projectId ?? '', version: first?.version ?? '', months: {} }
    const missing = { projectId: '018f0000-0000-7000-8000-000000000000', version: '1', months: {} }
    const problem = await refusalOf(
      client('work-table.save', { params: { versionId }, body: { part: 'total', rows: [twice, twice, missing] } }),
    )
    expect(problem.reasons.map(({ code, at }) => [code, at]).slice(1)).toEqual([
      ['work-table.row-twice', 'rows.1'],
      ['plan.project-not-found', 'rows.2'],
    ])
  })
})
