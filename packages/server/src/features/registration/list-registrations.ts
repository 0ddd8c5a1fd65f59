import type { RegistrationRow } from '@ballast/contract/registration.ts'
import { checkPack, isOpen, type Declared } from '@ballast/domain/registration/checks.ts'
import { QUEUE_STATES, queueState, type QueueState } from '@ballast/domain/registration/state.ts'
import { fen, formatYuan, sumFen, type Fen } from '@ballast/domain/shared/money.ts'
import { monthOfDate, type PlainDate, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { allOf } from '../../platform/list-query.ts'
import { projectsInReach } from '../../platform/scope.ts'
import { missingOf, openWatch, requiredConditions, watchConditions, type NamedCondition, type Watch } from '../light/index.ts'
import { nextBatch, thresholdOf } from './load-case.ts'
import { queuedProjects, type QueueRecord } from './queue.view.ts'

export interface RegistrationQuery {
  readonly q?: string | undefined
  readonly state?: readonly QueueState[] | undefined
  readonly batch?: string | undefined
  readonly registeredIn?: string | undefined
  readonly serviceManager?: string[] | undefined
  readonly clusterCode?: string[] | undefined
  readonly late?: boolean | undefined
}

/** What waits for an officer first, then what was returned, then what is begun, then the rest; the late ones before the others. */
const ORDER: readonly QueueState[] = ['submitted', 'accepted', 'returned', 'preparing', 'none', 'registered']

/** The queue: every project that is to be put into the library, each with what its pack still lacks. */
export async function listRegistrations(tx: ReadTx, ctx: Context, query: RegistrationQuery) {
  const { zoneId } = ctx.zone
  const watch = await openWatch(tx, ctx)
  const conditions = await requiredConditions(tx, zoneId)
  const where = allOf([projectsInReach(ctx, 'registration.list'), watchConditions(query)])
  const all = (await queuedProjects(tx, zoneId, watch.versionId, where))
    .map((record) => rowOf(watch, conditions, record))
    .filter(({ row, standing }) => row.state !== 'none' || standing === 'active' || standing === 'suspended')
    .map(({ row }) => row)
    .filter((row) => query.batch === undefined || row.batch === query.batch)
    .filter((row) => query.registeredIn === undefined || row.registeredOn?.slice(0, 7) === query.registeredIn)
    .filter((row) => query.late !== true || row.isLate)
  const isWanted = (state: QueueState): boolean =>
    query.state?.includes(state) ?? (query.registeredIn !== undefined || query.batch !== undefined || state !== 'registered')
  const place = ({ state, isLate }: RegistrationRow): number => ORDER.indexOf(state) * 2 - (isLate ? 1 : 0)
  const rows = all.filter(({ state }) => isWanted(state)).toSorted((a, b) => place(a) - place(b))
  const sum = (amount: (row: RegistrationRow) => string | null): string =>
    formatYuan(sumFen(rows.map((row) => BigInt((amount(row) ?? '0').replace('.', '')))))
  return {
    businessOn: watch.today,
    next: await nextBatch(tx, ctx),
    rows,
    counts: Object.fromEntries(QUEUE_STATES.map((state) => [state, all.filter((row) => row.state === state).length])) as Record<
      QueueState,
      number
    >,
    totals: { projects: rows.length, totalYuan: sum((row) => row.totalYuan), planYuan: sum((row) => row.planYuan) },
    batches: batchesOf(all),
  }
}

function batchesOf(rows: readonly RegistrationRow[]) {
  const months = new Set(
    rows.flatMap(({ batch, registeredOn }) => [batch, registeredOn?.slice(0, 7) ?? null]).filter((month) => month !== null),
  )
  return [...months]
    .toSorted((a, b) => (a < b ? 1 : -1))
    .map((month) => ({
      month: month as YearMonth,
      packs: rows.filter(({ batch }) => batch === month).length,
      registered: rows.filter(({ registeredOn }) => registeredOn?.slice(0, 7) === month).length,
    }))
}

const yuanOrNull = (amount: Fen | null): string | null => (amount === null ? null : formatYuan(amount))
const amountOf = (text: string | null): Fen | null => (text === null ? null : fen(BigInt(text)))

function rowOf(watch: Watch, conditions: readonly NamedCondition[], record: QueueRecord) {
  const actual = (gate: LifeGate): PlainDate | null => record.progress?.[gate]?.[1] ?? null
  const registeredOn = actual('registration')
  const state = queueState(record.packState, registeredOn)
  const startedOn = actual('construction_start')
  const isHandedIn = state === 'submitted' || state === 'accepted' || state === 'registered'
  const row: RegistrationRow = {
    projectId: record.projectId,
    projectNo: record.projectNo,
    nameZh: record.nameZh,
    nameEn: record.nameEn,
    owner: record.ownerZh,
    serviceManager: record.serviceManager,
    categoryCode: record.categoryCode,
    clusterCode: record.clusterCode,
    totalYuan: yuanOrNull(record.totalFen),
    planYuan: yuanOrNull(record.planFen),
    state,
    version: (record.packVersion ?? 0n).toString(),
    batch: record.batch,
    plannedOn: record.planned?.registration ?? null,
    startedOn,
    registeredOn,
    libraryNo: state === 'registered' ? record.libraryNo : null,
    openChecks: state === 'registered' ? 0 : openChecks(record, conditions),
    openItems: state === 'registered' ? 0 : missingOf(record, record.hasParcels, 'registration', conditions).length,
    isLate: !isHandedIn && startedOn !== null && monthOfDate(startedOn) < monthOfDate(watch.today),
    submittedBy: record.submittedBy,
    submittedAt: record.submittedAt,
    sourceKind: record.sourceKind,
  }
  return { row, standing: record.standing }
}

/** A pack that nobody has begun states what the registers say: what they lack is open all the same. */
function openChecks(record: QueueRecord, conditions: readonly NamedCondition[]): number {
  const dated = (gate: LifeGate): PlainDate | null => record.progress?.[gate]?.[1] ?? record.planned?.[gate] ?? null
  const binds = ({ typeCodes }: NamedCondition): boolean =>
    typeCodes.length === 0 || (record.typeCode !== null && typeCodes.includes(record.typeCode))
  const facts: Declared = {
    unitName: record.ownerZh,
    creditCode: record.creditCode,
    projectCode: record.projectCode,
    contractParty: record.ownerZh,
    contractNo: null,
    contractFen: null,
    totalFen: record.totalFen,
    startOn: dated('construction_start'),
    completionOn: dated('completion'),
    permitNo: record.permitNo,
    industryCode: record.industryCode,
    statAreaCode: record.statAreaCode,
    address: record.address,
  }
  const { pack } = record
  const declared: Declared = pack === null ? facts : { ...pack, totalFen: amountOf(pack.totalFen), contractFen: amountOf(pack.contractFen) }
  const needsPermit = conditions.some((condition) => condition.isPermitOfLight && binds(condition))
  const known = { ...facts, needsPermit, sameCode: record.sameCode, thresholdFen: thresholdOf(conditions) }
  return checkPack(declared, known, pack?.explanations ?? {}).filter(isOpen).length
}
