import { Segmented } from 'antd'
import type { VoucherUnitName } from '@ballast/contract/voucher.ts'
import { useTexts } from '../../app/language.tsx'
import { voucherTexts } from './voucher.texts.ts'

export function UnitChoice({ value, onChange }: { value: VoucherUnitName; onChange: (unit: VoucherUnitName) => void }) {
  const t = useTexts(voucherTexts)
  return (
    <Segmented
      aria-label={t('unit')}
      value={value}
      options={(['yuan', 'tflops_s'] as const).map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
      onChange={onChange}
    />
  )
}
