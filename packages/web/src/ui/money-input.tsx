import { Input } from 'antd'
import { formatWanExact, formatYuan, parseWan, parseYuan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../app/language.tsx'
import { registerTexts } from './register.texts.ts'

/** Yuan text of the wire → the exact text of an edit box in 万元. */
export const wanOfYuan = (yuan: string | null | undefined): string =>
  yuan === null || yuan === undefined ? '' : formatWanExact(parseYuan(yuan))

/** What was typed in 万元 → yuan text of the wire; null for nothing, undefined for what is no amount to the fen. */
export function yuanOfWan(wan: string): string | null | undefined {
  if (wan.trim() === '') return null
  try {
    return formatYuan(parseWan(wan.replaceAll(/[，\s]/g, '')))
  } catch {
    return undefined
  }
}

interface Props {
  /** As typed, in 万元; whoever saves it reads it with `yuanOfWan`. */
  value: string
  onChange: (wan: string) => void
  label: string
  id?: string
  placeholder?: string
  size?: 'small' | 'middle'
}

/** An amount in 万元, exact to the fen. */
export function MoneyInput({ value, onChange, label, id, placeholder, size = 'middle' }: Props) {
  const t = useTexts(registerTexts)
  return (
    <Input
      size={size}
      value={value}
      inputMode="decimal"
      suffix={<span className="unit">{t('wan')}</span>}
      status={yuanOfWan(value) === undefined ? 'error' : ''}
      aria-label={label}
      aria-invalid={yuanOfWan(value) === undefined}
      style={{ maxWidth: 240 }}
      {...(id === undefined ? {} : { id })}
      {...(placeholder === undefined ? {} : { placeholder })}
      onChange={({ target }) => onChange(target.value)}
    />
  )
}
