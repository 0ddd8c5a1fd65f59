import { Tag, Tooltip } from 'antd'
import type { EnteredFact } from '@ballast/contract/list.ts'
import type { SourceKind } from '@ballast/contract/scalars.ts'
import type { FactSource } from '@ballast/domain/shared/row-facts.ts'
import { useTexts } from '../app/language.tsx'
import { drawInstant } from './instant.ts'
import { markOf, type MarkedRow } from './marked-row.ts'
import { registerTexts } from './register.texts.ts'
import { SourceBadge } from './source-badge.tsx'
import { uiTexts } from './ui.texts.ts'
import './source-badge.css'

/** What a record's page knows of the sources of its facts. */
export interface SourcedRecord {
  readonly sourceKind: SourceKind
  readonly citation: string | null
  readonly provenance: Readonly<Record<string, FactSource>>
  readonly entered: Readonly<Record<string, EnteredFact>>
}

/** Where one fact comes from: a badge where it differs from its record, a dot where the record's own badge says it already. */
export function FactBadge({ record, field }: { record: SourcedRecord; field: string }) {
  const r = useTexts(registerTexts)
  const ui = useTexts(uiTexts)
  const source = record.provenance[field]
  const entered = record.entered[field]
  if (source === undefined) {
    if (entered === undefined) return null
    const hint = r('enteredBy', { name: entered.byName, at: drawInstant(entered.at) })
    if (record.sourceKind === 'entered') return <Dot kind="entered" hint={hint} />
    return (
      <Tooltip title={hint}>
        <Tag className="badge">{r('enteredShort', { name: entered.byName, on: drawInstant(entered.at).slice(0, 10) })}</Tag>
      </Tooltip>
    )
  }
  if (source.kind === 'computed') {
    return (
      <Tooltip title={source.citation}>
        <Tag className="badge">{r(field === 'nameEn' ? 'rendered' : 'computed')}</Tag>
      </Tooltip>
    )
  }
  if (source.kind === record.sourceKind && source.citation === record.citation) {
    return (
      <Dot kind={source.kind} hint={source.kind === 'public' ? ui('publicHint', { citation: source.citation }) : ui('simulatedHint')} />
    )
  }
  return <SourceBadge kind={source.kind} citation={source.citation} />
}

const Dot = ({ kind, hint }: { kind: SourceKind; hint: string }) => (
  <Tooltip title={hint}>
    <span className={`source-dot source-dot-${kind}`} role="img" aria-label={hint} />
  </Tooltip>
)

/** In a list: what of one cell's source the row's own badge does not say. */
export function CellBadge({ row, field }: { row: MarkedRow; field: string }) {
  const r = useTexts(registerTexts)
  const mark = markOf(row, field)
  if (mark === 'simulated') return <SourceBadge kind="simulated" />
  if (mark === undefined) return null
  return (
    <Tooltip title={r('enteredHint')}>
      <Tag className="badge">{r('entered')}</Tag>
    </Tooltip>
  )
}
