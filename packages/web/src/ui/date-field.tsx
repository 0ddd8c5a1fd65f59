import { Input } from 'antd'

interface Props {
  /** 'YYYY-MM-DD', or empty; in a form the form gives both. */
  value?: string
  onChange?: (date: string) => void
  label: string
  id?: string
  size?: 'small' | 'middle'
}

/** A plain date, by the browser's own field: it knows the keyboard, the language and the phone. */
export function DateField({ value = '', onChange, label, id, size = 'middle' }: Props) {
  return (
    <Input
      type="date"
      size={size}
      value={value}
      aria-label={label}
      style={{ maxWidth: 168 }}
      max="2999-12-31"
      {...(id === undefined ? {} : { id })}
      onChange={({ target }) => onChange?.(target.value)}
    />
  )
}
