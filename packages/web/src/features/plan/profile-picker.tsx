import { Button, Segmented, Select } from 'antd'
import { useState } from 'react'
import { compositionTotal, profileWeights } from '@ballast/domain/plan/spread.ts'
import type { PlanMonthRow, ProfileName } from '@ballast/domain/plan/plan-row.ts'
import { chartYi, drawWan, fen, type Fen } from '@ballast/domain/shared/money.ts'
import { monthNumber, monthsOfYear } from '@ballast/domain/shared/time.ts'
import { useTexts } from '../../app/language.tsx'
import { lineKey, lineTotal, type PlanForm } from './plan-form.ts'
import { planTexts } from './plan.texts.ts'
import { spreadForm } from './spread-form.ts'

const SPREADS = ['even', 'front_loaded', 's_curve', 'custom'] as const satisfies readonly ProfileName[]

interface Props {
  form: PlanForm
  year: number
  /** Number of the month of the planned start; spreads begin there. */
  startMonth: number
  onApply: (profile: ProfileName, lines: PlanMonthRow[]) => void
}

/** Spreads the annual amount over months with the composition that the months have now; what it would give is drawn before it is applied. */
export function ProfilePicker({ form, year, startMonth, onApply }: Props) {
  const t = useTexts(planTexts)
  const [profile, setProfile] = useState<(typeof SPREADS)[number]>('s_curve')
  const [first, setFirst] = useState(startMonth)
  const [last, setLast] = useState(12)
  const months = monthsOfYear(year).slice(first - 1, Math.max(first, last))
  // "Custom" keeps the shape that the months have now and scales it to the annual amount.
  const now = months.map((month) => lineTotal(form, lineKey(month, true)))
  const hasShape = now.some((amount) => amount > 0n)
  const weights = profile === 'custom' && hasShape ? now : profileWeights(profile === 'custom' ? 'even' : profile, months.length)
  const lines = spreadForm(form, year, first, weights)
  const most = lines.reduce((largest, line) => (compositionTotal(line) > largest ? compositionTotal(line) : largest), 1n as Fen)
  const monthOptions = monthsOfYear(year).map((month) => ({ value: monthNumber(month), label: t('month', { number: monthNumber(month) }) }))
  return (
    <div className="card">
      <p className="quiet" style={{ marginTop: 0 }}>
        {t('spreadHint')}
      </p>
      <div className="plan-bar">
        <Segmented
          aria-label={t('profile')}
          value={profile}
          options={SPREADS.filter((value) => value !== 'custom' || hasShape).map((value) => ({
            value,
            label: value === 'custom' ? t('useProfileNow') : t(`profile_${value}`),
          }))}
          onChange={setProfile}
        />
        <Select aria-label={t('firstMonth')} value={first} options={monthOptions} style={{ width: 90 }} onChange={setFirst} />
        –
        <Select aria-label={t('lastMonth')} value={Math.max(first, last)} options={monthOptions} style={{ width: 90 }} onChange={setLast} />
        <Button type="primary" onClick={() => onApply(profile, lines)}>
          {t('apply')}
        </Button>
      </div>
      <div className="profile-preview" role="img" aria-label={t('preview')}>
        {monthsOfYear(year).map((month) => {
          const amount = lines.find((line) => line.month === month)
          const total = amount ? compositionTotal(amount) : fen(0n)
          return (
            <span
              key={month}
              title={`${t('month', { number: monthNumber(month) })} ${drawWan(total)} ${t('wan')}`}
              style={{ height: `${(100 * chartYi(total)) / chartYi(most)}%` }}
            />
          )
        })}
      </div>
    </div>
  )
}
