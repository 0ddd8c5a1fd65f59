// Done against plan: whatever was told, reported and corrected, the cockpit's figures are the reconciliation's, to the fen.
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '@ballast/contract/client.ts'
import { formatYuan, parseYuan, sumFen } from '@ballast/domain/shared/money.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { testCodes } from '../../testing/register.ts'
import { saveProjects } from '../project/index.ts'

let database: Database
let http: Awaited<ReturnType<typeof testHttp>>
let zones = 0
beforeAll(async () => {
  database = await testDatabase()
  http = await testHttp(database)
})
afterAll(async () => {
  await http.app.close()
  await database.close()
})

const PROJECTS = [
  ['A', 'it'],
  ['B', 'it'],
  ['C', 'bio'],
  ['D', null],
] as const

interface Figures {
  /** Of each project and month: what is planned, told first, told last, reported. */
  readonly amounts: readonly (readonly [project: number, month: number, plan: bigint, told: bigint, again: bigint, reported: bigint])[]
  readonly corrections: readonly (readonly [project: number, month: number, later: number, amount: bigint])[]
  readonly closed: number
}

const amount = fc.bigInt({ min: 0n, max: 99_999_999_999n })
const project = fc.nat(PROJECTS.length - 1)
/** Months from January of the year before on; the year's own are 12 to 23. */
const month = fc.nat(23)
const figures: fc.Arbitrary<Figures> = fc.record({
  amounts: fc.uniqueArray(fc.tuple(project, month, amount, amount, amount, amount), {
    maxLength: 40,
    selector: ([one, at]) => `${one} ${at}`,
  }),
  corrections: fc.array(fc.tuple(project, month, fc.integer({ min: 1, max: 4 }), fc.bigInt({ min: -9_999n, max: 9_999_999n })), {
    maxLength: 8,
  }),
  closed: fc.integer({ min: 11, max: 23 }),
})

const dayOf = (at: number) => `${2023 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`
const monthOf = (at: number) => dayOf(at).slice(0, 7)

async function enter(ctx: Context, { amounts, corrections, closed }: Figures): Promise<void> {
  const { zoneId } = ctx.zone
  await testCodes(database, ctx)
  await database.system(async (tx) => {
    await saveProjects(
      tx,
      ctx,
      PROJECTS.map(([projectNo, cluster]) => ({
        projectNo,
        nameZh: projectNo,
        categoryCode: 'industry',
        ...(cluster === null ? {} : { clusterCode: cluster }),
      })),
      { action: 'test' },
    )
    const ids = new Map(
      (await tx.selectFrom('project').select(['project_no', 'project_id']).where('zone_id', '=', zoneId).execute()).map((row) => [
        row.project_no,
        row.project_id,
      ]),
    )
    const idOf = (one: number) => ids.get(PROJECTS[one]?.[0] as string)
    const rows = (list: readonly object[]) =>
      JSON.stringify(list, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
    await sql`insert into year_plan (zone_id, year) values (${zoneId}, 2024)`.execute(tx)
    await sql`insert into plan_version (zone_id, version_id, year, number, status, title, reason, created_by, created_at, adopted_by, adopted_at)
      values (${zoneId}, ${zoneId}, 2024, 1, 'adopted', 't', 't', 't', now(), 't', now())`.execute(tx)
    await sql`update year_plan set adopted_version_id = ${zoneId} where zone_id = ${zoneId}`.execute(tx)
    await sql`insert into plan_target (zone_id, version_id, target_id, indicator, scope_kind, scope_code, period, comparator, value_fen, source_kind)
      values (${zoneId}, ${zoneId}, ${zoneId}, 'total-investment', 'zone', '', 'year', 'at_least', 1200000000000, 'entered')`.execute(tx)
    await sql`insert into plan_project (zone_id, version_id, project_id, annual_fen, profile, source_kind)
      select ${zoneId}, ${zoneId}, p.project_id, 0, 'custom', 'entered' from project p where p.zone_id = ${zoneId}`.execute(tx)
    for (let at = 0; at < 24; at += 1) {
      if (at % 12 === 0) continue
      await sql`insert into report_period (zone_id, month_ym, first_month_ym, opens_on, due_on, closes_on, closed_at, closed_by) values (${zoneId}, ${dayOf(at)},
        ${dayOf(at % 12 === 1 ? at - 1 : at)}, ${dayOf(at + 1)}, ${dayOf(at + 1)}, ${dayOf(at + 1)}, ${at <= closed ? sql`now()` : null}, ${at <= closed ? 'test' : null})`.execute(
        tx,
      )
    }
    const each = amounts.map(([one, at, plan, told, again, reported]) => ({
      id: idOf(one),
      on: dayOf(at),
      plan,
      told,
      again,
      reported,
      closed: at <= closed && at % 12 !== 0,
    }))
    const source = sql`jsonb_to_recordset(${rows(each)}::jsonb) as a(id uuid, "on" date, plan bigint, told bigint, again bigint, reported bigint, closed boolean)`
    await sql`insert into plan_month (zone_id, version_id, project_id, month_ym, countable, construction_fen, installation_fen, equipment_fen, other_fen, land_fen)
      select ${zoneId}, ${zoneId}, a.id, a."on", true, a.plan - a.plan / 3, 0, a.plan / 3, 0, 0 from ${source} where a."on" >= '2024-01-01'`.execute(
      tx,
    )
    await sql`insert into dispatch_entry (zone_id, entry_id, project_id, month_ym, construction_fen, installation_fen, equipment_fen, other_fen, land_fen, source_kind,
        told_by, told_by_name, told_on, told_at, superseded_at)
      select ${zoneId}, gen_random_uuid(), a.id, a."on", s.fen, 0, 0, 1, 0, 'entered', 't', 't', a."on", now(), s.at
      from ${source}, lateral (values (a.told, now()), (a.again, null)) s(fen, at)`.execute(tx)
    await sql`insert into report_return (zone_id, project_id, month_ym, state, construction_fen, installation_fen, equipment_fen, method, source_kind, modified_by, modified_at)
      select ${zoneId}, a.id, a."on", case when a.closed then 'closed' else 'verified' end, a.reported - a.reported / 4, 7, a.reported / 4, 'progress', 'entered', 't', now()
      from ${source} where extract(month from a."on") <> 1`.execute(tx)
    const later = corrections
      .filter(([, at, after]) => at % 12 !== 0 && at <= closed && (at + after) % 12 !== 0 && at + after < 24)
      .map(([one, at, after, fen]) => ({ id: idOf(one), on: dayOf(at), appears: dayOf(at + after), fen }))
    await sql`insert into report_correction (zone_id, correction_id, project_id, month_ym, appears_ym, construction_fen, installation_fen, equipment_fen,
        used_equipment_fen, renewal_equipment_fen, other_fen, old_buildings_fen, land_fen, reason_code, note, source_kind, corrected_by, corrected_at)
      select ${zoneId}, gen_random_uuid(), a.id, a."on", a.appears, a.fen, 0, 0, 0, 0, 0, 0, 0, 'other', 't', 'entered', 't', now()
      from jsonb_to_recordset(${rows(later)}::jsonb) as a(id uuid, "on" date, appears date, fen bigint)`.execute(tx)
  })
}

const FIGURES = ['planYuan', 'dispatchedYuan', 'reportedYuan'] as const

async function isReconciled(given: Figures): Promise<void> {
  zones += 1
  const ctx = await testZone(database, { code: `done-${zones}`, businessOn: '2024-12-31' })
  await enter(ctx, given)
  const client: Client = http.client(`planner@${ctx.zone.code}`)
  const done = await client('cockpit.done', { params: { year: 2024 } })
  const reconciled = (year: number, through: string, group: 'project' | 'cluster' = 'project') =>
    client('reconciliation.read', { params: { year }, query: { through, group } })
  for (const [index, { month: at, reportedSince, cumulative }] of done.months.entries()) {
    // Every third says as much as every one, in a third of the time.
    if (index % 3 !== 1) continue
    const { totals } = await reconciled(2024, at)
    expect(cumulative.planYuan).toBe(totals.planYuan)
    expect(cumulative.dispatchedYuan).toBe(totals.dispatchedYuan)
    // A report that is not closed says nothing; January is reported with February.
    expect(cumulative.reportedYuan).toBe(index === 0 || index + 12 > given.closed ? null : totals.reportedYuan)
    expect(reportedSince).toBe(index === 0 || index + 12 > given.closed ? null : index === 1 ? '2024-01' : at)
    if (index > 0 && given.closed >= index)
      expect(cumulative.lastYearYuan).toBe((await reconciled(2023, monthOf(index))).totals.reportedYuan)
  }
  for (const key of FIGURES) {
    const single = done.months.map((one) => one[key] ?? '0.00')
    const whole =
      key === 'reportedYuan' && !done.isClosed ? '0.00' : done.months.findLast((one) => one.cumulative[key] !== null)?.cumulative[key]
    expect(formatYuan(sumFen(single.map(parseYuan)))).toBe(whole)
  }
  const { through, totals } = await reconciled(2024, done.through)
  expect(done.through).toBe(given.closed > 12 ? monthOf(given.closed) : '2024-12')
  expect(through).toBe(done.through)
  for (const key of FIGURES) expect(done.total[key]).toBe(totals[key])
  expect(done.total.done).toBe(totals.done)
  const clusters = await reconciled(2024, done.through, 'cluster')
  for (const key of FIGURES) {
    const known = Object.fromEntries(clusters.rows.map((row) => [row.key, row[key]]))
    for (const row of done.clusters) expect([row.clusterCode, row[key]]).toEqual([row.clusterCode, known[row.clusterCode] ?? '0.00'])
    expect(formatYuan(sumFen(done.clusters.map((row) => parseYuan(row[key]))))).toBe(totals[key])
  }
}

test('every month, total and cluster is what the reconciliation says through that month', async () => {
  await fc.assert(fc.asyncProperty(figures, isReconciled), { numRuns: 6, endOnFailure: true })
}, 120_000)

test('growth, shares, pace and the order of clusters, by hand', async () => {
  const ctx = await testZone(database, { code: 'by-hand', businessOn: '2024-04-10' })
  const yuan = (amount_: number) => BigInt(amount_) * 100n
  await enter(ctx, {
    amounts: [
      [0, 13, yuan(400), 0n, yuan(300), yuan(400)],
      [2, 14, yuan(200), 0n, yuan(100), yuan(80)],
      [3, 14, yuan(0), 0n, 0n, yuan(20)],
      [0, 20, yuan(600), 0n, 0n, 0n],
      [0, 1, 0n, 0n, 0n, yuan(400)],
      [0, 3, 0n, 0n, 0n, yuan(999)],
    ],
    corrections: [],
    closed: 14,
  })
  const done = await http.client('planner@by-hand')('cockpit.done', { params: { year: 2024 } })
  // Every return carries 7 fen of installation beside its amount.
  expect(done.total).toMatchObject({
    reportedYuan: '500.21',
    lastYearYuan: '400.07',
    planYuan: '600.00',
    planOfYearYuan: '1200.00',
    done: '0.8337',
    growth: '0.2503',
  })
  expect(done).toMatchObject({ through: '2024-03', isClosed: true, pace: '0.2500', targetYuan: '12000000000.00' })
  expect(done.months[2]).toMatchObject({ paceYuan: '3000000000.00', reportedSince: '2024-03' })
  expect(done.shares.reported).toEqual({ constructionInstallation: '0.7501', equipment: '0.2499' })
  expect(done.shares.plan).toEqual({ constructionInstallation: '0.6667', equipment: '0.3333' })
  expect(done.clusters.map(({ clusterCode, done: share }) => [clusterCode, share])).toEqual([
    ['it', '1.0002'],
    ['bio', '0.4004'],
    ['', null],
  ])
})
