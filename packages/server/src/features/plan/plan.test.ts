import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { PLAN_RULES } from '@ballast/domain/plan/check.ts'
import type { PlanNodeRow, PlanProjectRow, PlanTargetRow } from '@ballast/domain/plan/plan-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { messages } from '@ballast/contract/messages.ts'
import type { Context } from '../../platform/context.ts'
import type { Database, WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { acceptWarning } from './accept-warning.ts'
import { discardPlan } from './discard-plan.ts'
import {
  adjustPlan,
  adoptPlan,
  checkPlan,
  comparePlans,
  draftPlan,
  findVersion,
  planSummary,
  readPlanRows,
  savePlanNodes,
  savePlanProjects,
  savePlanTargets,
} from './index.ts'
import { planMatrix } from './plan-matrix.view.ts'
import { planTree } from './plan-tree.view.ts'
import { rebasePlan } from './rebase-plan.ts'
import { addRegisterProject, cleanDraft, monthLine, planRow, planZone, yuan } from './testing/plan-zone.ts'

let database: Database
let ctx: Context
let versionId: Uuid
let zones = 0
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  zones += 1
  ctx = await testZone(database, { code: `plan-${zones}` })
  await planZone(database, ctx)
  versionId = (await cleanDraft(database, ctx)).versionId
})

const write = <T>(work: (tx: WriteTx) => Promise<T>) => database.write(ctx.zone.zoneId, work)
const options = { action: 'test' }
const saveProjects = (rows: PlanProjectRow[], to = versionId) => write((tx) => savePlanProjects(tx, ctx, to, rows, options))
const saveNodes = (rows: PlanNodeRow[], to = versionId) => write((tx) => savePlanNodes(tx, ctx, to, rows, options))
const saveTargets = (rows: PlanTargetRow[], to = versionId) => write((tx) => savePlanTargets(tx, ctx, to, rows, options))
const check = (id = versionId) => database.read(ctx.zone.zoneId, (tx) => checkPlan(tx, ctx.zone.zoneId, id))
const rowsOf = (id: Uuid) => database.read(ctx.zone.zoneId, (tx) => readPlanRows(tx, ctx.zone.zoneId, id))
const summary = () => database.read(ctx.zone.zoneId, (tx) => planSummary(tx, ctx.zone.zoneId, 'zh-CN', { year: 2024 }))
const adopt = (id = versionId) => write((tx) => adoptPlan(tx, ctx, { versionId: id }))
const adjust = (reason = '调剂') => write((tx) => adjustPlan(tx, ctx, { year: 2024, title: '调整', reason }))
const refusalOf = (work: Promise<unknown>): Promise<Refusal> =>
  work.then(
    () => expect.unreachable('nothing was refused'),
    (error: unknown) => (error instanceof Refusal ? error : Promise.reject(error as Error)),
  )
const total = (valueYuan: string): PlanTargetRow => ({
  indicator: 'total-investment',
  scopeKind: 'zone',
  scopeCode: '',
  period: 'year',
  comparator: 'equal',
  valueFen: yuan(valueYuan),
})

describe('bulk savers', () => {
  test('what is read back and saved again is unchanged: reading is the inverse of saving', async () => {
    const rows = await rowsOf(versionId)
    const outcomes = [...(await saveTargets(rows.targets)), ...(await saveNodes(rows.nodes)), ...(await saveProjects(rows.projects))]
    expect(outcomes.map((outcome) => outcome.outcome)).toEqual(outcomes.map(() => 'unchanged'))
    const second = await write((tx) => draftPlan(tx, ctx, { year: 2025, title: 'b', reason: '' }))
    await saveTargets(rows.targets, second.versionId)
    await saveNodes(rows.nodes, second.versionId)
    const moved = rows.projects.map((project) => ({
      ...project,
      months: project.months?.map((line) => ({ ...line, month: line.month.replace('2024', '2025') as typeof line.month })),
    }))
    await saveProjects(moved, second.versionId)
    expect((await rowsOf(second.versionId)).nodes).toEqual(rows.nodes)
    expect((await rowsOf(second.versionId)).projects).toEqual(moved)
  })
  test('missing parts are left, and only what differs is a change', async () => {
    const [outcome] = await saveProjects([{ projectNo: 'P1', note: '重点' }])
    expect(outcome).toEqual({ key: 'P1', outcome: 'changed', changes: [{ field: 'note', before: null, after: '重点' }], reasons: [] })
    expect((await rowsOf(versionId)).projects[0]?.months).toHaveLength(12)
  })
  test('a dry run says the same and writes nothing', async () => {
    const rows = [planRow('P1', { annualFen: yuan('1300') }), planRow('nowhere')]
    const dry = await write((tx) => savePlanProjects(tx, ctx, versionId, rows, { ...options, dryRun: true }))
    expect((await rowsOf(versionId)).projects[0]?.annualFen).toBe(yuan('1200'))
    expect(await saveProjects(rows)).toEqual(dry)
    expect((await rowsOf(versionId)).projects[0]?.annualFen).toBe(yuan('1300'))
  })
  test('a refused row carries every reason and is not written', async () => {
    const [outcome] = await saveProjects([
      planRow('P1', {
        nodeCode: 'none',
        annualFen: yuan('-1'),
        months: [
          monthLine(1, { otherFen: yuan('1'), landFen: yuan('2') }),
          { ...monthLine(2), month: '2025-02' as never },
          monthLine(3, { notCountableReason: ' ' }),
          monthLine(1),
        ],
        shares: [
          { parcel: 'X9', sharePpm: 1n, method: 'by_hand' },
          { parcel: 'X1', sharePpm: 2_000_000n, method: 'by_hand' },
          { parcel: 'X1', sharePpm: 1n, method: 'by_hand' },
        ],
      }),
    ])
    expect(outcome?.outcome).toBe('refused')
    expect(outcome?.reasons.map((reason) => reason.code)).toEqual([
      'plan.node-unknown',
      'plan.amount-negative',
      'plan.land-exceeds-other',
      'plan.month-of-other-year',
      'plan.not-countable-reason-missing',
      'plan.month-twice',
      'plan.parcel-unknown',
      'plan.share-out-of-range',
      'plan.parcel-twice',
    ])
  })
  test('a tree cannot hang in a circle, and children of a refused node are refused', async () => {
    const outcomes = await saveNodes([
      { code: 'industry', parentCode: 'it' },
      { code: 'x', parentCode: 'root', nameZh: '' },
      { code: 'y', parentCode: 'x', nameZh: 'y' },
    ])
    expect(outcomes.map((outcome) => outcome.reasons[0]?.code)).toEqual(['plan.node-circle', 'plan.node-name-missing', 'plan.node-unknown'])
  })
  test('a target takes the unit and the scopes of its indicator', async () => {
    const outcomes = await saveTargets([
      { ...total('1'), indicator: 'nonsense' },
      { ...total('1'), indicator: 'category-share' },
      { ...total('1'), indicator: 'starts' },
      { ...total('1'), period: 'H2' },
      { ...total('1'), scopeKind: 'cluster', scopeCode: 'none' },
    ])
    expect(outcomes.map((outcome) => outcome.reasons.map((reason) => reason.code))).toEqual([
      ['plan.indicator-unknown'],
      ['plan.indicator-has-no-such-scope', 'plan.value-of-other-unit'],
      ['plan.value-of-other-unit'],
      ['plan.no-such-period'],
      ['plan.scope-unknown'],
    ])
  })
  test('2,000 projects of twelve months are saved, summed and adopted', async () => {
    const numbers = Array.from({ length: 2000 }, (_, index) => `Q${String(index).padStart(4, '0')}`)
    await write(async (tx) => {
      const { zoneId } = ctx.zone
      const stamp = { created_at: ctx.clock.now(), modified_at: ctx.clock.now(), modified_by: 'test' }
      const facts = {
        zone_id: zoneId,
        category_code: 'industry',
        cluster_code: 'it',
        source_kind: 'entered',
        service_manager: 'x',
        ...stamp,
      }
      const rows = numbers.map((no) => ({
        ...facts,
        project_id: newId(),
        project_no: no,
        name_zh: no,
        search_text: no,
        sort_key: no,
        total_fen: yuan('9999'),
      }))
      for (let from = 0; from < rows.length; from += 1000)
        await tx
          .insertInto('project')
          .values(rows.slice(from, from + 1000))
          .execute()
    })
    const outcomes = await saveProjects(numbers.map((no) => planRow(no)))
    expect(outcomes.filter((outcome) => outcome.outcome === 'new')).toHaveLength(2000)
    const answer = await summary()
    expect([answer.projects, answer.plannedYuan]).toEqual([2003, '2403600.00'])
    const { breaches } = await check()
    expect(new Set(breaches.filter((breach) => breach.severity === 'error').map((breach) => breach.rule))).toEqual(
      new Set(['target-missed']),
    )
  })
})

describe('the check', () => {
  test('a clean plan has no breach, and nothing floats', async () => {
    const { breaches, floating } = await check()
    expect(breaches).toEqual([])
    expect(floating).toEqual({ targetFen: yuan('3600'), plannedFen: yuan('3600'), unplannedFen: 0n, unplacedFen: 0n, totalFen: 0n })
  })

  const month = (number: number, given = {}) => monthLine(number, { equipmentFen: yuan('1200'), ...given })
  const register = (given: Parameters<typeof addRegisterProject>[2]) => write((tx) => addRegisterProject(tx, ctx, given))
  const breaches: Record<string, () => Promise<unknown>> = {
    'no-total-target': async () => {
      versionId = (await write((tx) => draftPlan(tx, ctx, { year: 2023, title: 'empty', reason: '' }))).versionId
    },
    'target-not-root-frame': () => saveTargets([total('3500')]),
    'target-missed': () =>
      saveTargets([{ ...total('1'), indicator: 'starts', period: 'Q1', comparator: 'at_least', valueFen: null, valueCount: 9n }]),
    'frame-not-decomposed': () => saveNodes([{ code: 'it', frameFen: yuan('2300') }]),
    'children-exceed-frame': () => saveNodes([{ code: 'it', frameFen: yuan('2500') }]),
    'frame-under-programmed': () => saveNodes([{ code: 'public', frameFen: yuan('1300') }]),
    'frame-over-programmed': () => saveNodes([{ code: 'public', frameFen: yuan('1100') }]),
    'project-without-node': () => saveProjects([{ projectNo: 'P1', nodeCode: null }]),
    'node-of-other-category': () => saveProjects([{ projectNo: 'P1', nodeCode: 'public' }]),
    'project-without-months': () => saveProjects([{ projectNo: 'P1', months: [] }]),
    'months-not-equal-to-year': () => saveProjects([{ projectNo: 'P1', annualFen: yuan('1199.99') }]),
    'month-outside-year': () =>
      database.system(async (tx) => {
        await tx
          .insertInto('plan_month')
          .values({
            zone_id: ctx.zone.zoneId,
            version_id: versionId,
            project_id: (
              await tx.selectFrom('plan_project').select('project_id').where('version_id', '=', versionId).executeTakeFirstOrThrow()
            ).project_id,
            month_ym: '2025-01-01' as never,
            countable: true,
            construction_fen: 1n,
            installation_fen: 0n,
            equipment_fen: 0n,
            other_fen: 0n,
            land_fen: 0n,
          })
          .execute()
      }),
    'no-parcel': () => saveProjects([{ projectNo: 'P1', shares: [] }]),
    'shares-not-whole': () => saveProjects([{ projectNo: 'P1', shares: [{ parcel: 'X1', sharePpm: 999_999n, method: 'by_hand' }] }]),
    'plan-beyond-total-investment': async () => {
      await register({ no: 'P4', totalYuan: '1199.99' })
      await saveProjects([planRow('P4')])
    },
    'plan-before-start-gate': async () => {
      await register({ no: 'P4', startOn: '2024-02-01' })
      await saveProjects([planRow('P4')])
    },
    'building-without-start-gate': async () => {
      await register({ no: 'P4', startOn: null })
      await saveProjects([planRow('P4')])
    },
    'duplicate-project-code': async () => {
      await register({ no: 'P4', code: '2312-110115-04-01-123456' })
      await register({ no: 'P5', code: '231211011504 01123456' })
      await saveProjects([planRow('P4'), planRow('P5')])
    },
    'duplicate-project-name': async () => {
      await register({ no: 'P4', name: '项目 P1' })
      await saveProjects([planRow('P4')])
    },
    'not-countable-without-reason': () =>
      database.system(async (tx) => {
        const { project_id } = await tx
          .selectFrom('plan_project')
          .select('project_id')
          .where('version_id', '=', versionId)
          .executeTakeFirstOrThrow()
        await tx
          .insertInto('plan_month')
          .values({
            zone_id: ctx.zone.zoneId,
            version_id: versionId,
            project_id,
            month_ym: '2024-01-01' as never,
            countable: false,
            not_countable_reason: ' ',
            construction_fen: 1n,
            installation_fen: 0n,
            equipment_fen: 0n,
            other_fen: 0n,
            land_fen: 0n,
          })
          .execute()
      }),
    'target-not-measurable': () => saveTargets([{ ...total('1'), indicator: 'growth', valueFen: null, valuePpm: 50_000n }]),
    'plan-after-completion': async () => {
      await register({ no: 'P4', completionOn: '2024-11-30' })
      await saveProjects([planRow('P4')])
    },
    'no-total-investment': async () => {
      await register({ no: 'P4', totalYuan: null })
      await saveProjects([planRow('P4')])
    },
    'no-owner': async () => {
      await register({ no: 'P4', hasOwner: false })
      await saveProjects([planRow('P4', { months: [month(6)] })])
    },
    'no-service-manager': async () => {
      await register({ no: 'P4', serviceManager: ' ' })
      await saveProjects([planRow('P4', { months: [month(6)] })])
    },
  }
  test.each(Object.entries(breaches))('names the breach %s', async (rule, breach) => {
    await breach()
    const found = (await check()).breaches.filter((item) => item.rule === rule)
    expect(found).toHaveLength(1)
    expect(found[0]?.severity).toBe(PLAN_RULES.find((item) => item.id === rule)?.severity)
  })
  test('every rule is breached once above and has a sentence', () => {
    expect(Object.keys(breaches).sort()).toEqual(PLAN_RULES.map((rule) => rule.id).sort())
    for (const rule of PLAN_RULES) expect(messages).toHaveProperty([`plan.rule.${rule.id}`])
  })
  test('a zone can switch a rule off or change its severity', async () => {
    await saveProjects([{ projectNo: 'P1', nodeCode: null }])
    const set = (settings: unknown) =>
      database.system(
        async (tx) =>
          void (await tx
            .updateTable('zone')
            .set({ settings: JSON.stringify(settings) })
            .where('zone_id', '=', ctx.zone.zoneId)
            .execute()),
      )
    await set({ planRules: { 'project-without-node': 'warning' } })
    expect((await check()).breaches.find((breach) => breach.rule === 'project-without-node')?.severity).toBe('warning')
    await set({ planRules: { 'project-without-node': 'off' } })
    expect((await check()).breaches.map((breach) => breach.rule)).not.toContain('project-without-node')
  })
  test('a warning is accepted with a reason, an error never', async () => {
    await saveNodes([{ code: 'public', frameFen: yuan('1100') }])
    const { breaches: found } = await check()
    const over = found.find((breach) => breach.rule === 'frame-over-programmed')
    await write((tx) => acceptWarning(tx, ctx, { versionId, rule: 'frame-over-programmed', subject: over?.subject ?? '', reason: '预留' }))
    expect((await check()).breaches.find((breach) => breach.rule === 'frame-over-programmed')?.acceptance?.reason).toBe('预留')
    const error = found.find((breach) => breach.severity === 'error')
    const refusal = await refusalOf(
      write((tx) => acceptWarning(tx, ctx, { versionId, rule: error?.rule ?? '', subject: error?.subject ?? '', reason: 'x' })),
    )
    expect(refusal.code).toBe('plan.error-not-acceptable')
    expect((await refusalOf(write((tx) => acceptWarning(tx, ctx, { versionId, rule: 'x', subject: 'y', reason: 'x' })))).code).toBe(
      'plan.breach-not-found',
    )
  })
})

describe('summary, tree and matrix', () => {
  test('the parts of the summary add up to its total in every direction', async () => {
    const answer = await summary()
    expect(answer).toMatchObject({
      totalYuan: '3600.00',
      plannedYuan: '3600.00',
      allocatedYuan: '3600.00',
      floatingYuan: '0.00',
      industryShare: '0.6667',
      projects: 3,
      parcels: 1,
    })
    expect(answer.byCategory.map((row) => [row.code, row.frameYuan, row.plannedYuan])).toEqual([
      ['industry', '2400.00', '2400.00'],
      ['public', '1200.00', '1200.00'],
    ])
    expect(answer.byCluster.map((row) => [row.code, row.frameYuan, row.plannedYuan])).toEqual([['it', '2400.00', '2400.00']])
    expect(answer.byMonth.map((row) => row.yuan)).toEqual(answer.byMonth.map(() => '300.00'))
    expect(answer.byMonth.reduce((sum, row) => sum + yuan(row.constructionYuan) + yuan(row.equipmentYuan), 0n)).toBe(
      yuan(answer.plannedYuan),
    )
  })
  test('money without a place and money that is not countable stay apart', async () => {
    await saveProjects([
      { projectNo: 'P1', shares: [{ parcel: 'X1', sharePpm: 500_000n, method: 'by_hand' }] },
      {
        projectNo: 'P2',
        months: [monthLine(1, { equipmentFen: yuan('1200') }), monthLine(1, { otherFen: yuan('7'), notCountableReason: '流动资产' })],
      },
    ])
    expect(await summary()).toMatchObject({
      plannedYuan: '3600.00',
      allocatedYuan: '2400.00',
      floatingYuan: '1200.00',
      notCountableYuan: '7.00',
    })
  })
  test('the tree shows at each node what is planned against the frame', async () => {
    await saveNodes([{ code: 'industry', frameFen: yuan('2500') }])
    const tree = await database.read(ctx.zone.zoneId, (tx) => planTree(tx, ctx.zone.zoneId, versionId))
    expect(
      tree.nodes.map((node) => [node.code, node.depth, node.plannedYuan, node.undecomposedYuan, node.differenceYuan, node.projects]),
    ).toEqual([
      ['root', 0, '3600.00', '-100.00', '0.00', 3],
      ['industry', 1, '2400.00', '100.00', '-100.00', 2],
      ['it', 2, '2400.00', '0.00', '0.00', 2],
      ['public', 1, '1200.00', '0.00', '0.00', 1],
    ])
  })
  test('the matrix pages, filters by node, category and text, and its totals are of all that the filter leaves', async () => {
    const read = (filter: Partial<Parameters<typeof planMatrix>[3]>) =>
      database.read(ctx.zone.zoneId, (tx) => planMatrix(tx, ctx.zone.zoneId, versionId, { limit: 2, ...filter }))
    const first = await read({})
    expect([first.rows.map((row) => row.projectNo), first.next, first.total.projects, first.total.monthsYuan]).toEqual([
      ['P1', 'P2'],
      'P2',
      3,
      '3600.00',
    ])
    const second = await read({ cursor: first.next ?? '' })
    expect([second.rows.map((row) => row.projectNo), second.next, second.total.monthsYuan]).toEqual([['P3'], null, '3600.00'])
    const tree = await database.read(ctx.zone.zoneId, (tx) => planTree(tx, ctx.zone.zoneId, versionId))
    const industry = tree.nodes.find((node) => node.code === 'industry')?.nodeId as Uuid
    expect((await read({ nodeId: industry })).total).toMatchObject({ projects: 2, monthsYuan: '2400.00', annualYuan: '2400.00' })
    expect((await read({ categoryCode: 'public' })).rows.map((row) => row.projectNo)).toEqual(['P3'])
    expect((await read({ search: '目p2' })).rows.map((row) => row.projectNo)).toEqual(['P2'])
    expect((await read({ search: '%' })).rows).toEqual([])
    expect(first.rows[0]?.months).toEqual(Array.from({ length: 12 }, () => '100.00'))
  })
})

describe('adopting', () => {
  test('a plan with an error cannot be adopted, and every error is named', async () => {
    await saveProjects([{ projectNo: 'P1', nodeCode: null, shares: [] }])
    const refusal = await refusalOf(adopt())
    expect(refusal.code).toBe('plan.check-has-errors')
    expect(refusal.reasons.map((reason) => reason.code)).toEqual(
      expect.arrayContaining(['plan.rule.project-without-node', 'plan.rule.no-parcel', 'plan.rule.frame-under-programmed']),
    )
  })
  test('an adopted version is in force, numbered and frozen', async () => {
    expect(await adopt()).toEqual({ versionId, number: 1 })
    expect(await database.read(ctx.zone.zoneId, (tx) => findVersion(tx, ctx.zone.zoneId, { year: 2024 }))).toMatchObject({
      versionId,
      number: 1,
      status: 'adopted',
      isInForce: true,
    })
    for (const change of [
      () => saveProjects([planRow('P1')]),
      () => saveNodes([{ code: 'it', frameFen: yuan('1') }]),
      () => saveTargets([total('1')]),
      () => write((tx) => discardPlan(tx, ctx, { versionId, ifMatch: undefined })),
      () => adopt(),
    ]) {
      expect((await refusalOf(change())).code).toBe('plan.not-a-draft')
    }
  })
  test('an unaccepted warning does not stop an adoption but is kept in the audit', async () => {
    await write((tx) => addRegisterProject(tx, ctx, { no: 'P4', hasOwner: false, categoryCode: 'public', clusterCode: null }))
    await saveProjects([{ projectNo: 'P4', nodeCode: 'public', annualFen: yuan('0') }])
    await adopt()
    const entry = await database.read(ctx.zone.zoneId, (tx) =>
      tx
        .selectFrom('audit_entry')
        .select('after')
        .where('action', '=', 'plan.adopt')
        .where('subject_id', '=', versionId)
        .executeTakeFirstOrThrow(),
    )
    expect(entry.after).toMatchObject({ number: 1, openWarnings: [{ rule: 'no-owner' }] })
  })
})

describe('adjusting', () => {
  beforeEach(async () => void (await adopt()))

  test('an adjustment needs a reason and begins as a copy', async () => {
    expect((await refusalOf(adjust(' '))).code).toBe('plan.reason-missing')
    const draft = await adjust()
    expect(await rowsOf(draft.versionId)).toEqual(await rowsOf(versionId))
    const { difference } = await database.read(ctx.zone.zoneId, (tx) => comparePlans(tx, ctx.zone.zoneId, versionId, draft.versionId))
    expect([difference.targets, difference.nodes, difference.projects]).toEqual([[], [], []])
  })
  test('the diff says who gained and who lost, and whether the whole stays', async () => {
    const draft = await adjust()
    await saveProjects(
      [
        { projectNo: 'P1', annualFen: yuan('1300'), months: [monthLine(6, { equipmentFen: yuan('1300') })] },
        { projectNo: 'P2', annualFen: yuan('1100'), months: [monthLine(6, { equipmentFen: yuan('1100') })] },
      ],
      draft.versionId,
    )
    const { difference, projects } = await database.read(ctx.zone.zoneId, (tx) =>
      comparePlans(tx, ctx.zone.zoneId, versionId, draft.versionId),
    )
    expect(difference).toMatchObject({ gainedFen: yuan('100'), lostFen: yuan('100'), netFen: 0n })
    expect(difference.projects.map((item) => [projects.get(item.projectId)?.projectNo, item.deltaFen])).toEqual([
      ['P1', yuan('100')],
      ['P2', yuan('-100')],
    ])
    expect(await adopt(draft.versionId)).toMatchObject({ number: 2 })
  })
  test('a second draft must be rebased; its conflicts are shown and none is merged silently', async () => {
    const first = await adjust('一')
    const second = await adjust('二')
    const equipment = (amount: string) => [monthLine(6, { equipmentFen: yuan(amount) })]
    await saveProjects(
      [
        { projectNo: 'P1', annualFen: yuan('1300'), months: equipment('1300') },
        { projectNo: 'P2', annualFen: yuan('1100'), months: equipment('1100') },
      ],
      first.versionId,
    )
    await saveProjects(
      [
        { projectNo: 'P1', annualFen: yuan('1250'), months: equipment('1250') },
        { projectNo: 'P2', annualFen: yuan('1150'), months: equipment('1150') },
        { projectNo: 'P3', note: '我方' },
      ],
      second.versionId,
    )
    await adopt(first.versionId)

    const refusal = await refusalOf(adopt(second.versionId))
    expect(refusal.code).toBe('plan.rebase-needed-conflict')
    const conflicts = refusal.extra?.conflicts as { key: string; name: string; mine: string; theirs: string }[]
    expect(conflicts.filter((conflict) => conflict.key.endsWith('#annualFen'))).toMatchObject([
      { name: 'P1 项目P1', kind: 'yuan', base: '1200.00', mine: '1250.00', theirs: '1300.00' },
      { name: 'P2 项目P2', kind: 'yuan', base: '1200.00', mine: '1150.00', theirs: '1100.00' },
    ])
    const before = await rowsOf(second.versionId)
    const open = await refusalOf(write((tx) => rebasePlan(tx, ctx, { versionId: second.versionId, ifMatch: undefined, resolutions: {} })))
    expect(open.code).toBe('plan.rebase-open-conflict')
    expect(await rowsOf(second.versionId)).toEqual(before)

    const resolutions = Object.fromEntries(conflicts.map((conflict) => [conflict.key, 'mine' as const]))
    await write((tx) => rebasePlan(tx, ctx, { versionId: second.versionId, ifMatch: undefined, resolutions }))
    const rebased = await rowsOf(second.versionId)
    expect(rebased.projects.map((project) => [project.projectNo, project.annualFen, project.note])).toEqual([
      ['P1', yuan('1250'), null],
      ['P2', yuan('1150'), null],
      ['P3', yuan('1200'), '我方'],
    ])
    expect(await adopt(second.versionId)).toMatchObject({ number: 3 })
  })
  test('what only one side changed comes together by itself, also nodes and targets', async () => {
    const first = await adjust('一')
    const second = await adjust('二')
    await saveNodes(
      [
        { code: 'rocket', parentCode: 'industry', nameZh: '火箭', frameFen: yuan('0'), sort: 9 },
        { code: 'public', nameEn: 'Public service' },
      ],
      first.versionId,
    )
    await saveTargets([{ ...total('100'), period: 'Q1', comparator: 'at_least' }], first.versionId)
    await saveProjects([{ projectNo: 'P3', note: '他方' }], first.versionId)
    await saveNodes([{ code: 'rocket', parentCode: 'industry', nameZh: '火箭', frameFen: yuan('0'), sort: 9 }], second.versionId)
    await saveProjects([{ projectNo: 'P1', note: '我方' }], second.versionId)
    await adopt(first.versionId)
    expect(await write((tx) => rebasePlan(tx, ctx, { versionId: second.versionId, ifMatch: undefined, resolutions: {} }))).toMatchObject({
      conflicts: 0,
    })
    const rows = await rowsOf(second.versionId)
    expect(rows.projects.map((project) => project.note)).toEqual(['我方', null, '他方'])
    expect(rows.nodes.filter((node) => node.code === 'rocket')).toHaveLength(1)
    expect(rows.nodes.find((node) => node.code === 'public')?.nameEn).toBe('Public service')
    expect(rows.targets).toHaveLength(3)
    expect(await adopt(second.versionId)).toMatchObject({ number: 3 })
  })
  test('a discarded draft cannot be adopted, a fresh draft cannot be rebased', async () => {
    const draft = await adjust()
    expect(
      (await refusalOf(write((tx) => rebasePlan(tx, ctx, { versionId: draft.versionId, ifMatch: undefined, resolutions: {} })))).code,
    ).toBe('plan.rebase-not-needed')
    await write((tx) => discardPlan(tx, ctx, { versionId: draft.versionId, ifMatch: undefined }))
    expect((await refusalOf(adopt(draft.versionId))).code).toBe('plan.not-a-draft')
  })
})
