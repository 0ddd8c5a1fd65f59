import { Input } from 'antd'
import { useTexts } from '../app/language.tsx'
import { registerTexts } from './register.texts.ts'
import { yuanOfWan } from './wan.ts'

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
