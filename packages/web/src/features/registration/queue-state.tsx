import { Tag } from 'antd'
import type { QueueState } from '@ballast/domain/registration/state.ts'
import { useTexts } from '../../app/language.tsx'
import { registrationTexts } from './registration.texts.ts'

const COLOURS: Readonly<Record<QueueState, string>> = {
  none: 'default',
  preparing: 'default',
  submitted: 'blue',
  returned: 'orange',
  accepted: 'processing',
  registered: 'green',
}

export function QueueStateTag({ state }: { state: QueueState }) {
  const t = useTexts(registrationTexts)
  return <Tag color={COLOURS[state]}>{t(`state.${state}`)}</Tag>
}
