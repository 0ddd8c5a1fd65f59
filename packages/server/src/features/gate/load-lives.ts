import type { Role } from '@ballast/contract/roles.ts'
import type { ConditionFact, ConditionKind, LifeGate } from '@ballast/domain/gate/life.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { recordAudits } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { insertFulfilments, insertProgress, insertTypes, insertConditions, projectIdsByNumber, setTypes } from './load-lives.queries.ts'

type SourceKind = 'public' | 'simulated'

export interface TypeRow {
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly sort: number
  readonly gates: readonly { readonly gate: LifeGate; readonly isBlocking: boolean; readonly offsetWorkdays: number | null }[]
}
export interface ConditionRow {
  readonly code: string
  readonly gate: LifeGate
  readonly typeCodes: readonly string[]
  readonly kind: ConditionKind
  readonly nameZh: string
  readonly nameEn: string
  readonly owedBy: Role
  readonly fact: ConditionFact | null
  readonly minimumFen: Fen | null
  readonly isRequired: boolean
  readonly needsEvidence: boolean
  readonly sort: number
  readonly sourceKind: SourceKind
  readonly citation: string
}
export interface ProgressRow {
  readonly projectNo: string
  readonly gate: LifeGate
  readonly forecastOn: PlainDate | null
  readonly actualOn: PlainDate | null
  readonly sourceKind: SourceKind
  readonly citation: string
}
export interface FulfilmentRow {
  readonly projectNo: string
  readonly code: string
  readonly fulfilledOn: PlainDate
  readonly documentNo: string | null
  readonly figureFen: Fen | null
  readonly sourceKind: SourceKind
  readonly citation: string
}
export interface Lives {
  readonly types: readonly TypeRow[]
  readonly conditions: readonly ConditionRow[]
  readonly typeOfProject: ReadonlyMap<string, string>
  readonly progress: readonly ProgressRow[]
  readonly fulfilments: readonly FulfilmentRow[]
}

/**
 * Enters what happened before the zone's gates were kept here: types and conditions of the zone, and of each project its type, the
 * gates that it has passed and what was brought for them. What a past gate lacked, it lacked; nothing is refused for that.
 */
export async function loadLives(tx: WriteTx, ctx: Context, lives: Lives, action: string): Promise<void> {
  const { zoneId } = ctx.zone
  const moment = { by: ctx.user.login, at: ctx.clock.now() }
  await insertTypes(tx, zoneId, lives.types)
  await insertConditions(tx, zoneId, lives.conditions)
  const ids = await projectIdsByNumber(tx, zoneId)
  const known = <Row extends { readonly projectNo: string }>(rows: readonly Row[]) =>
    rows.map((row) => ({ ...row, projectId: ids.get(row.projectNo) as Uuid }))
  await setTypes(
    tx,
    zoneId,
    [...lives.typeOfProject].map(([projectNo, typeCode]) => ({ projectId: ids.get(projectNo) as Uuid, typeCode })),
  )
  const progress = known(lives.progress)
  await insertProgress(tx, zoneId, progress, moment)
  const fulfilments = known(lives.fulfilments)
  await insertFulfilments(tx, zoneId, fulfilments, moment)
  const sides = new Map<Uuid, Record<string, string>>()
  const sideOf = (projectId: Uuid) => sides.get(projectId) ?? sides.set(projectId, {}).get(projectId) ?? {}
  for (const [projectNo, typeCode] of lives.typeOfProject) sideOf(ids.get(projectNo) as Uuid)['typeCode'] = typeCode
  for (const { projectId, gate, forecastOn, actualOn } of progress) {
    const side = sideOf(projectId)
    if (forecastOn !== null) side[`life.${gate}.forecast`] = forecastOn
    if (actualOn !== null) side[`life.${gate}.actual`] = actualOn
  }
  for (const { projectId, code, fulfilledOn } of fulfilments) sideOf(projectId)[`condition.${code}`] = fulfilledOn
  await recordAudits(
    tx,
    ctx,
    [...sides].map(([projectId, after]) => ({ action, subjectType: 'project', subjectId: projectId, before: null, after })),
  )
}
