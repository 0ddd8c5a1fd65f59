import { Input } from 'antd'
import { useState } from 'react'
import { Money } from '../../ui/money.tsx'
import { wanOfYuan, yuanOfWan } from '../../ui/wan.ts'

interface Props {
  yuan: string
  label: string
  /** With the new amount as yuan text. */
  onSave: (yuan: string) => void
}

/** An amount in 万元 that becomes a box when it is clicked: Enter saves, Escape leaves it. */
export function InlineMoney({ yuan, label, onSave }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  if (typed === null) {
    return (
      <button type="button" className="inline-edit" aria-label={label} onClick={() => setTyped(wanOfYuan(yuan))}>
        <Money yuan={yuan} />
      </button>
    )
  }
  const amount = yuanOfWan(typed)
  const save = () => {
    if (typeof amount === 'string' && amount !== yuan) onSave(amount)
    setTyped(null)
  }
  return (
    <Input
      size="small"
      autoFocus
      value={typed}
      inputMode="decimal"
      aria-label={label}
      status={typeof amount === 'string' ? '' : 'error'}
      style={{ width: 130, textAlign: 'right' }}
      onChange={({ target }) => setTyped(target.value)}
      onPressEnter={save}
      onBlur={save}
      onKeyDown={({ key }) => key === 'Escape' && setTyped(null)}
    />
  )
}
