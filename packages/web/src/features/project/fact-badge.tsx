import { Tag, Tooltip } from 'antd'
import type { Project } from '@ballast/contract/project.ts'
import { useTexts } from '../../app/language.tsx'
import { registerTexts } from '../../ui/register.texts.ts'
import { SourceBadge } from '../../ui/source-badge.tsx'

/** Where one fact comes from; nothing for a fact that a user entered. */
export function FactBadge({ source }: { source: Project['provenance'][string] | undefined }) {
  const r = useTexts(registerTexts)
  if (source === undefined) return null
  if (source.kind !== 'computed') return <SourceBadge kind={source.kind} citation={source.citation} />
  return (
    <Tooltip title={source.citation}>
      <Tag className="badge">{r('computed')}</Tag>
    </Tooltip>
  )
}
