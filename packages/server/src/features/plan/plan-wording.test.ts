import { afterAll, beforeAll, expect, test } from 'vitest'
import { messageText } from '@ballast/contract/messages.ts'
import type { PlanTargetRow } from '@ballast/domain/plan/plan-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database, WriteTx } from '../../platform/database.ts'
import { testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { sentenceOf } from './check-plan.ts'
import { adjustPlan, adoptPlan, checkPlan, savePlanNodes, savePlanProjects, savePlanTargets } from './index.ts'
import { planDifference } from './plan-difference.view.ts'
import { versionById } from './plan.queries.ts'
import { compareWithForce } from './rebase-plan.ts'
import { cleanDraft, monthLine, planZone, yuan } from './testing/plan-zone.ts'

let database: Database
let ctx: Context
let inForce: Uuid
const options = { action: 'test' }
const write = <T>(work: (tx: WriteTx) => Promise<T>) => database.write(ctx.zone.zoneId, work)
const starts: PlanTargetRow = { indicator: 'starts', scopeKind: 'category', scopeCode: 'industry', period: 'Q1', comparator: 'at_least' }

beforeAll(async () => {
  database = await testDatabase()
  ctx = await testZone(database, { code: 'plan-wording' })
  await planZone(database, ctx)
  inForce = (await cleanDraft(database, ctx)).versionId
  await write((tx) => savePlanTargets(tx, ctx, inForce, [{ ...starts, valueCount: 2n }], options))
  await write((tx) => adoptPlan(tx, ctx, { versionId: inForce }))
})
afterAll(() => database.close())

const drafted = async (change: (tx: WriteTx, versionId: Uuid) => Promise<unknown>): Promise<Uuid> => {
  const { versionId } = await write((tx) => adjustPlan(tx, ctx, { year: 2024, title: '调整', reason: '调剂' }))
  await write((tx) => change(tx, versionId))
  return versionId
}

test('a missed number of projects is told as numbers, a missed share as percent, with scope and period', async () => {
  const versionId = await drafted((tx, id) =>
    savePlanTargets(
      tx,
      ctx,
      id,
      [
        { ...starts, valueCount: 5n },
        {
          indicator: 'equipment-share',
          scopeKind: 'zone',
          scopeCode: '',
          period: 'year',
          comparator: 'equal',
          valuePpm: 123_456n,
        },
      ],
      options,
    ),
  )
  const { breaches } = await database.read(ctx.zone.zoneId, (tx) => checkPlan(tx, ctx.zone.zoneId, versionId))
  const sentences = (locale: 'zh-CN' | 'en') =>
    breaches
      .filter(({ rule }) => rule === 'target-missed')
      .map((breach) => sentenceOf(breach, locale))
      .map(({ code, params }) => messageText(locale, code, params))
  expect(sentences('zh-CN')).toContain('目标「开工项目数 · 产业 · 1 季度」未达到：计划 2 个，目标 5 个')
  expect(sentences('zh-CN')).toContain('目标「设备投资占比 · 全年」未达到：计划 40%，目标 12.3456%，差 995.56 元')
  expect(sentences('en')).toContain('The target "Construction starts · Industry · Q1" is missed: the plan has 2, the target is 5')
})

test('a comparison names targets and nodes, and says what changed beside the money', async () => {
  const versionId = await drafted(async (tx, id) => {
    await savePlanTargets(tx, ctx, id, [{ ...starts, valueCount: 1n }], options)
    await savePlanNodes(
      tx,
      ctx,
      id,
      [
        { code: 'works', parentCode: 'industry', nameZh: '工程', nameEn: 'Works', frameFen: yuan('0'), sort: 9 },
        { code: 'industry', nameZh: '工业', nameEn: 'Manufacturing' },
      ],
      options,
    )
    await savePlanProjects(tx, ctx, id, [{ projectNo: 'P1', nodeCode: 'works', note: '换到工程' }], options)
  })
  const differenceIn = (locale: 'zh-CN' | 'en') =>
    database.read(ctx.zone.zoneId, (tx) => planDifference(tx, ctx.zone.zoneId, locale, inForce, versionId))
  const { targets, nodes, projects } = await differenceIn('zh-CN')
  expect(targets).toMatchObject([{ nameZh: '开工项目数 · 产业 · 1 季度', unit: 'count', comparator: 'at_least', before: '2', after: '1' }])
  expect(nodes.find(({ code }) => code === 'industry')?.details).toEqual([{ field: 'name', before: '产业', after: '工业' }])
  expect(projects).toMatchObject([
    {
      projectNo: 'P1',
      details: [
        { field: 'node', after: '工程' },
        { field: 'note', before: null, after: '换到工程' },
      ],
    },
  ])
  const renamed = (await differenceIn('en')).nodes.find(({ code }) => code === 'industry')
  expect(renamed?.details).toMatchObject([{ field: 'name', after: 'Manufacturing' }])
})

test('a conflict says what it is about in words: nodes, places, amounts and values, never ids', async () => {
  const shares = (parcel: string) => [{ parcel, sharePpm: 1_000_000n, method: 'by_hand' as const }]
  const mine = await drafted(async (tx, id) => {
    await savePlanTargets(tx, ctx, id, [{ ...starts, valueCount: 1n }], options)
    await savePlanProjects(tx, ctx, id, [{ projectNo: 'P1', nodeCode: 'root', shares: shares('X2') }], options)
    await savePlanProjects(
      tx,
      ctx,
      id,
      [{ projectNo: 'P2', months: [monthLine(6, { equipmentFen: yuan('1100'), otherFen: yuan('100') })] }],
      options,
    )
  })
  const theirs = await drafted(async (tx, id) => {
    await savePlanTargets(tx, ctx, id, [{ ...starts, valueCount: 0n }], options)
    await savePlanProjects(tx, ctx, id, [{ projectNo: 'P1', nodeCode: 'public', shares: shares('路廊') }], options)
    const months = [monthLine(6, { constructionFen: yuan('600'), equipmentFen: yuan('400'), otherFen: yuan('200'), landFen: yuan('50') })]
    await savePlanProjects(tx, ctx, id, [{ projectNo: 'P2', months }], options)
  })
  const rules = ['node-of-other-category', 'frame-not-decomposed', 'frame-under-programmed', 'target-missed']
  const settings = JSON.stringify({ planRules: Object.fromEntries(rules.map((rule) => [rule, 'off'])) })
  await database.system(async (tx) => {
    await tx.updateTable('zone').set({ settings }).where('zone_id', '=', ctx.zone.zoneId).execute()
  })
  await write((tx) => adoptPlan(tx, ctx, { versionId: theirs }))
  const { conflicts } = await database.read(ctx.zone.zoneId, async (tx) =>
    compareWithForce(tx, ctx, await versionById(tx, ctx.zone.zoneId, mine)),
  )
  const cell = (field: string) => conflicts.find((conflict) => conflict.field === field)
  expect(cell('value')).toMatchObject({ name: '开工项目数 · 产业 · 1 季度', kind: 'count', base: '2', mine: '1', theirs: '0' })
  expect(cell('nodeId')).toMatchObject({ name: 'P1 项目P1', kind: 'text', theirs: '公共' })
  expect(cell('shares')).toMatchObject({ base: 'X1 100 %', mine: 'X2 100 %', theirs: '路廊 100 %' })
  expect(cell('months.2024-06.countable.equipment')).toMatchObject({ kind: 'yuan', mine: '1100.00', theirs: '400.00' })
  expect(cell('months.2024-06.countable.other')).toMatchObject({ kind: 'yuan-pair', mine: '100.00/0.00', theirs: '200.00/50.00' })
  expect(conflicts.filter((conflict) => /[0-9a-f]{8}-/.test([conflict.base, conflict.mine, conflict.theirs].join(' ')))).toEqual([])
})
