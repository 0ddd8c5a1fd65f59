import type { DeclaredFacts, PackItem, Registration } from '@ballast/contract/registration.ts'
import { messageText } from '@ballast/contract/messages.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import { isMet } from '@ballast/domain/gate/life.ts'
import { isExplainable, type Declared } from '@ballast/domain/registration/checks.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan, type Fen } from '@ballast/domain/shared/money.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import type { LoadedLife } from '../gate/index.ts'
import { loadCase, nextBatch, packObstacles, type RegistrationCase } from './load-case.ts'
import { filesBehind, readEvents } from './registration.queries.ts'

const yuanOrNull = (amount: Fen | null): string | null => (amount === null ? null : formatYuan(amount))

export const onWire = (facts: Declared): DeclaredFacts => ({
  unitName: facts.unitName,
  creditCode: facts.creditCode,
  projectCode: facts.projectCode,
  contractParty: facts.contractParty,
  contractNo: facts.contractNo,
  contractYuan: yuanOrNull(facts.contractFen),
  totalYuan: yuanOrNull(facts.totalFen),
  startOn: facts.startOn,
  completionOn: facts.completionOn,
  permitNo: facts.permitNo,
  industryCode: facts.industryCode,
  statAreaCode: facts.statAreaCode,
  address: facts.address,
})

/** A project's pack with its checks, what it still lacks, and what was done with it. */
export async function showRegistration(
  tx: ReadTx,
  ctx: Context,
  projectId: Uuid,
  action: RouteId = 'registration.show',
): Promise<Registration> {
  return shownCase(tx, ctx, await loadCase(tx, ctx, projectId, action))
}

async function shownCase(tx: ReadTx, ctx: Context, found: RegistrationCase): Promise<Registration> {
  const { zoneId } = ctx.zone
  const { projectId, project, life, pack, state } = found
  const files = await filesBehind(tx, zoneId, projectId)
  return {
    projectId,
    projectNo: project.projectNo,
    nameZh: project.nameZh,
    nameEn: project.nameEn,
    ownerId: project.ownerId,
    standing: life.standing,
    state,
    version: (pack?.version ?? 0n).toString(),
    batch: pack?.batch ?? null,
    next: await nextBatch(tx, ctx),
    declared: onWire(found.declared),
    known: onWire(found.known),
    explanations: pack?.explanations ?? {},
    checks: found.checks.map((check) => ({ ...check, isExplainable: isExplainable(check.check) })),
    items: life.conditions.filter(({ gate }) => gate === 'registration').map((condition) => shownItem(life, condition, files)),
    open: state === 'registered' ? [] : packObstacles(ctx, found).map(({ code, params }) => messageText(ctx.locale, code, params)),
    note: pack?.note ?? null,
    registeredOn: found.registeredOn,
    libraryNo: state === 'registered' ? (pack?.libraryNo ?? null) : null,
    submittedBy: pack?.submittedBy ?? null,
    submittedAt: pack?.submittedAt ?? null,
    businessOn: businessDate(ctx),
    events: (await readEvents(tx, zoneId, projectId)).map((event) => ({ ...event, items: [...event.items] })),
    sourceKind: pack?.sourceKind ?? null,
  }
}

function shownItem(life: LoadedLife, condition: LoadedLife['conditions'][number], files: ReadonlyMap<string, number>): PackItem {
  const { code, nameZh, nameEn, kind, owedBy, isRequired } = condition
  const brought = life.brought.get(code)
  return {
    item: code,
    nameZh,
    nameEn,
    kind,
    owedBy,
    isRequired,
    isMet: isMet(life, condition),
    documentNo: brought?.documentNo ?? null,
    files: files.get(code) ?? 0,
    version: (brought?.version ?? 0n).toString(),
  }
}
