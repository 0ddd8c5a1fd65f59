import type { CustomField } from '@ballast/contract/code-list.ts'
import type { DataColumn } from '../../ui/data-table.tsx'
import { drawCellText } from '../../ui/grid-cells.ts'
import { wanOfYuan } from '../../ui/wan.ts'
import type { CodeNames } from './code-names.ts'

/** A value of a zone's own field as a person reads it: money in 万元, a choice in the current language. */
export function drawCustom(field: Pick<CustomField, 'valueType'> | undefined, codes: CodeNames, value: string): string {
  if (field?.valueType === 'money') return drawCellText({ key: '', title: '', width: 0, kind: 'money' }, wanOfYuan(value))
  return field?.valueType === 'choice' ? codes.wordingOf(value) : value
}

/** A column for each of the zone's own fields of a register; shown when asked for. */
export function customColumns<Row extends { readonly custom: Readonly<Record<string, string | null>> }>(
  subject: CustomField['subjectType'],
  codes: CodeNames,
  nameOf: (field: CustomField) => string,
): DataColumn<Row>[] {
  const fields = (codes.lists?.customFields ?? []).filter((field) => field.subjectType === subject)
  return fields.map((field) => {
    const isMoney = field.valueType === 'money'
    const valueOf = (row: Row) => row.custom[field.fieldCode] ?? null
    return {
      key: `custom.${field.fieldCode}`,
      title: nameOf(field),
      width: 140,
      sort: `custom.${field.fieldCode}`,
      hidden: true,
      ...(isMoney || field.valueType === 'number' ? { align: 'right' as const } : {}),
      ...(isMoney ? { isMoney } : {}),
      render: (row) => {
        const value = valueOf(row)
        return value === null ? <span className="quiet">—</span> : drawCustom(field, codes, value)
      },
      text: (row) => {
        const value = valueOf(row)
        if (value === null) return ''
        return isMoney ? wanOfYuan(value) : drawCustom(field, codes, value)
      },
    }
  })
}
