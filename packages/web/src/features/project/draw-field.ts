import { drawWan, parseYuan } from '@ballast/domain/shared/money.ts'
import type { Translate } from '../../app/language.tsx'
import type { CodeNames } from './code-names.ts'
import type { ProjectTextKey } from './project.texts.ts'

/** A field's text of the audit trail, as a person reads it: codes by name, money in 万元. */
export function drawField(t: Translate<ProjectTextKey>, codes: CodeNames, unit: string, field: string, text: string): string {
  if (field === 'categoryCode') return codes.nameOf('category', text)
  if (field === 'clusterCode') return codes.nameOf('cluster', text)
  if (field === 'bureauCode') return codes.nameOf('bureau', text)
  if (field === 'nature') return t(`nature.${text as 'new'}`)
  if (field === 'sourceKind') return t(`source.${text as 'public'}`)
  if ((field === 'totalFen' || field.startsWith('composition.') || field.startsWith('funding.')) && /^-?\d+\.\d{2}$/.test(text)) {
    return `${drawWan(parseYuan(text))} ${unit}`
  }
  return text
}
