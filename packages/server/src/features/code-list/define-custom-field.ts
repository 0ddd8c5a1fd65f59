import type { CustomField } from '@ballast/contract/code-list.ts'
import { refuseIfAny, Refusal, type Reason } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import { customFieldsOf, type CustomSubject } from '../../platform/custom-field.ts'
import type { WriteTx } from '../../platform/database.ts'
import { countValues, removeCustomField, writeCustomField } from './code-list.queries.ts'

/** Defines a field or changes it, as long as every value that is kept in it stays valid. */
export async function defineCustomField(tx: WriteTx, ctx: Context, field: CustomField): Promise<CustomField> {
  const before = (await customFieldsOf(tx, ctx.zone.zoneId, field.subjectType)).get(field.fieldCode)
  const used = await countValues(tx, ctx.zone.zoneId, field)
  refuseIfAny('custom-field.refused', faultsOf(field, before, used))
  await writeCustomField(tx, ctx.zone.zoneId, field)
  await recordAudit(tx, ctx, {
    action: 'custom-field.define',
    subjectType: 'custom-field',
    subjectId: `${field.subjectType}.${field.fieldCode}`,
    before,
    after: field,
  })
  return field
}

function faultsOf(field: CustomField, before: CustomField | undefined, used: ReadonlyMap<string, number>): Reason[] {
  const faults: Reason[] = []
  const isChoice = field.valueType === 'choice'
  if (isChoice && field.choices.length === 0) faults.push({ code: 'custom-field.choices-missing', at: 'choices' })
  if (!isChoice && field.choices.length > 0) faults.push({ code: 'custom-field.choices-needless', at: 'choices' })
  if (used.size > 0 && before !== undefined && before.valueType !== field.valueType) {
    faults.push({ code: 'custom-field.in-use', params: { field: before.nameZh, count: sumOf(used) }, at: 'valueType' })
  } else if (isChoice) {
    for (const [choice, count] of used) {
      if (!field.choices.includes(choice)) faults.push({ code: 'custom-field.choice-in-use', params: { choice, count }, at: 'choices' })
    }
  }
  return faults
}

const sumOf = (counts: ReadonlyMap<string, number>): number => counts.values().reduce((sum, count) => sum + count, 0)

/** Removes a field that no record has a value in. */
export async function dropCustomField(
  tx: WriteTx,
  ctx: Context,
  given: { subjectType: CustomSubject; fieldCode: string },
): Promise<{ subjectType: CustomSubject; fieldCode: string }> {
  const field = (await customFieldsOf(tx, ctx.zone.zoneId, given.subjectType)).get(given.fieldCode)
  if (field === undefined) {
    throw new Refusal('custom-field.not-found', [{ code: 'custom-field.not-found', params: { field: given.fieldCode } }])
  }
  const used = await countValues(tx, ctx.zone.zoneId, given)
  const params = { field: field.nameZh, count: sumOf(used) }
  refuseIfAny('custom-field.refused', used.size === 0 ? [] : [{ code: 'custom-field.in-use', params }])
  await removeCustomField(tx, ctx.zone.zoneId, given)
  await recordAudit(tx, ctx, {
    action: 'custom-field.remove',
    subjectType: 'custom-field',
    subjectId: `${given.subjectType}.${given.fieldCode}`,
    before: field,
    after: null,
  })
  return given
}
