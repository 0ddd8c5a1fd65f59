import { PRESET_STEPS } from '@ballast/domain/light/escalation.ts'
import { parseWan } from '@ballast/domain/shared/money.ts'
import { Refusal, refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { RowOutcome } from '@ballast/domain/shared/row-outcome.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { AuditKey } from '../../platform/audit-key.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Context } from '../../platform/context.ts'
import { gatherStatistics, type Database, type WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { createAccount, hashPassword, setPassword } from '../account/index.ts'
import { saveEnterprises } from '../enterprise/index.ts'
import { loadLives } from '../gate/index.ts'
import { insertRules, insertSteps } from '../light/index.ts'
import { saveParcels } from '../parcel/index.ts'
import { acceptWarnings, adoptPlan, checkPlan, draftPlan, savePlanNodes, savePlanProjects, savePlanTargets } from '../plan/index.ts'
import { saveProjects } from '../project/index.ts'
import { examinePack } from './check-pack.ts'
import { CSV_FILES } from './pack-file.ts'
import { enterZone, hasZone, insertCodes, insertZone, mergeCalendar, type CodeRecords } from './pack.queries.ts'
import { enterpriseRows, items, parcelRows, planNodeRows, planProjectRows, planTargetRows, projectRows } from './pack-rows.ts'
import { livesOf } from './pack-lives.ts'
import { rulesOf } from './light-rules.ts'
import { loadCalendar, loadMonths } from './load-months.ts'
import { loadRecords } from './load-records.ts'
import type { Pack } from './read-pack.ts'

/** The name under which a pack is loaded, in the audit trail. */
const LOADER = { login: 'pack-loader', nameZh: '数据包装载', nameEn: 'Zone pack loader' }

export interface LoadedPack {
  readonly zoneCode: string
  readonly enterprises: number
  readonly parcels: number
  readonly projects: number
  readonly planned: number
}

/**
 * Loads a zone pack into a database that does not hold the zone yet, in one transaction: all of it or nothing. The zone itself
 * is made by the system; what is in it goes through the use cases, under row-level security. Months are worked off one after the other
 * and take most of the time: a test that needs none leaves them out, and with them what offices keep beside them.
 */
export async function loadPack(
  database: Database,
  tools: { clock: Clock; auditKey: AuditKey },
  dir: string,
  { withMonths = true }: { withMonths?: boolean } = {},
): Promise<LoadedPack> {
  const { pack, problems } = await examinePack(dir)
  refuseIfAny('pack.invalid', problems)
  if (pack === null) throw new Refusal('pack.invalid')
  const loaded = await database.system(async (tx) => {
    const { zone, users } = pack.zone
    if (await hasZone(tx, zone.code)) {
      throw new Refusal('pack.zone-already-there', [{ code: 'pack.zone-already-there', params: { zone: zone.code } }])
    }
    const ctx = contextOf(pack, tools)
    if (pack.zone.calendar) await mergeCalendar(tx, calendarOf(pack, pack.zone.calendar))
    await insertZone(tx, {
      ...ctx.zone,
      calendar: pack.zone.calendar?.code ?? null,
      map: { ...pack.zone.map, ...pack.layers },
      settings: pack.zone.settings ?? {},
      pack: { code: zone.code, loadedAt: tools.clock.now(), demonstrationPassword: pack.zone.demonstration?.password },
    })
    await enterZone(tx, ctx.zone.zoneId)
    await recordAudit(tx, ctx, {
      action: 'pack.load',
      subjectType: 'zone',
      subjectId: ctx.zone.zoneId,
      after: { zone, users: users.map(({ login, roles }) => ({ login, roles })), rows: rowCounts(pack) },
    })
    const counts = await fillZone(tx, ctx, pack, withMonths)
    if (withMonths) {
      await loadCalendar(tx, ctx, pack)
      await loadRecords(tx, ctx, pack)
      await loadMonths(tx, ctx, pack)
    }
    return counts
  })
  await gatherStatistics(database)
  return loaded
}

function contextOf(pack: Pack, { clock, auditKey }: { clock: Clock; auditKey: AuditKey }): Context {
  const { zone } = pack.zone
  return {
    zone: {
      zoneId: newId(),
      code: zone.code,
      nameZh: zone.nameZh,
      nameEn: zone.nameEn,
      businessOn: (zone.businessOn ?? null) as PlainDate | null,
      projectedEpsg: zone.projectedEpsg,
    },
    user: {
      userId: newId(),
      ...LOADER,
      grants: [{ role: 'administrator', bureauOnly: false }],
      bureauCode: null,
      enterpriseId: null,
      mustChangePassword: false,
    },
    locale: 'zh-CN',
    requestId: 'pack-load',
    clock,
    auditKey,
  }
}

async function fillZone(tx: WriteTx, ctx: Context, pack: Pack, withRecords: boolean): Promise<LoadedPack> {
  const options = { action: 'pack.load', sourceKind: 'simulated' as const }
  await insertCodes(tx, ctx.zone.zoneId, codesOf(pack))
  const enterprises = enterpriseRows(pack)
  accepted('enterprises.csv', await saveEnterprises(tx, ctx, enterprises, options))
  await createUsers(tx, ctx, pack)
  const parcels = parcelRows(pack)
  accepted('parcels.csv', await saveParcels(tx, ctx, parcels, options))
  const projects = projectRows(pack)
  accepted('projects.csv', await saveProjects(tx, ctx, projects, options))
  await loadLives(tx, ctx, livesOf(pack, { queuePasses: withRecords }), options.action)
  await insertRules(tx, ctx.zone.zoneId, rulesOf(pack))
  await insertSteps(tx, ctx.zone.zoneId, PRESET_STEPS)
  const planned = planProjectRows(pack)
  if (pack.zone.plan) {
    const { year, title, reason, adopt } = pack.zone.plan
    const { versionId } = await draftPlan(tx, ctx, { year, title, reason })
    accepted('targets.yaml', await savePlanTargets(tx, ctx, versionId, planTargetRows(pack), options))
    accepted('tree.yaml', await savePlanNodes(tx, ctx, versionId, planNodeRows(pack), options))
    accepted('plan-projects.csv', await savePlanProjects(tx, ctx, versionId, planned, options))
    await acceptListed(tx, ctx, versionId, pack)
    if (adopt === true) await adoptPlan(tx, ctx, { versionId })
  }
  return {
    zoneCode: ctx.zone.code,
    enterprises: enterprises.length,
    parcels: parcels.length,
    projects: projects.length,
    planned: pack.zone.plan ? planned.length : 0,
  }
}

/** Without a demonstration the accounts have no password until an administrator of the machine gives them one. */
async function createUsers(tx: WriteTx, ctx: Context, { zone: { users, demonstration } }: Pack): Promise<void> {
  for (const { login, nameZh, nameEn, roles, bureau, enterprise } of users) {
    const grants = roles.map((role) => ({ role, bureauOnly: false }))
    const { userId } = await createAccount(tx, ctx, login, { nameZh, nameEn, grants, bureauCode: bureau, enterprise })
    if (demonstration === undefined) continue
    const hash = await hashPassword(demonstration.password)
    await setPassword(tx, ctx.zone.zoneId, { userId, hash, mustChange: false, isDemonstration: true, at: ctx.clock.now() })
  }
}

async function acceptListed(tx: WriteTx, ctx: Context, versionId: Uuid, { csv: { acceptances } }: Pack): Promise<void> {
  if (acceptances.length === 0) return
  const { breaches } = await checkPlan(tx, ctx.zone.zoneId, versionId)
  const reasons: Reason[] = []
  const warnings = acceptances.flatMap(({ cells: { rule = '', project_no: project = '', reason = '' }, line }) => {
    const breach = breaches.find((item) => item.rule === rule && item.code === project)
    if (breach) return [{ rule, subject: breach.subject, reason }]
    reasons.push({ code: 'pack.nothing-to-accept', params: { rule, project }, at: `${CSV_FILES.acceptances.path}:${line}` })
    return []
  })
  refuseIfAny('pack.row-refused', reasons)
  await acceptWarnings(tx, ctx, versionId, warnings)
}

/** The check knows less than the registers: what they refuse stops the whole load. */
function accepted(file: string, outcomes: readonly RowOutcome[]): void {
  refuseIfAny(
    'pack.row-refused',
    outcomes.flatMap(({ key, outcome, reasons }) =>
      outcome === 'refused'
        ? reasons.map((reason) => ({ ...reason, at: `${file} ${key}${reason.at === undefined ? '' : ` ${reason.at}`}` }))
        : [],
    ),
  )
}

const rowCounts = ({ csv }: Pack): Record<string, number> =>
  Object.fromEntries(Object.entries(csv).map(([kind, rows]) => [kind, rows.length]))

const calendarOf = ({ csv }: Pack, calendar: NonNullable<Pack['zone']['calendar']>) => ({
  ...calendar,
  coveredFrom: calendar.coveredFrom as PlainDate,
  coveredUntil: calendar.coveredUntil as PlainDate,
  days: csv.calendar.map(({ cells }) => ({
    day: cells['day'] as PlainDate,
    kind: cells['kind'] as string,
    nameZh: cells['name_zh'] as string,
    notice: cells['notice'] as string,
  })),
})

const named = (cells: Readonly<Record<string, string>>) => ({
  code: cells['code'] as string,
  nameZh: cells['name_zh'] as string,
  nameEn: cells['name_en'] as string,
  sort: Number(cells['sort']),
})

const codesOf = ({ csv }: Pack): CodeRecords => ({
  categories: csv.categories.map(({ cells }) => ({ ...named(cells), isIndustry: cells['is_industry'] === 'yes' })),
  clusters: csv.clusters.map(({ cells }) => ({ ...named(cells), category: cells['category'] as string, color: cells['color'] as string })),
  codes: csv.codes.map(({ cells }) => ({
    ...named(cells),
    list: cells['list'] as string,
    attributes: JSON.parse(cells['attributes'] ?? '{}') as unknown,
  })),
  customFields: csv['custom-fields'].map(({ cells }) => ({
    ...named(cells),
    subject: cells['subject'] as string,
    valueType: cells['value_type'] as string,
    choices: items(cells['choices']),
  })),
  figures: csv.history.map(({ cells }) => ({
    year: Number(cells['year']),
    indicator: cells['indicator'] as string,
    valueFen: parseWan(cells['value_wan'] as string),
    sourceKind: cells['source_kind'] as string,
    citation: cells['citation'] as string,
  })),
})
