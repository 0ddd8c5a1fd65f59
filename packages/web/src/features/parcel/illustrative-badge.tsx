import { Tag, Tooltip } from 'antd'
import { useTexts } from '../../app/language.tsx'
import { parcelTexts } from './parcel.texts.ts'

/** Says that a shape on the map was made up for the demonstration. */
export function IllustrativeBadge({ citation }: { citation?: string | undefined }) {
  const t = useTexts(parcelTexts)
  return (
    <Tooltip title={t('illustrativeHint', { citation: citation ?? '' })}>
      <Tag color="gold" className="badge">
        {t('illustrative')}
      </Tag>
    </Tooltip>
  )
}
