import { Input } from 'antd'
import { useRef, useState } from 'react'
import { drawWan, parseYuan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { Money } from '../../ui/money.tsx'
import { wanOfYuan, yuanOfWan } from '../../ui/wan.ts'
import { planTexts } from './plan.texts.ts'

interface Props {
  yuan: string
  label: string
  /** With the new amount as yuan text; what is typed stays in view until it settles. */
  onSave: (yuan: string) => Promise<unknown>
}

/** An amount in 万元 that becomes a box when it is clicked: Enter saves and goes down to the next one, Escape leaves it as it was. */
export function InlineMoney({ yuan, label, onSave }: Props) {
  const t = useTexts(planTexts)
  const [typed, setTyped] = useState<string | null>(null)
  const [saving, setSaving] = useState<string | null>(null)
  const place = useRef<HTMLSpanElement>(null)
  const amount = yuanOfWan(typed ?? '')
  const isAmount = typeof amount === 'string' && !amount.startsWith('-')
  const leave = (to: 'here' | 'next' | 'away') => {
    const all = [...(place.current?.closest('table')?.querySelectorAll('.inline-money') ?? [])]
    const next = to === 'next' ? all[all.indexOf(place.current as Element) + 1] : undefined
    setTyped(null)
    if (to === 'away') return
    // The button is there again after the box is gone.
    requestAnimationFrame(() => {
      if (next) next.querySelector('button')?.click()
      else place.current?.querySelector('button')?.focus()
    })
  }
  const save = (to: 'next' | 'away') => {
    if (typed === null) return
    if (!isAmount) return
    if (amount !== yuan) {
      setSaving(amount)
      void onSave(amount).finally(() => setSaving(null))
    }
    leave(to)
  }
  return (
    <span className="inline-money" ref={place}>
      {typed === null ? (
        <button
          type="button"
          className="inline-edit"
          aria-label={`${label} ${drawWan(parseYuan(saving ?? yuan))}`}
          aria-busy={saving !== null}
          onClick={() => setTyped(wanOfYuan(yuan))}
        >
          <Money yuan={saving ?? yuan} />
        </button>
      ) : (
        <Input
          size="small"
          autoFocus
          value={typed}
          inputMode="decimal"
          aria-label={label}
          aria-invalid={!isAmount}
          title={isAmount ? label : t('invalidOne')}
          status={isAmount ? '' : 'error'}
          onFocus={({ target }) => target.select()}
          onChange={({ target }) => setTyped(target.value)}
          onPressEnter={() => save('next')}
          onBlur={() => save('away')}
          onKeyDown={({ key }) => key === 'Escape' && leave('here')}
        />
      )}
    </span>
  )
}
