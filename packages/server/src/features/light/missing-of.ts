import { isMet, type LifeGate } from '@ballast/domain/gate/life.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import type { NamedCondition, WatchedRecord } from './watched.view.ts'

const fact = (value: string | null): {} | undefined => (value === null ? undefined : {})

/** What a gate of a watched project still requires. */
export function missingOf(
  record: WatchedRecord,
  hasParcels: boolean,
  gate: LifeGate,
  conditions: readonly NamedCondition[],
): readonly NamedCondition[] {
  const facts = {
    projectCode: fact(record.projectCode),
    total: record.totalFen === null ? undefined : { fen: record.totalFen },
    industryCode: fact(record.industryCode),
    statAreaCode: fact(record.statAreaCode),
    owner: fact(record.ownerId),
    address: fact(record.address),
    parcels: hasParcels ? {} : undefined,
    computingCapacity: record.hasComputingCapacity ? {} : undefined,
  }
  const fulfilments = new Map(
    Object.entries(record.brought ?? {}).map(([code, [, figure, isWaived, isProven]]) => [
      code,
      { figureFen: figure === null ? null : (BigInt(figure) as Fen), isWaived, isProven },
    ]),
  )
  return conditions.filter(
    (condition) =>
      condition.gate === gate &&
      condition.isRequired &&
      (condition.typeCodes.length === 0 || (record.typeCode !== null && condition.typeCodes.includes(record.typeCode))) &&
      !isMet({ facts, fulfilments }, condition),
  )
}
