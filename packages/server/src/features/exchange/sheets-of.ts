import { lineSheet, monthSheet, nodeSheet, shareSheet, targetSheet } from './plan-sheets.ts'
import { returnSheet } from './return-sheet.ts'
import { enterpriseSheet, parcelSheet, projectSheet } from './register-sheets.ts'
import type { Resource, SheetSpec } from './sheet.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The sheets of a resource's workbook, in the order in which they are written and applied. */
export function sheetsOf(resource: Resource, vocabulary: Vocabulary): readonly SheetSpec[] {
  switch (resource) {
    case 'projects':
      return [projectSheet(vocabulary)]
    case 'enterprises':
      return [enterpriseSheet(vocabulary)]
    case 'parcels':
      return [parcelSheet(vocabulary)]
    case 'returns':
      return [returnSheet(vocabulary)]
    case 'plan':
    default:
      return [targetSheet, nodeSheet(vocabulary), monthSheet, lineSheet, shareSheet]
  }
}
