import type { CustomField } from '@ballast/contract/code-list.ts'
import { formatYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import { Refusal, type Reason } from '@ballast/domain/shared/refusal.ts'
import { plainDecimal } from '@ballast/domain/shared/row-facts.ts'
import { parsePlainDate } from '@ballast/domain/shared/time.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { ReadTx } from './database.ts'

export type CustomSubject = CustomField['subjectType']
export type CustomValues = Readonly<Record<string, string | null>>

/** The zone's own fields of one register, by code. */
export async function customFieldsOf(tx: ReadTx, zoneId: Uuid, subject: CustomSubject): Promise<Map<string, CustomField>> {
  const fields = await readCustomFields(tx, zoneId)
  return new Map(fields.filter((field) => field.subjectType === subject).map((field) => [field.fieldCode, field]))
}

export async function readCustomFields(tx: ReadTx, zoneId: Uuid): Promise<CustomField[]> {
  const rows = await tx
    .selectFrom('custom_field')
    .select([
      'custom_field.subject_type as subjectType',
      'custom_field.field_code as fieldCode',
      'custom_field.name_zh as nameZh',
      'custom_field.name_en as nameEn',
      'custom_field.value_type as valueType',
      'custom_field.choices',
      'custom_field.sort',
    ])
    .where('custom_field.zone_id', '=', zoneId)
    .orderBy('custom_field.sort')
    .orderBy('custom_field.field_code')
    .execute()
  return rows.map((row) => ({
    ...row,
    subjectType: row.subjectType as CustomSubject,
    valueType: row.valueType as CustomField['valueType'],
    choices: row.choices as string[],
  }))
}

const READERS: Record<CustomField['valueType'], (text: string, field: CustomField) => string | Reason> = {
  text: (text) => text,
  number: (text, field) => {
    const sign = text.startsWith('-') ? '-' : ''
    const digits = text.slice(sign.length)
    if (!/^\d{1,15}(\.\d{1,9})?$/.test(digits)) return wrongValue('custom-field.not-a-number', text, field)
    const plain = plainDecimal(digits) as string
    return plain === '0' ? plain : sign + plain
  },
  date: (text, field) => refusalAsReason(() => parsePlainDate(text), wrongValue('custom-field.not-a-date', text, field)),
  money: (text, field) => refusalAsReason(() => formatYuan(parseYuan(text)), wrongValue('custom-field.not-an-amount', text, field)),
  choice: (text, field) =>
    field.choices.includes(text) ? text : wrongValue('custom-field.not-a-choice', text, field, { choices: field.choices.join(', ') }),
}

const wrongValue = (code: string, text: string, field: CustomField, params: Record<string, string> = {}): Reason => ({
  code,
  params: { field: field.nameZh, text, ...params },
  at: `custom.${field.fieldCode}`,
})

function refusalAsReason(read: () => string, reason: Reason): string | Reason {
  try {
    return read()
  } catch (error) {
    if (error instanceof Refusal) return reason
    throw error
  }
}

/** Values in the one form in which they are kept, and what is wrong with those that have none; blanks clear. */
export function checkedCustom(
  fields: ReadonlyMap<string, CustomField>,
  values: CustomValues,
): { values: Record<string, string | null>; faults: Reason[] } {
  const plain: Record<string, string | null> = {}
  const faults: Reason[] = []
  for (const [code, value] of Object.entries(values)) {
    const field = fields.get(code)
    if (field === undefined) {
      faults.push({ code: 'custom-field.unknown', params: { field: code }, at: `custom.${code}` })
      continue
    }
    const text = value === null ? '' : value.trim()
    const checked = text === '' ? null : READERS[field.valueType](text, field)
    if (checked !== null && typeof checked === 'object') faults.push(checked)
    else plain[code] = checked
  }
  return { values: plain, faults }
}
