import { sql, type RawBuilder } from 'kysely'
import type { Client } from '@ballast/contract/client.ts'
import { INVESTMENT_ITEMS } from '@ballast/domain/report/form.ts'
import { formatYuan, parseYuan, sumFen, type Fen } from '@ballast/domain/shared/money.ts'
import type { Database } from '../platform/database.ts'
import type { Diary, LoadedZone } from './reporting-load.ts'

const MAIN = new Set(['construction', 'installation', 'equipment', 'other'])

/** Everything in which the database is not what people were told, or not equal to itself; by what is wrong. */
export async function reportingFaults(
  database: Database,
  { ctx, followers }: LoadedZone,
  diary: Diary,
  admin: Client,
): Promise<Record<string, string[]>> {
  const { zoneId } = ctx.zone
  const all = <T>(query: RawBuilder<T>): Promise<T[]> => database.system(async (tx) => (await query.execute(tx)).rows)

  const entries = await all(sql<{ key: string; count: number }>`
    select action || ' ' || subject_id as key, count(*)::int as count from audit_entry
    where zone_id = ${zoneId} and (action like 'report.%' or action = 'period.close') group by 1`)
  const written = new Map(entries.map(({ key, count }) => [key, count]))
  const events = await all(sql<{ key: string; count: number }>`
    select 'report.' || step || ' ' || project_id || ' ' || to_char(month_ym, 'YYYY-MM') as key, count(*)::int as count
    from report_event where zone_id = ${zoneId} group by 1`)
  const acts = new Set([...written.keys(), ...diary.done.keys()].filter((key) => !/^(report.verify-many|period.open) /.test(key)))
  const lost: string[] = []
  const doubled: string[] = []
  for (const key of acts) {
    // A correction sends back by itself what was handed in, and is counted by its words.
    if (key.startsWith('report.correct ')) continue
    const [count, done, doubtful] = [written.get(key) ?? 0, diary.done.get(key) ?? 0, diary.doubtful.get(key) ?? 0]
    if (count < done) lost.push(`${key}: ${done} answered, ${count} written`)
    if (count > done + doubtful && !key.startsWith('report.return '))
      doubled.push(`${key}: ${done} answered, ${doubtful} not, ${count} written`)
  }
  const half = events
    .filter(({ key, count }) => count !== written.get(key))
    .map(({ key, count }) => `${key}: ${count} events, ${written.get(key)} entries`)

  // Each act moves the version of a return by one; handing in by one more when the books had moved since it was saved.
  const returns = await all(sql<{ key: string; version: bigint; state: string; yearYuan: Fen; step: string | null }>`
    select r.project_id || ' ' || to_char(r.month_ym, 'YYYY-MM') as key, r.version, r.state, r.year_fen as "yearYuan",
      (select e.step from report_event e where e.zone_id = r.zone_id and e.project_id = r.project_id and e.month_ym = r.month_ym
        order by e.event_id desc limit 1) as step
    from report_return r where r.zone_id = ${zoneId}`)
  for (const { key, version, state } of returns) {
    const count = (action: string) => written.get(`report.${action} ${key}`) ?? 0
    const acted = ['save', 'recall', 'submit', 'review', 'return', 'verify'].reduce((sum, action) => sum + count(action), 0)
    const least = acted + (state === 'closed' ? 1 : 0)
    const most = least + count('submit')
    if (Number(version) < least || Number(version) > most) half.push(`${key}: version ${version} after ${least} to ${most} acts`)
  }
  const stored = new Map(returns.map((row) => [row.key, row]))
  for (const [key, answer] of diary.seen) {
    const row = stored.get(key)
    if (row === undefined || row.version < BigInt(answer.version))
      lost.push(`${key}: version ${answer.version} answered, ${row?.version} written`)
    else if (row.version === BigInt(answer.version) && formatYuan(row.yearYuan) !== answer.form.yearYuan) lost.push(`${key}: other amounts`)
  }

  const made = new Map(
    (
      await all(sql<{ key: string; count: number }>`
        select 'correction ' || note as key, count(*)::int as count from report_correction where zone_id = ${zoneId} group by 1
        union all select 'told ' || note, count(*)::int from dispatch_entry where zone_id = ${zoneId} group by 1
        union all select 'update ' || text, count(*)::int from project_update where zone_id = ${zoneId} group by 1`)
    ).map(({ key, count }) => [key, count]),
  )
  for (const [key, told] of diary.made) {
    const count = made.get(key) ?? 0
    if (told === 'yes' && count === 0) lost.push(key)
    if (count > (told === 'refused' ? 0 : 1)) doubled.push(`${key}: ${count}`)
  }

  const items = INVESTMENT_ITEMS.filter((item) => MAIN.has(item)).map((item) => `${item}_fen`)
  const unequal = (
    await all(sql<{ key: string }>`
      select r.project_id || ' ' || r.month_ym as key from report_return r
      cross join lateral (select ${sql.raw(items.map((item) => `coalesce(sum(t.${item}), 0) as ${item}`).join(', '))} from (
        select ${sql.raw(items.map((item) => `b.${item}`).join(', '))} from report_return b where b.zone_id = r.zone_id
          and b.project_id = r.project_id and b.state = 'closed' and b.month_ym <= r.month_ym
        union all select ${sql.raw(items.map((item) => `c.${item}`).join(', '))} from report_correction c where c.zone_id = r.zone_id
          and c.project_id = r.project_id and c.month_ym < r.month_ym and c.appears_ym <= r.month_ym) t) books
      where r.zone_id = ${zoneId} and r.state = 'closed' and (
        ${sql.raw(items.map((item) => `r.year_${item} <> books.${item}`).join(' or '))}
        or r.year_fen <> ${sql.raw(items.map((item) => `books.${item}`).join(' + '))} or r.cumulative_fen <> r.year_fen + 123456789
        or r.total_fen <> ${sql.raw(items.map((item) => `r.${item}`).join(' + '))})`)
  ).map(({ key }) => `${key}: its year is not the sum of its months`)
  unequal.push(...(await sumFaults(all, zoneId, admin)))

  const told = await all(sql<{ key: string; count: number }>`
    select v.params ->> 'text' || ' ' || n.user_id as key, count(*)::int as count from notification n
    join notification_event v on v.zone_id = n.zone_id and v.event_id = n.event_id
    where n.zone_id = ${zoneId} and v.kind = 'project-updated' group by 1`)
  const updates = [...made.keys()].filter((key) => key.startsWith('update ')).length
  const notifications = told.filter(({ count }) => count > 1).map(({ key, count }) => `${key}: ${count} times`)
  if (told.length !== updates * followers) notifications.push(`${updates} updates were told to ${told.length} followers`)

  const trail = await admin('audit.verify', {})
  return {
    'answered and lost': lost,
    'done twice': doubled,
    'half done': half,
    'sums that differ': unequal,
    'notifications lost or doubled': notifications,
    'findings in the audit trail': trail.findings.map(({ message }) => message),
    'answers 500': diary.broken,
  }
}

/** Each closed period against its list, the audit trail, and the reconciliation of the year. */
async function sumFaults(all: <T>(query: RawBuilder<T>) => Promise<T[]>, zoneId: string, admin: Client): Promise<string[]> {
  const faults: string[] = []
  const { periods } = await admin('period.list', {})
  const closed = periods.filter(({ closedAt }) => closedAt !== null)
  for (const { month, reportedYuan } of closed) {
    const { rows, totals } = await admin('report.list', { params: { month }, query: {} })
    const sum = formatYuan(sumFen(rows.map(({ state, monthYuan }) => parseYuan(state === 'closed' ? (monthYuan ?? '0.00') : '0.00'))))
    const [stored] = await all(sql<{ yuan: Fen; told: string }>`
      select coalesce(sum(r.total_fen), 0)::bigint as yuan, (select a.after ->> 'totalYuan' from audit_entry a
        where a.zone_id = ${zoneId} and a.action = 'period.close' and a.subject_id = ${month}) as told
      from report_return r where r.zone_id = ${zoneId} and r.month_ym = ${`${month}-01`} and r.state = 'closed'`)
    const sums = [reportedYuan, sum, totals.monthYuan, formatYuan(stored?.yuan ?? 0n), stored?.told]
    if (new Set(sums).size > 1) faults.push(`${month}: ${sums.join(', ')}`)
  }
  const [newest] = closed
  if (newest === undefined) return faults
  const { rows, totals } = await admin('reconciliation.read', { params: { year: 2024 }, query: { through: newest.month } })
  const [stored] = await all(sql<{ yuan: Fen }>`
    select (coalesce((select sum(r.total_fen) from report_return r where r.zone_id = ${zoneId} and r.state = 'closed'), 0)
      + coalesce((select sum(c.total_fen) from report_correction c where c.zone_id = ${zoneId} and c.appears_ym <= ${`${newest.month}-01`}), 0))::bigint as yuan`)
  const sums = [
    totals.reportedYuan,
    formatYuan(sumFen(rows.map(({ reportedYuan }) => parseYuan(reportedYuan)))),
    formatYuan(stored?.yuan ?? 0n),
  ]
  if (new Set(sums).size > 1) faults.push(`reconciliation: ${sums.join(', ')}`)
  return faults
}
