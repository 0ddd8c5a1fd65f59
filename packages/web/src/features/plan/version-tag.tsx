import { Tag } from 'antd'
import type { PlanVersion } from '@ballast/contract/plan-edit.ts'
import { useTexts } from '../../app/language.tsx'
import { planTexts } from './plan.texts.ts'

export function VersionTag({ version }: { version: PlanVersion }) {
  const t = useTexts(planTexts)
  if (version.isInForce) return <Tag color="green">{t('inForce')}</Tag>
  if (version.status === 'draft') return <Tag color="gold">{t('draft')}</Tag>
  return <Tag>{t(version.status === 'adopted' ? 'superseded' : 'discarded')}</Tag>
}
