import { Tag } from 'antd'
import type { ReturnState } from '@ballast/domain/report/return-state.ts'
import { useTexts } from '../../app/language.tsx'
import { reportTexts } from './report.texts.ts'

const COLOURS: Readonly<Record<ReturnState | 'none', string>> = {
  none: 'default',
  draft: 'default',
  submitted: 'blue',
  in_review: 'processing',
  returned: 'orange',
  verified: 'green',
  closed: 'default',
}

export const useStateName = (): ((state: ReturnState | null) => string) => {
  const t = useTexts(reportTexts)
  return (state) => t(`state.${state ?? 'none'}`)
}

export function ReturnStateTag({ state }: { state: ReturnState | null }) {
  const stateName = useStateName()
  return <Tag color={COLOURS[state ?? 'none']}>{stateName(state)}</Tag>
}
