import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { ProblemError, type Client } from '@ballast/contract/client.ts'
import { itemsFromWire, itemsOnWire } from '@ballast/contract/report-form.ts'
import type { ReportReturn, ReturnForm } from '@ballast/contract/report.ts'
import type { Role } from '@ballast/contract/roles.ts'
import { itemsOf, plus, totalOf } from '@ballast/domain/report/form.ts'
import { REPORT_RULES } from '@ballast/domain/report/rules.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { fen, formatYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import { saveEnterprises } from '../features/enterprise/index.ts'
import type { Context } from '../platform/context.ts'
import type { Database } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { testUser, testZone } from './context.ts'
import { setBusinessDate, testLights, testWatched } from './watched.ts'

/** What people were told of what they did. Who got no answer does not know whether it was done. */
export class Diary {
  /** By action, project and month. */
  readonly done = new Map<string, number>()
  readonly doubtful = new Map<string, number>()
  /** Things that are made once, by the words in them; undefined: no answer yet. */
  readonly made = new Map<string, 'yes' | 'refused' | undefined>()
  /** Answers that nobody should get. */
  readonly broken: string[] = []
  /** The last answer about a return, by project and month. */
  readonly seen = new Map<string, ReportReturn>()
  /** Refusals, by code. */
  readonly refused = new Map<string, number>()

  /** @returns the answer, or undefined when it was refused or none came */
  async note<T>(key: string, request: Promise<T>): Promise<T | undefined> {
    try {
      const answer = await request
      this.done.set(key, (this.done.get(key) ?? 0) + 1)
      return answer
    } catch (error) {
      if (this.isAnswer(error)) return undefined
      this.doubtful.set(key, (this.doubtful.get(key) ?? 0) + 1)
      return undefined
    }
  }

  /** Whether somebody answered, with a refusal. */
  isAnswer(error: unknown): boolean {
    if (error instanceof ProblemError) {
      if (error.problem.status >= 500) this.broken.push(`${error.problem.status} ${error.problem.code}`)
      this.refused.set(error.problem.code, (this.refused.get(error.problem.code) ?? 0) + 1)
      return true
    }
    if (error instanceof TypeError && /fetch failed|terminated/.test(error.message)) return false
    throw error
  }
}

export interface LoadedZone {
  readonly ctx: Context
  readonly reporters: readonly { readonly login: string; readonly projects: readonly Uuid[] }[]
  readonly followers: number
  readonly people: readonly { readonly login: string; readonly role: Role }[]
}

/** A zone of so many enterprises, each with a reporter and its projects, two of the office, two managers, and whoever closes. */
export async function loadedZone(
  database: Database,
  { reporters, projects, auditKey }: { reporters: number; projects: number; auditKey?: Buffer },
): Promise<LoadedZone> {
  const zone = await testZone(database, { code: 'load', businessOn: '2024-03-04' })
  const ctx = auditKey === undefined ? zone : { ...zone, auditKey }
  const { zoneId } = ctx.zone
  await testLights(database, ctx)
  const names = Array.from({ length: reporters }, (_, at) => `企业${at}`)
  const owners = await database.write(zoneId, async (tx) => {
    const rowsOf = names.map((nameZh) => ({ nameZh }))
    await saveEnterprises(tx, ctx, rowsOf, { action: 'test' })
    await sql`insert into code_item (zone_id, list, code, name_zh, name_en, sort)
      values (${zoneId}, 'correction-reason', 'split', '构成有误', 'Wrong split', 1)`.execute(tx)
    const { rows } = await sql<{ name: string; id: Uuid }>`select name_zh as name, enterprise_id as id from enterprise`.execute(tx)
    return new Map(rows.map(({ name, id }) => [name, id]))
  })
  const office: [string, Role, string][] = [
    ['officer1', 'statistics_officer', '统计员甲'],
    ['officer2', 'statistics_officer', '统计员乙'],
    ['closer', 'statistics_officer', '关账员'],
    ['manager0', 'service_manager', '管家0'],
    ['manager1', 'service_manager', '管家1'],
    ['leader0', 'leader', '领导0'],
    ['leader1', 'leader', '领导1'],
    ['admin', 'administrator', '管理员'],
  ]
  for (const [login, role, nameZh] of office) await testUser(database, zoneId, { login, role, nameZh })
  const dates = { registration: { actual: '2023-06-01' }, construction_start: { actual: '2023-05-01' } }
  const people: { login: string; projects: Uuid[] }[] = []
  for (const [at, name] of names.entries()) {
    const login = `reporter${at}`
    const enterpriseId = owners.get(name) as Uuid
    await testUser(database, zoneId, { login, role: 'enterprise_reporter', nameZh: `填报人${at}`, enterpriseId })
    const own: Uuid[] = []
    for (let number = 0; number < projects; number += 1) {
      const given = { projectNo: `P${at}-${number}`, owner: name, serviceManager: `管家${at % 2}`, totalFen: 10n ** 15n, dates }
      own.push(await testWatched(database, ctx, given))
    }
    people.push({ login, projects: own })
  }
  await database.write(zoneId, async (tx) => {
    await sql`insert into report_opening (zone_id, project_id, before_year, cumulative_fen, source_kind)
      select zone_id, project_id, 2024, 123456789, 'entered' from project where zone_id = ${zoneId}`.execute(tx)
    await sql`insert into project_follower (zone_id, project_id, user_id)
      select p.zone_id, p.project_id, u.user_id from project p join app_user u on u.zone_id = p.zone_id and u.login like 'leader%'
      where p.zone_id = ${zoneId}`.execute(tx)
  })
  const reporterRoles = people.map(({ login }) => ({ login, role: 'enterprise_reporter' as const }))
  return { ctx, reporters: people, followers: 2, people: [...office.map(([login, role]) => ({ login, role })), ...reporterRoles] }
}

const chance = (share: number): boolean => Math.random() < share
const one = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T
const randomFen = (): bigint => BigInt(Math.floor(Math.random() * 900_000_000))

/** The form with a month of random amounts on top of the books. */
function filled({ form, books }: ReportReturn): ReturnForm {
  const main = new Set(['construction', 'installation', 'equipment', 'other'])
  const own = itemsOf((item) => (main.has(item) ? randomFen() : 0n))
  const year = plus(itemsFromWire(books.yearBefore), own)
  return {
    ...form,
    year: itemsOnWire(year),
    yearYuan: formatYuan(totalOf(year)),
    monthYuan: formatYuan(totalOf(own)),
    cumulativeYuan: formatYuan(fen(parseYuan(books.lastYearEndYuan) + totalOf(year))),
  }
}

/** Whoever has been through this much of back and forth is not sent back again, so that a period comes to an end. */
const isWorn = ({ month, version }: { month: string; version: string }): boolean => month !== LAST_MONTH && Number(version) >= 8
/** Is not closed: in it what is verified goes back again, as long as anybody works. */
const LAST_MONTH = '2024-12'

const EVERY_REASON = Object.fromEntries(REPORT_RULES.map((rule) => [rule, '现场如此']))

/** People at work on a zone; `as` gives the client of one of them, on whichever server answers. */
export class Reporting {
  readonly diary = new Diary()
  month = '2024-02'
  isOver = false
  closings = 0
  private readonly zone: LoadedZone
  private readonly database: Database
  private readonly as: (login: string) => Client

  constructor(zone: LoadedZone, database: Database, as: (login: string) => Client) {
    this.zone = zone
    this.database = database
    this.as = as
  }

  /** Everybody works until `isOver`, or so many periods are closed. */
  async work(closings: number): Promise<void> {
    const until = () => this.isOver || this.closings >= closings
    const again = async (act: () => Promise<void>) => {
      while (!until()) await act()
    }
    await Promise.all([
      ...this.zone.reporters.map(({ login, projects }) => again(() => this.report(login, one(projects)))),
      again(() => this.judge('officer1')),
      again(() => this.judge('officer2')),
      again(() => this.look('manager0')),
      again(() => this.look('manager1')),
      again(() => this.close()),
    ])
  }

  private async step(
    login: string,
    id: 'report.submit' | 'report.recall' | 'report.review' | 'report.verify',
    { projectId, month, version }: { projectId: string; month: string; version: string },
  ): Promise<ReportReturn | undefined> {
    const request = this.as(login)(id, { params: { projectId, month }, ifMatch: version })
    return this.remember(await this.diary.note(`${id} ${projectId} ${month}`, request))
  }

  /** The newest answer about a return counts. */
  private remember(answer: ReportReturn | undefined): ReportReturn | undefined {
    if (answer === undefined) return undefined
    const key = `${answer.projectId} ${answer.month}`
    const before = this.diary.seen.get(key)
    if (before === undefined || BigInt(before.version) < BigInt(answer.version)) this.diary.seen.set(key, answer)
    return answer
  }

  /** What only reads may fail without a word. */
  private async read<T>(request: Promise<T>): Promise<T | undefined> {
    try {
      return await request
    } catch (error) {
      if (!this.diary.isAnswer(error)) await wait(20)
      return undefined
    }
  }

  private async report(login: string, projectId: string): Promise<void> {
    const { month } = this
    const params = { projectId, month }
    if (chance(0.1)) await this.tell(login, projectId)
    const begun = await this.read(this.as(login)('report.show', { params }))
    if (begun === undefined) return
    if (begun.lock !== null) {
      if (begun.state === 'submitted' && chance(0.1) && !isWorn(begun)) await this.step(login, 'report.recall', begun)
      else if (chance(0.2)) await this.tell(login, projectId)
      await wait(50)
      return
    }
    const body = { form: filled(begun), reasons: EVERY_REASON, note: null }
    const saving = this.as(login)('report.save', { params, body, ifMatch: begun.version })
    const saved = this.remember(await this.diary.note(`report.save ${projectId} ${month}`, saving))
    if (saved !== undefined && !chance(0.2)) await this.step(login, 'report.submit', saved)
  }

  private async waiting(login: string): Promise<{ projectId: string; month: string; version: string }[]> {
    const { month } = this
    const state = month === LAST_MONTH ? (['submitted', 'in_review', 'verified'] as const) : (['submitted', 'in_review'] as const)
    const list = await this.read(this.as(login)('report.list', { params: { month }, query: { state: [...state] } }))
    if (list === undefined || list.rows.length === 0) await wait(50)
    return (list?.rows ?? []).map(({ projectId, version }) => ({ projectId, month, version }))
  }

  /** Sends back, looks through or verifies one; or verifies whatever there is. */
  private async judge(login: string): Promise<void> {
    const waiting = await this.waiting(login)
    if (waiting.length === 0) return
    if (chance(0.2)) return this.verifyMany(login, waiting)
    for (const row of waiting.slice(0, 5)) {
      if (chance(0.25) && !isWorn(row)) await this.sendBack(login, row)
      else {
        const reviewed = chance(0.3) ? await this.step(login, 'report.review', row) : undefined
        await this.step(login, 'report.verify', reviewed ?? row)
      }
    }
  }

  private async verifyMany(login: string, rows: readonly { projectId: string; month: string; version: string }[]): Promise<void> {
    const { month } = rows[0] as { month: string }
    const returns = rows.map(({ projectId, version }) => ({ projectId, version }))
    const answer = await this.diary.note(
      `report.verify-many ${month}`,
      this.as(login)('report.verify-many', { params: { month }, body: { returns } }),
    )
    if (answer === undefined) {
      // Each of them may have been verified.
      for (const { projectId } of rows) {
        const key = `report.verify ${projectId} ${month}`
        this.diary.doubtful.set(key, (this.diary.doubtful.get(key) ?? 0) + 1)
      }
      return
    }
    const refused = new Set(answer.refused.map(({ projectId }) => projectId))
    for (const { projectId } of rows) {
      if (refused.has(projectId)) continue
      const key = `report.verify ${projectId} ${month}`
      this.diary.done.set(key, (this.diary.done.get(key) ?? 0) + 1)
    }
  }

  private async sendBack(
    login: string,
    { projectId, month, version }: { projectId: string; month: string; version: string },
  ): Promise<void> {
    const body = { fields: [{ field: 'monthYuan', reason: '与现场不符' }], note: '请核对' }
    const request = this.as(login)('report.return', { params: { projectId, month }, body, ifMatch: version })
    this.remember(await this.diary.note(`report.return ${projectId} ${month}`, request))
  }

  /** A service manager looks, sends back, and writes how a project stands, which its followers hear of. */
  private async look(login: string): Promise<void> {
    const waiting = await this.waiting(login)
    if (waiting.length === 0) return
    const row = one(waiting)
    if (chance(0.3) && !isWorn(row)) await this.sendBack(login, row)
    else if (chance(0.3)) await this.step(login, 'report.review', row)
    const text = newId()
    await this.make(`update ${text}`, (idempotencyKey) =>
      this.as(login)('project-update.write', { params: { projectId: row.projectId }, body: { text } }, { idempotencyKey }),
    )
  }

  private async tell(login: string, projectId: string): Promise<void> {
    const note = newId()
    const amounts = { constructionYuan: '12.34', installationYuan: '5.67', equipmentYuan: '0.01', otherYuan: '0.00', landYuan: '0.00' }
    const { month } = this
    await this.make(`told ${note}`, (idempotencyKey) =>
      this.as(login)('dispatch.tell', { params: { projectId }, body: { month, note, ...amounts } }, { idempotencyKey }),
    )
  }

  /** Asks under one key until there is an answer: so it is done once, however often it is asked. */
  private async make(key: string, send: (idempotencyKey: string) => Promise<unknown>): Promise<void> {
    const idempotencyKey = newId()
    this.diary.made.set(key, undefined)
    while (!this.isOver) {
      try {
        await send(idempotencyKey)
        this.diary.made.set(key, 'yes')
        return
      } catch (error) {
        if (this.diary.isAnswer(error)) {
          this.diary.made.set(key, 'refused')
          return
        }
        await wait(50)
      }
    }
  }

  /** Tries to close the period when little is missing; then corrects what was closed, and opens the next. */
  private async close(): Promise<void> {
    await wait(50)
    const as = this.as('closer')
    const listed = await this.read(as('period.list', {}))
    const period = listed?.periods[0]
    if (listed === undefined || period === undefined) return
    const { month, opensOn, closedAt, counts, version } = period
    // Opened by now, whether or not anybody was told.
    if (month !== this.month) {
      await setBusinessDate(this.database, this.zone.ctx, opensOn)
      this.month = month
      this.closings += 1
      return
    }
    if (closedAt === null) {
      if (month === LAST_MONTH || counts.missing * 20 > counts.due) return
      const body = { missingReason: '企业停产' }
      const closed = await this.diary.note(`period.close ${month}`, as('period.close', { params: { month }, body, ifMatch: version }))
      if (closed === undefined) return
    }
    for (let count = 0; count < 3; count += 1) {
      const projectId = one(one(this.zone.reporters).projects)
      const note = newId()
      const body = { items: { construction: '0.37' }, reasonCode: 'split', note }
      await this.make(`correction ${note}`, (idempotencyKey) =>
        as('report.correct', { params: { projectId, month }, body }, { idempotencyKey }),
      )
    }
    await this.diary.note(`period.open ${listed.next}`, as('period.open', { body: { month: listed.next } }))
  }
}
