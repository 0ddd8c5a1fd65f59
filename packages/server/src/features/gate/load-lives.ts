import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { recordAudits } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { projectIdsByNumber } from '../project/index.ts'
import { insertFulfilments, insertProgress, insertTypes, insertConditions, setTypes } from './load-lives.queries.ts'
import type { Lives } from './lives.ts'

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
