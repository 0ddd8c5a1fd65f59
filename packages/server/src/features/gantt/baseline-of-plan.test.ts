import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client, ProblemError } from '@ballast/contract/client.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { testHttp } from '../../testing/http.ts'
import { loadedPackDatabase } from '../../testing/pack.ts'
import { adjustPlan, adoptPlan } from '../plan/index.ts'

let database: Database
let ctx: Context
let client: Client
let close: () => Promise<unknown>
beforeAll(async () => {
  ;({ database, ctx } = await loadedPackDatabase())
  const http = await testHttp(database)
  client = http.client('planner')
  close = () => http.app.close()
})
afterAll(async () => {
  await close()
  await database.close()
})

test('the dates on which a plan comes into force are kept with it, whatever a baseline by hand is called, and stay', async () => {
  await client('baseline.take', { body: { name: '2024 年计划第 2 版' } })
  await database.write(ctx.zone.zoneId, async (tx) => {
    const { versionId } = await adjustPlan(tx, ctx, { year: 2024, title: '调整', reason: '测试' })
    await adoptPlan(tx, ctx, { versionId })
  })
  const { baselines } = await client('baseline.list', {})
  expect(baselines.map(({ name, plan }) => [name, plan && [plan.year, plan.number]])).toEqual([
    ['2024 年计划第 2 版', [2024, 2]],
    ['2024 年计划第 2 版', null],
    ['2024 年计划第 1 版', [2024, 1]],
  ])
  const answer = await client('gantt.read', { query: { baselineId: baselines[0]?.baselineId, hasPlan: true } })
  expect(answer.count).toBe(202)
  expect(answer.baselineDates).toEqual(answer.planned)
  const removed = client('baseline.remove', { params: { baselineId: baselines[0]?.baselineId as string } })
  await expect(removed.catch((error: ProblemError) => error.problem)).resolves.toMatchObject({
    code: 'baseline.belongs-to-plan',
    reasons: [{ message: '这条基线随 2024 年计划第 2 版生效而留存，不能删除' }],
  })
})
