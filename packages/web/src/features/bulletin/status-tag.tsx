import { Tag } from 'antd'
import type { BulletinRow } from '@ballast/contract/bulletin.ts'
import { useTexts } from '../../app/language.tsx'
import { bulletinTexts } from './bulletin.texts.ts'

const COLORS = { draft: 'orange', issued: 'green', replaced: 'default', withdrawn: 'red' } as const

export function StatusTag({ status }: { status: BulletinRow['status'] }) {
  const t = useTexts(bulletinTexts)
  return <Tag color={COLORS[status]}>{t(`status.${status}`)}</Tag>
}
