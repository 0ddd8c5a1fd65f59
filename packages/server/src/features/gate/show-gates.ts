import type { Gate, GateSheet } from '@ballast/contract/gate.ts'
import { messageText } from '@ballast/contract/messages.ts'
import { isMet } from '@ballast/domain/gate/life.ts'
import { obstacles } from '@ballast/domain/gate/obstacles.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan, type Fen } from '@ballast/domain/shared/money.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { openPlan, readDateChanges, readStandings, type ConditionRecord, type GateRecord } from './gate.queries.ts'
import { loadLife, type LoadedLife } from './load-life.ts'
import { reasonOf } from './wording.ts'

const yuanOrNull = (amount: Fen | null): string | null => (amount === null ? null : formatYuan(amount))

/** The gates of a project as a page shows them: what is passed, what is missing, who owes it, and how dates have moved. */
export async function showGates(tx: ReadTx, ctx: Context, projectId: Uuid): Promise<GateSheet> {
  const { zoneId } = ctx.zone
  const life = await loadLife(tx, zoneId, projectId)
  const { record } = life
  const today = businessDate(ctx)
  return {
    projectId,
    projectVersion: record.version.toString(),
    type:
      record.typeCode === null
        ? null
        : { typeCode: record.typeCode, nameZh: record.typeNameZh as string, nameEn: record.typeNameEn as string },
    standing: record.standing,
    standingSince: record.standingSince,
    businessOn: today,
    openPlanYuan: formatYuan(await openPlan(tx, zoneId, projectId, today)),
    gates: life.gates.map((gate) => shownGate(ctx, life, gate)),
    changes: await readDateChanges(tx, zoneId, projectId),
    standings: (await readStandings(tx, zoneId, projectId)).map(({ openPlanFen, ...change }) => ({
      ...change,
      openPlanYuan: formatYuan(openPlanFen),
    })),
  }
}

function shownGate(ctx: Context, life: LoadedLife, { version, ...gate }: GateRecord): Gate {
  const inTheWay = gate.actualOn === null ? obstacles(life, gate.gate, null, businessDate(ctx)) : []
  return {
    ...gate,
    version: version.toString(),
    obstacles: inTheWay.map((obstacle) => {
      const { code, params } = reasonOf(ctx.locale, gate.gate, obstacle)
      const owedBy = 'condition' in obstacle ? (obstacle.condition as ConditionRecord).owedBy : null
      return { code, message: messageText(ctx.locale, code, params), owedBy }
    }),
    conditions: life.conditions.filter((condition) => condition.gate === gate.gate).map((condition) => shownCondition(life, condition)),
  }
}

function shownCondition(life: LoadedLife, condition: ConditionRecord): Gate['conditions'][number] {
  const { code, kind, nameZh, nameEn, owedBy, isRequired, needsEvidence, minimumFen, sourceKind, citation } = condition
  const brought = life.brought.get(code)
  return {
    conditionCode: code,
    kind,
    nameZh,
    nameEn,
    owedBy,
    isRequired,
    needsEvidence,
    minimumYuan: yuanOrNull(minimumFen),
    isMet: isMet(life, condition),
    sourceKind,
    citation,
    fulfilment: brought
      ? {
          version: brought.version.toString(),
          fulfilledOn: brought.fulfilledOn,
          documentNo: brought.documentNo,
          figureYuan: yuanOrNull(brought.figureFen),
          note: brought.note,
          waivedReason: brought.waivedReason,
          by: brought.by,
          at: brought.at,
          sourceKind: brought.sourceKind,
          citation: brought.citation,
        }
      : null,
  }
}
