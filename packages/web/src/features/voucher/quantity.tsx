import { drawPHours, exactPHours, parsePHours } from '@ballast/domain/voucher/computing-power.ts'
import type { VoucherUnitName } from '@ballast/contract/voucher.ts'
import { drawYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import { Input } from 'antd'
import { Money } from '../../ui/money.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { wanOfYuan, yuanOfWan } from '../../ui/wan.ts'

/** An amount of a voucher: P·h with the exact amount in its tooltip, or money. */
export function Quantity({ unit, amount, withUnit = false }: { unit: VoucherUnitName; amount: string; withUnit?: boolean }) {
  if (unit === 'yuan') return <Money yuan={amount} withUnit={withUnit} />
  const work = BigInt(amount)
  return (
    <span className="number" title={`${exactPHours(work)} = ${work} TFLOPS·s`}>
      {drawPHours(work)}
      {withUnit ? <span className="unit"> P·h</span> : null}
    </span>
  )
}

/** The same as text, exact: for sentences and exports. */
export const exactText = (unit: VoucherUnitName, amount: string): string =>
  unit === 'yuan' ? `¥${drawYuan(parseYuan(amount))}` : exactPHours(BigInt(amount))

/** What was typed (P·h or 万元) → the wire; undefined for what is no amount, or none. */
export function typedAmount(unit: VoucherUnitName, text: string): string | undefined {
  if (unit === 'yuan') return yuanOfWan(text) ?? undefined
  try {
    return parsePHours(text.replaceAll(/[，\s]/g, '')).toString()
  } catch {
    return undefined
  }
}

/** The exact text of the field for an amount of the wire. */
export const fieldText = (unit: VoucherUnitName, amount: string): string =>
  unit === 'yuan' ? wanOfYuan(amount) : (exactPHours(BigInt(amount)).split(' ')[0]?.replaceAll(',', '') ?? '')

interface Props {
  unit: VoucherUnitName
  value: string
  onChange: (text: string) => void
  label: string
  id: string
}

export function QuantityInput({ unit, value, onChange, label, id }: Props) {
  if (unit === 'yuan') return <MoneyInput id={id} label={label} value={value} onChange={onChange} />
  const isWrong = value.trim() !== '' && typedAmount(unit, value) === undefined
  return (
    <Input
      id={id}
      value={value}
      inputMode="decimal"
      suffix={<span className="unit">P·h</span>}
      status={isWrong ? 'error' : ''}
      aria-label={label}
      aria-invalid={isWrong}
      style={{ maxWidth: 240 }}
      onChange={({ target }) => onChange(target.value)}
    />
  )
}
