// Random months: reports, returns, corrections and dispatched figures in any order; the books always say what was done.
import { sql } from 'kysely'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { itemsOf, minus, NO_ITEMS, plus, totalOf, type Items } from '@ballast/domain/report/form.ts'
import { lastDayOf, monthAfter } from '@ballast/domain/report/period.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { fen } from '@ballast/domain/shared/money.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { yearOf, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testLights, testWatched } from '../../testing/watched.ts'
import { tellFigures } from '../dispatch/index.ts'
import { closePeriod } from './close-period.ts'
import { correctMonth } from './correct-month.ts'
import { caseOf, casesOf, findPeriod } from './load-period.ts'
import { openPeriod } from './open-period.ts'
import { initialForm } from './report-case.ts'
import { saveReturns } from './save-returns.ts'
import { stepReturns, submitReturns } from './step-returns.ts'
import type { CaseRecord } from './case.view.ts'

const PROJECTS = 3
let database: Database
let zones = 0
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

type Step =
  | { readonly kind: 'report'; readonly project: number; readonly construction: bigint; readonly equipment: bigint; readonly land: bigint }
  | { readonly kind: 'send-back'; readonly project: number }
  | { readonly kind: 'next-month' }
  | { readonly kind: 'correct'; readonly project: number; readonly back: number; readonly amount: bigint }
  | { readonly kind: 'tell'; readonly project: number; readonly amount: bigint }

const project = fc.nat(PROJECTS - 1)
const amount = fc.bigInt({ min: 0n, max: 9_000_000_000n })
const someSteps = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ kind: fc.constant('report' as const), project, construction: amount, equipment: amount, land: amount }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('send-back' as const), project }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('next-month' as const) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('correct' as const),
        project,
        back: fc.nat(4),
        amount: fc.bigInt({ min: -5_000_000_000n, max: 5_000_000_000n }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('tell' as const), project, amount }) },
  ),
  { minLength: 6, maxLength: 22 },
)

interface Told {
  readonly month: YearMonth
  readonly items: Items
  readonly appearsIn: YearMonth
}

/** What was done, kept beside the database. */
class Book {
  readonly closed: Told[][] = Array.from({ length: PROJECTS }, () => [])
  readonly corrected: Told[][] = Array.from({ length: PROJECTS }, () => [])
  readonly pending = new Map<number, Items>()
  readonly told = new Map<string, bigint>()

  /** Items of the months of a year that stand in the books before the report of `before`. */
  yearBefore(at: number, before: YearMonth): Items {
    const parts = [...(this.closed[at] ?? []), ...(this.corrected[at] ?? [])]
    return parts
      .filter(({ month, appearsIn }) => yearOf(month) === yearOf(before) && month < before && appearsIn <= before)
      .map(({ items }) => items)
      .reduce(plus, NO_ITEMS)
  }
}

async function run(steps: readonly Step[]): Promise<void> {
  zones += 1
  const zone = await testZone(database, { code: `laws-${zones}`, role: 'administrator' })
  await testLights(database, zone)
  const ids: Uuid[] = []
  for (let at = 0; at < PROJECTS; at += 1) {
    const dates = { registration: { actual: '2023-01-10' }, construction_start: { actual: '2023-01-05' } }
    ids.push(await testWatched(database, zone, { projectNo: `P${at}`, totalFen: 10n ** 15n, dates }))
  }
  const book = new Book()
  let month = '2024-02' as YearMonth
  /** The clock of the zone stands on the day after the month, when its report is open. */
  const now = (): Context => ({ ...zone, zone: { ...zone.zone, businessOn: `${monthAfter(month)}-06` as never } })
  const write = <T>(work: (tx: Parameters<Parameters<Database['write']>[1]>[0], ctx: Context) => Promise<T>): Promise<T> =>
    database.write(zone.zone.zoneId, (tx) => work(tx, now()))
  await write((tx, ctx) => openPeriod(tx, ctx, month))
  const dueOn = `${monthAfter(month)}-28`
  await database.system((tx) =>
    sql`update report_period set due_on = ${dueOn}, closes_on = ${dueOn} where zone_id = ${zone.zone.zoneId}`.execute(tx),
  )

  const report = ({ project: at, construction, equipment, land }: Step & { kind: 'report' }) =>
    write(async (tx, ctx) => {
      const period = await findPeriod(tx, ctx, month)
      const record = await caseOf(tx, ctx, period, 'report.save', ids[at] as Uuid)
      if (record.state === 'verified') {
        await stepReturns(tx, ctx, period, 'return', [{ projectId: record.projectId, version: record.version as bigint }], { note: '重报' })
      }
      const before = await caseOf(tx, ctx, period, 'report.save', ids[at] as Uuid)
      const own = itemsOf((item) =>
        item === 'construction' ? construction : item === 'equipment' ? equipment : item === 'land' || item === 'other' ? land : 0n,
      )
      const year = plus(before.books.yearBefore, own)
      const form = {
        ...initialForm(before, month),
        year,
        yearFen: totalOf(year),
        monthFen: totalOf(own),
        cumulativeFen: fen(before.books.lastYearEndFen + totalOf(year)),
      }
      const given = { projectId: before.projectId, version: before.version ?? 0n, form, reasons: {}, notCountable: [], note: null }
      await saveReturns(tx, ctx, period, [given])
      await submitReturns(tx, ctx, period, [{ projectId: before.projectId, version: given.version + 1n }])
      const submitted = await caseOf(tx, ctx, period, 'report.save', before.projectId)
      await stepReturns(tx, ctx, period, 'verify', [{ projectId: before.projectId, version: submitted.version as bigint }])
      book.pending.set(at, own)
    })
  const sendBack = ({ project: at }: Step & { kind: 'send-back' }) =>
    write(async (tx, ctx) => {
      const period = await findPeriod(tx, ctx, month)
      const record = await caseOf(tx, ctx, period, 'report.save', ids[at] as Uuid)
      if (record.state !== 'verified') return
      await stepReturns(tx, ctx, period, 'return', [{ projectId: record.projectId, version: record.version as bigint }], { note: '退回' })
      book.pending.delete(at)
    })
  const close = () =>
    write(async (tx, ctx) => {
      const period = await findPeriod(tx, ctx, month)
      await closePeriod(tx, ctx, { month, version: period.version, missingReason: '测试' })
    })
  const nextMonth = async () => {
    const period = await database.read(zone.zone.zoneId, (tx) => casesOf(tx, now(), { month, firstMonth: month }, 'report.save'))
    // A return that was sent back has to come again before the month can be closed.
    for (const record of period.filter(({ state }) => state === 'returned')) {
      await report({ kind: 'report', project: ids.indexOf(record.projectId), construction: 0n, equipment: 0n, land: 0n })
    }
    await close()
    for (const [at, items] of book.pending) book.closed[at]?.push({ month, items, appearsIn: month })
    book.pending.clear()
    month = monthAfter(month)
    await write((tx, ctx) => openPeriod(tx, ctx, month))
    const due = lastDayOf(monthAfter(month))
    await database.system((tx) =>
      sql`update report_period set due_on = ${due}, closes_on = ${due} where zone_id = ${zone.zone.zoneId} and month_ym = ${`${month}-01`}`.execute(
        tx,
      ),
    )
  }
  const correct = async ({ project: at, back, amount: change }: Step & { kind: 'correct' }) => {
    const months = (book.closed[at] ?? []).map((closed) => closed.month)
    const target = months[months.length - 1 - (back % Math.max(1, months.length))]
    if (target === undefined) return
    const items = itemsOf((item) => (item === 'construction' ? change : 0n))
    try {
      await write((tx, ctx) =>
        correctMonth(tx, ctx, { projectId: ids[at] as Uuid, month: target, items, reasonCode: 'other', note: '测试' }),
      )
    } catch (error) {
      if (error instanceof Refusal && error.code === 'report.correction-refused') return
      throw error
    }
    book.corrected[at]?.push({ month: target, items, appearsIn: month })
    // Its return of this month went back, if it had been handed in.
    book.pending.delete(at)
  }
  const tell = ({ project: at, amount: told }: Step & { kind: 'tell' }) =>
    write(async (tx, ctx) => {
      const zero = fen(0n)
      const parts = { constructionFen: fen(told), installationFen: zero, equipmentFen: zero, otherFen: zero, landFen: zero }
      const said = { progressPpm: null, note: null, toldOn: lastDayOf(month), sourceKind: 'entered' as const }
      await tellFigures(tx, ctx, [{ projectId: ids[at] as Uuid, month, ...parts, ...said }])
      book.told.set(`${at} ${month}`, told)
    })
  await database.write(zone.zone.zoneId, (tx) =>
    sql`insert into code_item (zone_id, list, code, name_zh, name_en, sort) values (${zone.zone.zoneId}, 'correction-reason', 'other', '其他', 'Other', 1)`.execute(
      tx,
    ),
  )

  for (const step of steps) {
    if (month > '2024-09') break
    if (step.kind === 'report') await report(step)
    else if (step.kind === 'send-back') await sendBack(step)
    else if (step.kind === 'next-month') await nextMonth()
    else if (step.kind === 'correct') await correct(step)
    else await tell(step)
  }
  await check(zone, ids, book, month)
}

async function check(zone: Context, ids: readonly Uuid[], book: Book, month: YearMonth): Promise<void> {
  const { zoneId } = zone.zone
  const records = await database.read(zoneId, (tx) => casesOf(tx, zone, { month, firstMonth: month }, 'report.save'))
  for (const [at, projectId] of ids.entries()) {
    const record = records.find((one) => one.projectId === projectId) as CaseRecord
    const before = book.yearBefore(at, month)
    // The books before the report that is open are the closed months with the corrections that appear by now.
    expect(record.books.yearBefore).toEqual(before)
    expect(record.books.lastYearEndFen).toBe(0n)
    const pending = book.pending.get(at)
    if (pending === undefined) continue
    // Months add up to the year, the year to the cumulative, the items to the whole.
    const { form } = record
    expect(record.items).toEqual(pending)
    expect(
      minus(
        itemsOf((item) => form?.year[item] ?? 0n),
        before,
      ),
    ).toEqual(pending)
    expect(form?.yearFen).toBe(fen(totalOf(before) + totalOf(pending)))
    expect(form?.cumulativeFen).toBe(form?.yearFen)
  }
  // What was closed is as it was reported, whatever was corrected; corrections stand beside it.
  const { rows } = await database.read(zoneId, (tx) =>
    sql<{ projectId: Uuid; total: bigint; items: bigint; corrected: bigint; told: bigint; plan: bigint }>`
      select p.project_id as "projectId",
        coalesce((select sum(r.total_fen) from report_return r where r.zone_id = p.zone_id and r.project_id = p.project_id and r.state = 'closed'), 0)::bigint as total,
        coalesce((select sum(r.construction_fen + r.installation_fen + r.equipment_fen + r.other_fen) from report_return r where r.zone_id = p.zone_id
          and r.project_id = p.project_id and r.state = 'closed'), 0)::bigint as items,
        coalesce((select sum(c.total_fen) from report_correction c where c.zone_id = p.zone_id and c.project_id = p.project_id), 0)::bigint as corrected,
        coalesce((select sum(d.total_fen) from dispatch_entry d where d.zone_id = p.zone_id and d.project_id = p.project_id and d.superseded_at is null), 0)::bigint as told,
        (select count(*) from plan_month m where m.zone_id = p.zone_id) as plan
      from project p where p.zone_id = ${zoneId}`.execute(tx),
  )
  for (const { projectId, total, items, corrected, told, plan } of rows) {
    const at = ids.indexOf(projectId)
    const sum = (list: readonly Told[] | undefined) => (list ?? []).reduce((all, one) => all + totalOf(one.items), 0n)
    expect(total).toBe(sum(book.closed[at]))
    expect(items).toBe(total)
    expect(corrected).toBe(sum(book.corrected[at]))
    // Neither report nor correction moves what was told from the site, nor any of them the plan.
    expect(told).toBe([...book.told].filter(([key]) => key.startsWith(`${at} `)).reduce((all, [, one]) => all + one, 0n))
    expect(plan).toBe(0n)
  }
}

test('months, years, cumulatives and the three figures agree after any sequence of reports, returns and corrections', async () => {
  await fc.assert(fc.asyncProperty(someSteps, run), { numRuns: 12, endOnFailure: true })
}, 120_000)
