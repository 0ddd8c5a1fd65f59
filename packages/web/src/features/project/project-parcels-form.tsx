import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Flex, Input } from 'antd'
import type { Project } from '@ballast/contract/project.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { projectTexts } from './project.texts.ts'
import { RecordPicker } from './record-picker.tsx'

export interface UsedParcel {
  readonly name: string
  readonly areaM2: string | null
  readonly floorAreaM2: string | null
}

export const usedParcelsOf = (project: Project): UsedParcel[] =>
  project.parcels.map(({ name, areaM2, floorAreaM2 }) => ({ name, areaM2, floorAreaM2 }))

const isArea = (text: string | null): boolean => text === null || /^\d{1,12}(\.\d{1,2})?$/.test(text)
export const isUsedParcel = ({ name, areaM2, floorAreaM2 }: UsedParcel): boolean => name !== '' && isArea(areaM2) && isArea(floorAreaM2)

/** Which parcels a project stands on, and how much of each it uses. */
export function ProjectParcelsForm({
  project,
  items,
  onItems,
}: {
  project: Project
  items: readonly UsedParcel[]
  onItems: (items: readonly UsedParcel[]) => void
}) {
  const t = useTexts(projectTexts)
  const name = useName()
  const shown = (main: string) => {
    const known = project.parcels.find((parcel) => parcel.name === main)
    return known ? name({ nameZh: known.name, nameEn: known.nameEn }) : undefined
  }
  const change = (index: number, to: Partial<UsedParcel>) => onItems(items.map((item, at) => (at === index ? { ...item, ...to } : item)))
  const area = (index: number, key: 'areaM2' | 'floorAreaM2', label: string) => {
    const text = items[index]?.[key] ?? null
    return (
      <Input
        aria-label={label}
        placeholder={label}
        value={text ?? ''}
        inputMode="decimal"
        style={{ width: 190 }}
        status={isArea(text) ? '' : 'error'}
        onChange={({ target }) => change(index, { [key]: target.value.trim() === '' ? null : target.value.trim() })}
      />
    )
  }
  return (
    <>
      {items.map((item, index) => (
        <Flex key={index} gap={8} wrap align="center" style={{ marginBottom: 8 }}>
          <div style={{ flex: '1 1 220px', maxWidth: 420 }}>
            <RecordPicker
              register="parcel"
              label={t('parcels')}
              value={item.name}
              shown={shown(item.name)}
              onChange={(main) => change(index, { name: main })}
            />
          </div>
          {area(index, 'areaM2', t('usedAreaHint'))}
          {area(index, 'floorAreaM2', t('usedFloorAreaHint'))}
          <Button icon={<DeleteOutlined />} aria-label={t('removeLine')} onClick={() => onItems(items.filter((_, at) => at !== index))} />
        </Flex>
      ))}
      <Button icon={<PlusOutlined />} onClick={() => onItems([...items, { name: '', areaM2: null, floorAreaM2: null }])}>
        {t('addParcel')}
      </Button>
    </>
  )
}
