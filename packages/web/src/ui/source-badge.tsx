import { Tag, Tooltip } from 'antd'
import type { SourceKind } from '@ballast/contract/scalars.ts'
import { useTexts } from '../app/language.tsx'
import { uiTexts } from './ui.texts.ts'

/** Says whether a fact is public, with its citation, or simulated; a fact entered by a user carries no badge. */
export function SourceBadge({ kind, citation }: { kind: SourceKind; citation?: string | null }) {
  const t = useTexts(uiTexts)
  if (kind === 'simulated')
    return (
      <Tooltip title={t('simulatedHint')}>
        <Tag color="gold" className="badge">
          {t('simulated')}
        </Tag>
      </Tooltip>
    )
  if (kind === 'public')
    return (
      <Tooltip title={t('publicHint', { citation: citation ?? '' })}>
        <Tag color="green" className="badge">
          {t('publicFact')}
        </Tag>
      </Tooltip>
    )
  return null
}
