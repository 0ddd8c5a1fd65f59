import { handoverFaults } from '@ballast/domain/account/handover.ts'
import type { PersonsWork } from '@ballast/contract/handover.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { accountById, type AccountRow } from '../account/index.ts'
import { saveProjects } from '../project/index.ts'
import { countEscalations, countFollowed, moveFollowed, projectsOf, type ManagedProject } from './handover.queries.ts'

const isServiceManager = ({ grants }: AccountRow): boolean => grants.some((grant) => grant.role === 'service_manager')

/** Projects are tied to whoever is a service manager of their manager's name; a namesake with another role has none. */
const workOf = async (tx: Parameters<typeof projectsOf>[0], zoneId: Uuid, person: AccountRow) => ({
  projects: isServiceManager(person) ? await projectsOf(tx, zoneId, person.nameZh) : [],
  escalations: isServiceManager(person) ? await countEscalations(tx, zoneId, person.nameZh) : 0,
  followed: await countFollowed(tx, zoneId, person.userId),
})

const shown = ({ projects, ...numbers }: Awaited<ReturnType<typeof workOf>>): PersonsWork => ({
  ...numbers,
  projects: projects.map(({ totalFen, ...project }) => ({ ...project, totalYuan: totalFen === null ? null : formatYuan(totalFen) })),
  totalYuan: formatYuan(projects.reduce((sum, { totalFen }) => sum + (totalFen ?? 0n), 0n)),
})

/** Names another service manager in each project: all of them, or nothing. */
async function reassign(tx: WriteTx, ctx: Context, projects: readonly ManagedProject[], manager: string): Promise<void> {
  const rows = projects.map(({ projectNo }) => ({ projectNo, serviceManager: manager }))
  const outcomes = await saveProjects(tx, ctx, rows, { action: 'handover.carry-out' })
  refuseIfAny(
    'handover.refused',
    outcomes.flatMap(({ key, outcome, reasons }) => (outcome === 'refused' ? reasons.map((reason) => ({ ...reason, at: key })) : [])),
  )
}

export const handoverHandlers = defineHandlers({
  'handover.preview': async (tx, ctx, { params }) => {
    const person = await accountById(tx, ctx, params.userId as Uuid)
    return shown(await workOf(tx, ctx.zone.zoneId, person))
  },
  'handover.carry-out': async (tx, ctx, { params, body }) => {
    const { zoneId } = ctx.zone
    const giver = await accountById(tx, ctx, params.userId as Uuid)
    const receiver = await accountById(tx, ctx, body.to as Uuid)
    const { projects, escalations, followed } = await workOf(tx, zoneId, giver)
    const seen = new Set(body.projectIds)
    if (seen.size !== projects.length || !projects.every(({ projectId }) => seen.has(projectId))) {
      throw new Refusal('changed-meanwhile', [{ code: 'handover.projects-changed' }])
    }
    const colleague = { ...receiver, isServiceManager: isServiceManager(receiver) }
    refuseIfAny('handover.refused', handoverFaults(giver, colleague, { projects: projects.length, followed }))
    await reassign(tx, ctx, projects, receiver.nameZh)
    await moveFollowed(tx, zoneId, giver.userId, receiver.userId)
    await recordAudit(tx, ctx, {
      action: 'handover.carry-out',
      subjectType: 'account',
      subjectId: giver.userId,
      after: {
        from: giver.login,
        to: receiver.login,
        projects: projects.map(({ projectNo }) => projectNo),
        escalations,
        followed,
        reason: body.reason,
      },
    })
    return { projects: projects.length, escalations, followed }
  },
})
